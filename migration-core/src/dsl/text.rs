use crate::schema::SqlText;

/// SQL with a text for each dialect: `by_dialect().postgres("…").mysql("…").sqlite("…")`.
#[must_use]
pub fn by_dialect() -> SqlText {
    SqlText::default()
}

/// One column name, or several.
pub trait IntoColumns {
    /// The names, in order.
    fn into_columns(self) -> Vec<String>;
}

impl IntoColumns for &str {
    fn into_columns(self) -> Vec<String> {
        vec![self.to_owned()]
    }
}

impl<S: Into<String>, const N: usize> IntoColumns for [S; N] {
    fn into_columns(self) -> Vec<String> {
        self.into_iter().map(Into::into).collect()
    }
}

impl IntoColumns for Vec<String> {
    fn into_columns(self) -> Vec<String> {
        self
    }
}

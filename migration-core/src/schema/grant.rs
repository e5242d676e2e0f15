use super::Grant;

impl Grant {
    /// What may stand before the name of what a privilege is on.
    const KINDS: [&str; 15] = [
        "ALL",
        "DATABASE",
        "DOMAIN",
        "FOREIGN",
        "FUNCTION",
        "LANGUAGE",
        "LARGE",
        "PARAMETER",
        "PROCEDURE",
        "ROUTINE",
        "SCHEMA",
        "SEQUENCE",
        "TABLE",
        "TABLESPACE",
        "TYPE",
    ];

    /// The kind that `on` says and the SQL behind it; `None` where it is a bare name.
    pub(crate) fn on_sql(&self) -> Option<(&str, &str)> {
        if self.on.starts_with(['"', '`']) {
            return Some(("", &self.on));
        }
        let (kind, rest) = self.on.split_once(' ')?;
        let mut kinds = Self::KINDS.iter();
        let known = kinds.any(|each| each.eq_ignore_ascii_case(kind));
        known.then(|| (kind, rest.trim_start()))
    }
}

use super::{ColumnType, DefaultValue};

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, unescaped.
    pub name: String,
    /// What it holds.
    pub ty: ColumnType,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// What it gets where an INSERT names no value.
    pub default: Option<DefaultValue>,
    /// Whether the server numbers new rows in it.
    pub identity: bool,
}

impl Column {
    /// A NOT NULL column without a default.
    #[must_use]
    pub fn new(name: impl Into<String>, ty: ColumnType) -> Self {
        Self {
            name: name.into(),
            ty,
            nullable: false,
            default: None,
            identity: false,
        }
    }
}

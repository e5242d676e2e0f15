use super::SqlText;

/// The primary key of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrimaryKey {
    /// The constraint's name. MySQL and MariaDB call every primary key `PRIMARY`.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
}

/// A unique constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    /// The constraint's name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
}

/// A condition that every row meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The constraint's name.
    pub name: String,
    /// The condition.
    pub expression: SqlText,
}

/// What happens to a row when the row it refers to is deleted or gets another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReferentialAction {
    /// The statement fails if rows still refer to it at its end.
    #[default]
    NoAction,
    /// The statement fails at once.
    Restrict,
    /// The row goes, or follows, too.
    Cascade,
    /// The referring columns become NULL.
    SetNull,
    /// The referring columns get their default. InnoDB has no such action.
    SetDefault,
}

impl ReferentialAction {
    /// The SQL words.
    #[must_use]
    pub const fn as_sql(self) -> &'static str {
        match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        }
    }
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// The constraint's name.
    pub name: String,
    /// The referring columns, in order.
    pub columns: Vec<String>,
    /// The table referred to.
    pub references_table: String,
    /// The columns referred to, in the order of `columns`.
    pub references_columns: Vec<String>,
    /// What a deletion there does here.
    pub on_delete: ReferentialAction,
    /// What a changed key there does here.
    pub on_update: ReferentialAction,
}

use super::{IndexMethod, IndexPart, SqlText};

/// When a constraint is checked. PostgreSQL can put it off for keys and unique and foreign
/// keys, SQLite for foreign keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Deferrable {
    /// At each statement.
    #[default]
    No,
    /// At each statement, unless the transaction puts it off to its end.
    InitiallyImmediate,
    /// At the transaction's end.
    InitiallyDeferred,
}

/// Whether a server sees to it that rows meet a constraint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Enforcement {
    /// All rows meet it.
    #[default]
    All,
    /// Only rows written from now on: PostgreSQL's `NOT VALID`.
    NewRows,
    /// None: `NOT ENFORCED` of MySQL's checks and, from version 18, of PostgreSQL.
    None,
}

/// The primary key of a table. Its columns are NOT NULL, but in an ordinary table of SQLite.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PrimaryKey {
    /// The constraint's name. MySQL and MariaDB call every primary key `PRIMARY`.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
    /// Columns that its index holds beside them. PostgreSQL alone has these.
    pub include: Vec<String>,
    /// When it is checked.
    pub deferrable: Deferrable,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// A unique constraint.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Unique {
    /// The constraint's name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
    /// Columns that its index holds beside them. PostgreSQL alone has these.
    pub include: Vec<String>,
    /// Whether two NULLs count as the same. PostgreSQL 15 and later.
    pub nulls_not_distinct: bool,
    /// When it is checked.
    pub deferrable: Deferrable,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// A condition that every row meets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Check {
    /// The constraint's name.
    pub name: String,
    /// The condition.
    pub expression: SqlText,
    /// Which rows the server sees to.
    pub enforcement: Enforcement,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// A condition that no two rows meet together. PostgreSQL alone has these.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Exclusion {
    /// The constraint's name.
    pub name: String,
    /// The method of its index; PostgreSQL's own choice is a tree, which knows equality alone.
    pub method: Option<IndexMethod>,
    /// What is compared, each with the operator that may not hold for all of them at once.
    pub parts: Vec<(IndexPart, String)>,
    /// The rows it goes for, where it does not go for all.
    pub filter: Option<SqlText>,
    /// When it is checked.
    pub deferrable: Deferrable,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

/// What happens to a row when the row it refers to is deleted or gets another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
    /// The columns that a deletion sets to NULL or their default, where not all of them.
    /// PostgreSQL 15 and later.
    pub set_columns: Vec<String>,
    /// Whether a row refers with all columns or with none: `MATCH FULL`, PostgreSQL's.
    pub match_full: bool,
    /// When it is checked.
    pub deferrable: Deferrable,
    /// Which rows the server sees to.
    pub enforcement: Enforcement,
    /// What it is for. PostgreSQL alone keeps it.
    pub comment: Option<String>,
}

use super::{ColumnType, DefaultValue, SqlText};

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Column {
    /// Its name, unescaped.
    pub name: String,
    /// What it holds.
    pub ty: ColumnType,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// What it gets where an INSERT names no value.
    pub default: Option<DefaultValue>,
    /// How the server numbers new rows in it, if it does.
    pub identity: Option<Box<Identity>>,
    /// What it is computed from, if it is.
    pub generated: Option<Box<Generated>>,
    /// The collation its texts are compared by; a dialect without a text of its own keeps
    /// the one it has for all columns.
    pub collation: Option<SqlText>,
    /// The character set of its texts: MySQL and MariaDB alone have one for each column.
    pub charset: Option<String>,
    /// Whether every UPDATE of the row that does not set it sets it to the moment: MySQL's and
    /// MariaDB's `ON UPDATE CURRENT_TIMESTAMP`, a trigger on PostgreSQL and SQLite.
    pub touched_on_update: bool,
    /// What it is for. SQLite keeps no comments, so there they stand in the migrations alone.
    pub comment: Option<String>,
}

/// How a server numbers the rows of an identity column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Identity {
    /// Whether an INSERT that names a value is refused: PostgreSQL's `GENERATED ALWAYS`.
    pub always: bool,
    /// The first number; 1 where it is not said.
    pub start: Option<i64>,
    /// The difference between two numbers; 1 where it is not said.
    pub increment: Option<i64>,
    /// Whether PostgreSQL numbers it in its older way, with a sequence that the column owns:
    /// `serial`. Other servers know one way.
    pub serial: bool,
}

/// What a column is computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Generated {
    /// An expression over the row's other columns.
    pub expression: SqlText,
    /// Whether the value is kept in the row, or computed when it is read.
    pub stored: bool,
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
            identity: None,
            generated: None,
            collation: None,
            charset: None,
            touched_on_update: false,
            comment: None,
        }
    }

    /// Whether the server numbers new rows in it.
    #[must_use]
    pub const fn is_identity(&self) -> bool {
        self.identity.is_some()
    }
}

use super::SqlText;

/// What one part of an index sorts by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexKey {
    /// A column.
    Column(String),
    /// An SQL expression. MariaDB has no such index.
    Expression(SqlText),
}

/// One part of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexPart {
    /// What it sorts by.
    pub key: IndexKey,
    /// Whether it sorts downwards.
    pub descending: bool,
}

impl IndexPart {
    /// A column in ascending order.
    #[must_use]
    pub fn column(name: impl Into<String>) -> Self {
        Self {
            key: IndexKey::Column(name.into()),
            descending: false,
        }
    }

    /// The same part in descending order.
    #[must_use]
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self
    }
}

/// An index of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// What it sorts by, in order.
    pub parts: Vec<IndexPart>,
    /// Whether two rows may not have the same key.
    pub unique: bool,
    /// The rows it holds, where it does not hold all. MySQL and MariaDB have no such index.
    pub filter: Option<SqlText>,
}

impl Index {
    /// The names of the columns it sorts by, expressions left out.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match &part.key {
            IndexKey::Column(name) => Some(name.as_str()),
            IndexKey::Expression(_) => None,
        })
    }
}

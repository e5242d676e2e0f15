use super::SqlText;

/// What one part of an index sorts by.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum IndexKey {
    /// A column.
    Column(String),
    /// An SQL expression. MariaDB has no such index.
    Expression(SqlText),
}

/// Where NULLs stand in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum NullsOrder {
    /// Before all values.
    First,
    /// Behind all values.
    Last,
}

impl NullsOrder {
    /// The SQL words.
    #[must_use]
    pub const fn as_sql(self) -> &'static str {
        match self {
            Self::First => "NULLS FIRST",
            Self::Last => "NULLS LAST",
        }
    }
}

/// One part of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct IndexPart {
    /// What it sorts by.
    pub key: IndexKey,
    /// Whether it sorts downwards.
    pub descending: bool,
    /// Where NULLs stand, if not where the server puts them. PostgreSQL alone can say.
    pub nulls: Option<NullsOrder>,
    /// The collation it sorts by; a dialect without a text of its own uses the column's.
    pub collation: Option<SqlText>,
    /// PostgreSQL's operator class: `text_pattern_ops`, `gin_trgm_ops`.
    pub operator_class: Option<String>,
    /// How many characters, or bytes of a binary column, MySQL and MariaDB index.
    pub prefix: Option<u32>,
}

impl IndexPart {
    /// This key in ascending order.
    #[must_use]
    pub const fn new(key: IndexKey) -> Self {
        Self {
            key,
            descending: false,
            nulls: None,
            collation: None,
            operator_class: None,
            prefix: None,
        }
    }

    /// A column in ascending order.
    #[must_use]
    pub fn column(name: impl Into<String>) -> Self {
        Self::new(IndexKey::Column(name.into()))
    }

    /// The same part in descending order.
    #[must_use]
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self
    }

    /// The same part with NULLs before all values.
    #[must_use]
    pub const fn nulls_first(mut self) -> Self {
        self.nulls = Some(NullsOrder::First);
        self
    }

    /// The same part with NULLs behind all values.
    #[must_use]
    pub const fn nulls_last(mut self) -> Self {
        self.nulls = Some(NullsOrder::Last);
        self
    }

    /// The same part in this collation.
    #[must_use]
    pub fn collate(mut self, collation: impl Into<SqlText>) -> Self {
        self.collation = Some(collation.into());
        self
    }

    /// The same part with this operator class of PostgreSQL.
    #[must_use]
    pub fn operator_class(mut self, class: impl Into<String>) -> Self {
        self.operator_class = Some(class.into());
        self
    }

    /// The same part, of whose values MySQL and MariaDB index only so many characters.
    #[must_use]
    pub const fn prefix(mut self, length: u32) -> Self {
        self.prefix = Some(length);
        self
    }

    /// Whether it says no more than a key and its direction.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.nulls.is_none()
            && self.collation.is_none()
            && self.operator_class.is_none()
            && self.prefix.is_none()
    }
}

/// How an index finds rows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum IndexMethod {
    /// A balanced tree: what every server takes where nothing is said.
    Btree,
    /// A hash table: equality alone.
    Hash,
    /// PostgreSQL's inverted index.
    Gin,
    /// PostgreSQL's generalised search tree.
    Gist,
    /// PostgreSQL's space-partitioned search tree.
    Spgist,
    /// PostgreSQL's index of block ranges.
    Brin,
    /// MySQL's and MariaDB's index over words.
    Fulltext,
    /// MySQL's and MariaDB's index over geometries.
    Spatial,
    /// A method of an extension of PostgreSQL, by name.
    Other(String),
}

impl IndexMethod {
    /// Its name, in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Btree => "btree",
            Self::Hash => "hash",
            Self::Gin => "gin",
            Self::Gist => "gist",
            Self::Spgist => "spgist",
            Self::Brin => "brin",
            Self::Fulltext => "fulltext",
            Self::Spatial => "spatial",
            Self::Other(name) => name,
        }
    }
}

impl From<&str> for IndexMethod {
    fn from(name: &str) -> Self {
        match name {
            "btree" => Self::Btree,
            "hash" => Self::Hash,
            "gin" => Self::Gin,
            "gist" => Self::Gist,
            "spgist" => Self::Spgist,
            "brin" => Self::Brin,
            "fulltext" => Self::Fulltext,
            "spatial" => Self::Spatial,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// An index of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Index {
    /// Its name.
    pub name: String,
    /// What it sorts by, in order.
    pub parts: Vec<IndexPart>,
    /// Whether two rows may not have the same key.
    pub unique: bool,
    /// The rows it holds, where it does not hold all. MySQL and MariaDB have no such index.
    pub filter: Option<SqlText>,
    /// How it finds rows, if not as the server does where nothing is said.
    pub method: Option<IndexMethod>,
    /// Columns that it holds without sorting by them. PostgreSQL alone has these.
    pub include: Vec<String>,
    /// Whether two NULLs count as the same key. PostgreSQL 15 and later.
    pub nulls_not_distinct: bool,
    /// Whether queries do not use it: `INVISIBLE` on MySQL, `IGNORED` on MariaDB.
    pub invisible: bool,
    /// PostgreSQL's storage parameters: `("fillfactor", "70")`.
    pub storage: Vec<(String, String)>,
    /// What it is for. SQLite keeps no comments.
    pub comment: Option<String>,
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

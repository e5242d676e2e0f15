use super::comments::commented;
use super::deferral::deferral;
use super::text::IntoColumns;
use crate::operation;
use crate::schema::{Index, IndexKey, IndexMethod, IndexPart, SqlText, Unique};

impl From<&str> for IndexPart {
    fn from(column: &str) -> Self {
        Self::column(column)
    }
}

/// A column of an index in ascending order.
#[must_use]
pub fn asc(column: &str) -> IndexPart {
    IndexPart::column(column)
}

/// A column of an index in descending order.
#[must_use]
pub fn desc(column: &str) -> IndexPart {
    IndexPart {
        descending: true,
        ..IndexPart::column(column)
    }
}

/// An SQL expression as a part of an index. MariaDB has none.
pub fn expression(sql: impl Into<SqlText>) -> IndexPart {
    IndexPart::new(IndexKey::Expression(sql.into()))
}

/// An index under construction.
#[derive(Debug, Clone)]
#[must_use = "an index does nothing until it is given to a table"]
pub struct IndexBuilder {
    index: Index,
    pub(super) concurrently: bool,
}

/// An index over these columns or parts.
pub fn index(parts: impl Into<IndexBuilder>) -> IndexBuilder {
    parts.into()
}

impl From<&str> for IndexBuilder {
    fn from(column: &str) -> Self {
        Self::from([column])
    }
}

impl<P: Into<IndexPart>, const N: usize> From<[P; N]> for IndexBuilder {
    fn from(parts: [P; N]) -> Self {
        Self::of(parts.into_iter().map(Into::into).collect())
    }
}

impl IndexBuilder {
    pub(super) fn of(parts: Vec<IndexPart>) -> Self {
        Self {
            index: Index {
                parts,
                ..Index::default()
            },
            concurrently: false,
        }
    }

    /// Two rows may not have the same key.
    pub fn unique(mut self) -> Self {
        self.index.unique = true;
        self
    }

    /// Its name. Without it the index is named after table and columns.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.index.name = name.into();
        self
    }

    /// Holds only the rows that meet this condition. MySQL and MariaDB have no such index.
    pub fn filter(mut self, condition: impl Into<SqlText>) -> Self {
        self.index.filter = Some(condition.into());
        self
    }

    /// Creates it without blocking writes, where the server offers it.
    pub fn concurrently(mut self) -> Self {
        self.concurrently = true;
        self
    }

    /// How it finds rows: `"gin"`, or an [`IndexMethod`].
    pub fn method(mut self, method: impl Into<IndexMethod>) -> Self {
        self.index.method = Some(method.into());
        self
    }

    /// Columns that it holds without sorting by them. PostgreSQL alone has these.
    pub fn include(mut self, columns: impl IntoColumns) -> Self {
        self.index.include = columns.into_columns();
        self
    }

    /// Two NULLs count as the same key. PostgreSQL 15 and later.
    pub fn nulls_not_distinct(mut self) -> Self {
        self.index.nulls_not_distinct = true;
        self
    }

    /// Queries do not use it: `INVISIBLE` on MySQL, `IGNORED` on MariaDB.
    pub fn invisible(mut self) -> Self {
        self.index.invisible = true;
        self
    }

    /// A storage parameter of PostgreSQL: `.with("fillfactor", "70")`.
    pub fn with(mut self, parameter: impl Into<String>, value: impl Into<String>) -> Self {
        self.index.storage.push((parameter.into(), value.into()));
        self
    }

    /// What it is for. SQLite keeps no comments.
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.index.comment = Some(comment.into());
        self
    }

    pub(super) fn attach(mut self, table: &str) -> Index {
        if self.index.name.is_empty() {
            self.index.name = operation::index_name(table, &self.index);
        }
        self.index
    }
}

/// A unique constraint under construction.
#[derive(Debug, Clone)]
#[must_use = "a constraint does nothing until it is given to a table"]
pub struct UniqueBuilder(Unique);

/// A unique constraint over these columns.
pub fn unique(columns: impl Into<UniqueBuilder>) -> UniqueBuilder {
    columns.into()
}

impl<C: IntoColumns> From<C> for UniqueBuilder {
    fn from(columns: C) -> Self {
        Self(Unique {
            columns: columns.into_columns(),
            ..Unique::default()
        })
    }
}

impl UniqueBuilder {
    /// Its name. Without it the constraint is named after table and columns.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.0.name = name.into();
        self
    }

    /// Columns that its index holds beside them. PostgreSQL alone has these.
    pub fn include(mut self, columns: impl IntoColumns) -> Self {
        self.0.include = columns.into_columns();
        self
    }

    /// Two NULLs count as the same. PostgreSQL 15 and later.
    pub fn nulls_not_distinct(mut self) -> Self {
        self.0.nulls_not_distinct = true;
        self
    }

    pub(super) fn attach(mut self, table: &str) -> Unique {
        if self.0.name.is_empty() {
            self.0.name = operation::unique_name(table, &self.0.columns);
        }
        self.0
    }
}

commented!(UniqueBuilder);
deferral!(UniqueBuilder);

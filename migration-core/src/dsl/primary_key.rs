use super::comments::commented;
use super::deferral::deferral;
use super::text::IntoColumns;
use crate::operation;
use crate::schema::PrimaryKey;

/// A primary key under construction.
#[derive(Debug, Clone)]
#[must_use = "a key does nothing until it is given to a table"]
pub struct PrimaryKeyBuilder(PrimaryKey);

/// A primary key over these columns.
pub fn primary_key(columns: impl Into<PrimaryKeyBuilder>) -> PrimaryKeyBuilder {
    columns.into()
}

impl<C: IntoColumns> From<C> for PrimaryKeyBuilder {
    fn from(columns: C) -> Self {
        Self(PrimaryKey {
            columns: columns.into_columns(),
            ..PrimaryKey::default()
        })
    }
}

impl PrimaryKeyBuilder {
    /// Its name. Without it the key is named after the table. MySQL and MariaDB call every one
    /// `PRIMARY`.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.0.name = name.into();
        self
    }

    /// Columns that its index holds beside them. PostgreSQL alone has these.
    pub fn include(mut self, columns: impl IntoColumns) -> Self {
        self.0.include = columns.into_columns();
        self
    }

    pub(super) fn attach(mut self, table: &str) -> PrimaryKey {
        if self.0.name.is_empty() {
            self.0.name = operation::primary_key_name(table);
        }
        self.0
    }
}

commented!(PrimaryKeyBuilder);
deferral!(PrimaryKeyBuilder);

use super::key::Key;
use super::text::IntoColumns;
use crate::operation;
use crate::schema::{ForeignKey, ReferentialAction};

/// The columns of a foreign key, before it is said what they refer to.
#[derive(Debug, Clone)]
#[must_use = "a foreign key refers to something: say `.references(table, columns)`"]
pub struct ForeignKeyTarget {
    columns: Vec<String>,
}

/// A foreign key under construction.
#[derive(Debug, Clone)]
#[must_use = "a foreign key does nothing until it is given to a table"]
pub struct ForeignKeyBuilder(ForeignKey);

/// A foreign key of these columns.
pub fn foreign_key(columns: impl IntoColumns) -> ForeignKeyTarget {
    ForeignKeyTarget {
        columns: columns.into_columns(),
    }
}

impl ForeignKeyTarget {
    /// What they refer to.
    pub fn references(
        self,
        table: impl Into<String>,
        columns: impl IntoColumns,
    ) -> ForeignKeyBuilder {
        ForeignKeyBuilder(ForeignKey {
            columns: self.columns,
            references_table: table.into(),
            references_columns: columns.into_columns(),
            ..ForeignKey::default()
        })
    }

    /// The key that they refer to. The fold compares the types.
    pub fn references_key<T>(self, key: Key<T>) -> ForeignKeyBuilder {
        self.references(key.table, key.column)
    }
}

impl ForeignKeyBuilder {
    /// Its name. Without it the foreign key is named after table and columns.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.0.name = name.into();
        self
    }

    /// What a deletion of the row referred to does here.
    pub fn on_delete(mut self, action: ReferentialAction) -> Self {
        self.0.on_delete = action;
        self
    }

    /// What a changed key of the row referred to does here.
    pub fn on_update(mut self, action: ReferentialAction) -> Self {
        self.0.on_update = action;
        self
    }

    pub(super) fn attach(mut self, table: &str) -> ForeignKey {
        if self.0.name.is_empty() {
            self.0.name = operation::foreign_key_name(table, &self.0.columns);
        }
        self.0
    }
}

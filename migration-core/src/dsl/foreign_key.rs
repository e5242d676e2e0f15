use super::comments::commented;
use super::deferral::deferral;
use super::key::Key;
use super::text::IntoColumns;
use crate::operation;
use crate::schema::{Enforcement, ForeignKey, ReferentialAction};

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

    /// The columns that a deletion sets to NULL or their default, where not all of them.
    /// PostgreSQL 15 and later.
    pub fn set_columns(mut self, columns: impl IntoColumns) -> Self {
        self.0.set_columns = columns.into_columns();
        self
    }

    /// A row refers with all columns or with none: PostgreSQL's `MATCH FULL`.
    pub fn match_full(mut self) -> Self {
        self.0.match_full = true;
        self
    }

    /// Lets the rows that exist be; they are checked by a later `validate_constraint`.
    pub fn not_valid(mut self) -> Self {
        self.0.enforcement = Enforcement::NewRows;
        self
    }

    /// Is written down and not seen to: `NOT ENFORCED`, PostgreSQL 18 and later.
    pub fn not_enforced(mut self) -> Self {
        self.0.enforcement = Enforcement::None;
        self
    }

    pub(super) fn attach(mut self, table: &str) -> ForeignKey {
        if self.0.name.is_empty() {
            self.0.name = operation::foreign_key_name(table, &self.0.columns);
        }
        self.0
    }
}

commented!(ForeignKeyBuilder);
deferral!(ForeignKeyBuilder);

//! Changes of tables, indexes and constraints that are there.

use super::exclusion::ExclusionBuilder;
use super::schema_builder::SchemaBuilder;
use crate::operation::{
    AddExclusion, AlterIndex, AlterTable, Change, DropExclusion, Operation, RenameConstraint,
    RenameIndex, UseIndex, ValidateConstraint,
};
use crate::schema::TableOptions;

/// The changes to one table.
#[derive(Debug)]
pub struct TableChange {
    alter: AlterTable,
}

impl TableChange {
    /// Gives the table a comment.
    pub fn set_comment(&mut self, comment: impl Into<String>) -> &mut Self {
        self.alter.comment = Some(Change::Set(comment.into()));
        self
    }

    /// Takes the table's comment away.
    pub fn drop_comment(&mut self) -> &mut Self {
        self.alter.comment = Some(Change::Drop);
        self
    }

    /// How the server keeps the table from now on: all of its options.
    pub fn set_options(&mut self, options: TableOptions) -> &mut Self {
        self.alter.options = Some(options);
        self
    }
}

/// The changes to one index.
#[derive(Debug)]
pub struct IndexChange {
    alter: AlterIndex,
}

impl IndexChange {
    /// Lets queries use the index no more; it is kept up to date.
    pub fn set_invisible(&mut self) -> &mut Self {
        self.alter.invisible = Some(true);
        self
    }

    /// Lets queries use the index.
    pub fn set_visible(&mut self) -> &mut Self {
        self.alter.invisible = Some(false);
        self
    }

    /// Gives the index a comment.
    pub fn set_comment(&mut self, comment: impl Into<String>) -> &mut Self {
        self.alter.comment = Some(Change::Set(comment.into()));
        self
    }

    /// Takes the index's comment away.
    pub fn drop_comment(&mut self) -> &mut Self {
        self.alter.comment = Some(Change::Drop);
        self
    }
}

impl SchemaBuilder {
    /// Changes a table's comment or options.
    pub fn alter_table(&mut self, table: impl Into<String>, change: impl FnOnce(&mut TableChange)) {
        let mut changes = TableChange {
            alter: AlterTable {
                table: table.into(),
                ..AlterTable::default()
            },
        };
        change(&mut changes);
        self.operation(Operation::AlterTable(changes.alter));
    }

    /// Changes an index without building it again.
    pub fn alter_index(
        &mut self,
        table: impl Into<String>,
        index: impl Into<String>,
        change: impl FnOnce(&mut IndexChange),
    ) {
        let mut changes = IndexChange {
            alter: AlterIndex {
                table: table.into(),
                index: index.into(),
                ..AlterIndex::default()
            },
        };
        change(&mut changes);
        self.operation(Operation::AlterIndex(changes.alter));
    }

    /// Gives an index another name.
    pub fn rename_index(
        &mut self,
        table: impl Into<String>,
        from: impl Into<String>,
        to: impl Into<String>,
    ) {
        self.operation(Operation::RenameIndex(RenameIndex {
            table: table.into(),
            from: from.into(),
            to: to.into(),
        }));
    }

    /// Gives a constraint of any kind another name.
    pub fn rename_constraint(
        &mut self,
        table: impl Into<String>,
        from: impl Into<String>,
        to: impl Into<String>,
    ) {
        self.operation(Operation::RenameConstraint(RenameConstraint {
            table: table.into(),
            from: from.into(),
            to: to.into(),
        }));
    }

    /// Checks the rows that exist against a check or foreign key that was added with
    /// `not_valid`.
    pub fn validate_constraint(&mut self, table: impl Into<String>, constraint: impl Into<String>) {
        self.operation(Operation::ValidateConstraint(ValidateConstraint {
            table: table.into(),
            constraint: constraint.into(),
        }));
    }

    /// Makes a unique index a unique constraint of this name, without building it again:
    /// PostgreSQL's. An index made concurrently so becomes one while others write.
    pub fn add_unique_using_index(
        &mut self,
        table: impl Into<String>,
        constraint: impl Into<String>,
        index: impl Into<String>,
    ) {
        self.use_index(table.into(), constraint.into(), index.into(), false);
    }

    /// Makes a unique index the primary key, under this name, without building it again:
    /// PostgreSQL's.
    pub fn add_primary_key_using_index(
        &mut self,
        table: impl Into<String>,
        constraint: impl Into<String>,
        index: impl Into<String>,
    ) {
        self.use_index(table.into(), constraint.into(), index.into(), true);
    }

    fn use_index(&mut self, table: String, constraint: String, index: String, primary: bool) {
        self.operation(Operation::UseIndex(UseIndex {
            table,
            index,
            constraint,
            primary,
        }));
    }

    /// Adds an exclusion constraint.
    pub fn add_exclusion(&mut self, table: impl Into<String>, exclusion: ExclusionBuilder) {
        self.operation(Operation::AddExclusion(AddExclusion {
            table: table.into(),
            exclusion: exclusion.into_exclusion(),
        }));
    }

    /// Drops an exclusion constraint by name.
    pub fn drop_exclusion(&mut self, table: impl Into<String>, exclusion: impl Into<String>) {
        self.operation(Operation::DropExclusion(DropExclusion {
            table: table.into(),
            exclusion: exclusion.into(),
        }));
    }
}

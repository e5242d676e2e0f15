use super::{CreateTable, DropTable, Irreversible, Operation, SchemaError, checks, like};
use crate::schema::{Schema, Table};

/// Creates a table with all that another has: columns, defaults, checks, keys and indexes, under
/// names after the new table. No rows are copied.
///
/// ```
/// use migration_core::dialect::{Capabilities, Statement, render};
/// use migration_core::prelude::*;
/// use migration_core::schema::{DialectName, Schema};
///
/// let mut builder = SchemaBuilder::new();
/// builder.create_table("events", |t| {
///     t.column(int("n").index());
/// });
/// builder.create_table_like("archive", "events");
/// let operations = builder.into_operations();
/// let mut schema = Schema::new();
/// operations[0].apply(&mut schema)?;
/// for (dialect, table, index) in [
///     (
///         DialectName::Sqlite,
///         "CREATE TABLE \"archive\" (\n    \"n\" INTEGER NOT NULL\n)",
///         "CREATE INDEX \"archive_n_idx\" ON \"archive\" (\"n\")",
///     ),
///     (
///         DialectName::Postgres,
///         "CREATE TABLE \"archive\" (\n    \"n\" integer NOT NULL\n)",
///         "CREATE INDEX \"archive_n_idx\" ON \"archive\" (\"n\")",
///     ),
/// ] {
///     let steps = render(&operations[1], &schema, &Capabilities::common(dialect))?;
///     let expected = [table, index].map(|sql| Statement::Run(sql.to_owned()));
///     assert_eq!(steps[0].statements, expected);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateTableLike {
    /// The new table's name.
    pub table: String,
    /// The table that it is like.
    pub like: String,
    /// Whether it refers to what that refers to. A reference to itself is one to the new table.
    pub foreign_keys: bool,
}

impl CreateTableLike {
    /// The table as it is made, if there is one to be like.
    #[must_use]
    pub fn created(&self, before: &Schema) -> Option<Table> {
        let table = before.table(&self.like)?;
        Some(like::copy(table, &self.table, self.foreign_keys))
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.like)?;
        let table = like::copy(table, &self.table, self.foreign_keys).into();
        CreateTable { table }.apply(schema)
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropTable(DropTable {
            table: self.table.clone(),
        })])
    }
}

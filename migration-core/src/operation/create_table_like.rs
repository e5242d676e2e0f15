use super::{CreateTable, DropTable, Irreversible, Operation, SchemaError, checks, like};
use crate::schema::{Schema, Table};

/// Creates a table with all that another has: columns, defaults, checks, keys and indexes, under
/// names after the new table. No rows are copied.
///
/// The fold checks that the other table is there and that the names are free. Its reverse drops
/// the table.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("events", |t| {
///             t.column(int("kind").index());
///             t.check("events_kind_known", "kind < 9");
///         });
///     },
///     |schema| {
///         schema.create_table_like("archive", "events");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"CREATE TABLE "archive" (
///     "kind" INTEGER NOT NULL,
///     CONSTRAINT "archive_kind_known" CHECK (kind < 9)
/// );
/// CREATE INDEX "archive_kind_idx" ON "archive" ("kind");"#);
/// assert_eq!(sql.postgres, r#"CREATE TABLE "archive" (
///     "kind" integer NOT NULL,
///     CONSTRAINT "archive_kind_known" CHECK (kind < 9)
/// );
/// CREATE INDEX "archive_kind_idx" ON "archive" ("kind");"#);
/// assert_eq!(sql.mysql, "CREATE TABLE `archive` (
///     `kind` INT NOT NULL,
///     CONSTRAINT `archive_kind_known` CHECK (kind < 9),
///     INDEX `archive_kind_idx` (`kind`)
/// ) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;");
/// assert_eq!(sql.back, "drop table archive");
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

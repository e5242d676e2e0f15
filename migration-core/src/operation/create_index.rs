use super::{DropIndex, Irreversible, Operation, SchemaError, checks, create_table};
use crate::schema::{Index, Schema};

/// Creates an index.
///
/// The fold checks that the columns are there and that the name is free: on PostgreSQL and SQLite
/// indexes share names with tables. Its reverse drops the index.
///
/// `CONCURRENTLY` cannot run in a transaction, and leaves an invalid index behind where it fails:
/// <https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY>. So
/// it is a step of its own, and such an index is dropped before the next try.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80));
///         });
///     },
///     |schema| {
///         schema.add_index("users", index([desc("name")]));
///         schema.add_index(
///             "users",
///             index(["name"]).name("users_name_now").concurrently(),
///         );
///     },
/// );
/// assert_eq!(sql.sqlite, r#"CREATE INDEX "users_name_idx" ON "users" ("name" DESC);
/// CREATE INDEX "users_name_now" ON "users" ("name");"#);
/// assert_eq!(sql.postgres, r#"CREATE INDEX "users_name_idx" ON "users" ("name" DESC);
/// DO $$BEGIN
///     IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('"users_name_now"') AND indrelid = to_regclass('"users"') AND NOT indisvalid) THEN
///         ALTER INDEX "users_name_now" RENAME TO "__migrate_invalid_index";
///     END IF;
/// END$$;
/// DROP INDEX CONCURRENTLY IF EXISTS "__migrate_invalid_index";
/// CREATE INDEX CONCURRENTLY "users_name_now" ON "users" ("name");"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` ADD INDEX `users_name_idx` (`name` DESC);
/// ALTER TABLE `users` ADD INDEX `users_name_now` (`name`), ALGORITHM = INPLACE, LOCK = NONE;");
/// assert_eq!(sql.back, "drop index users_name_now of users, drop index users_name_idx of users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateIndex {
    /// The table's name.
    pub table: String,
    /// The index.
    pub index: Index,
    /// Without blocking writes, where the server offers it: `CONCURRENTLY` on PostgreSQL,
    /// outside a transaction. SQLite has one writer at a time in any case.
    pub concurrently: bool,
}

impl CreateIndex {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        create_table::add_index(schema, table, &self.index)?;
        schema.update(&self.table, |table| table.indexes.push(self.index.clone()));
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        // Foreign keys that hold on to it have to go and come back in one transaction with it.
        let columns = || self.index.columns();
        let mut keys = before
            .referrers(&self.table)
            .flat_map(|other| &other.foreign_keys);
        let is_held = self.index.unique
            && keys.any(|key| {
                key.references_table == self.table
                    && columns().all(|column| key.references_columns.iter().any(|it| it == column))
            });
        Ok(vec![Operation::DropIndex(DropIndex {
            table: self.table.clone(),
            index: self.index.name.clone(),
            concurrently: self.concurrently && !is_held,
        })])
    }
}

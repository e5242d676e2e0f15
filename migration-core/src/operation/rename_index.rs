use super::{Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Gives an index another name.
///
/// The fold checks that it is there and that the new name is free. Its reverse gives the old name
/// back. SQLite renames no index, so it is made anew:
/// <https://www.sqlite.org/lang_altertable.html>.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80).index());
///         });
///     },
///     |schema| {
///         schema.rename_index("users", "users_name_idx", "by_name");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"DROP INDEX "users_name_idx";
/// CREATE INDEX "by_name" ON "users" ("name");"#);
/// assert_eq!(sql.postgres, r#"ALTER INDEX "users_name_idx" RENAME TO "by_name";"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` RENAME INDEX `users_name_idx` TO `by_name`;");
/// assert_eq!(sql.back, "rename index by_name of users to users_name_idx");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameIndex {
    /// The table's name.
    pub table: String,
    /// The name it has.
    pub from: String,
    /// The name it gets.
    pub to: String,
}

impl RenameIndex {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::index(table, &self.from)?;
        checks::free_index_name(schema, &self.table, "index", &self.to)?;
        schema.update(&self.table, |table| {
            for index in &mut table.indexes {
                if index.name == self.from {
                    index.name.clone_from(&self.to);
                }
            }
        });
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::RenameIndex(Self {
            table: self.table.clone(),
            from: self.to.clone(),
            to: self.from.clone(),
        })])
    }
}

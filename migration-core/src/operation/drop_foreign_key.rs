use super::{AddForeignKey, Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Drops a foreign key. The columns stay.
///
/// The fold checks that the foreign key is there. Its reverse adds it with all it said. On MySQL
/// and MariaDB the index that the foreign key made for itself goes too, unless it is one of the
/// migrations'; on SQLite the table is made anew.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///         });
///         schema.create_table("posts", |t| {
///             t.id();
///             t.column(big_int("author_id").references_column("users", "id"));
///         });
///     },
///     |schema| {
///         schema.drop_foreign_key("posts", "posts_author_id_fkey");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"-- made anew:
/// CREATE TABLE "posts" (
///     "id" INTEGER NOT NULL CONSTRAINT "posts_pkey" PRIMARY KEY AUTOINCREMENT,
///     "author_id" BIGINT NOT NULL
/// );"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "posts" DROP CONSTRAINT "posts_author_id_fkey";"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `posts` DROP FOREIGN KEY `posts_author_id_fkey`, DROP INDEX `posts_author_id_fkey`;");
/// assert_eq!(sql.back, "add foreign key posts_author_id_fkey to posts");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropForeignKey {
    /// The referring table's name.
    pub table: String,
    /// The constraint's name.
    pub foreign_key: String,
}

impl DropForeignKey {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        if table.foreign_key(&self.foreign_key).is_none() {
            return Err(checks::unknown(
                table,
                "foreign key",
                &self.foreign_key,
                table.foreign_keys.iter().map(|key| key.name.as_str()),
            ));
        }
        schema.update(&self.table, |table| {
            table
                .foreign_keys
                .retain(|key| key.name != self.foreign_key)
        });
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let key = before
            .table(&self.table)
            .and_then(|table| table.foreign_key(&self.foreign_key));
        Ok(key
            .map(|key| {
                Operation::AddForeignKey(AddForeignKey {
                    table: self.table.clone(),
                    foreign_key: key.clone(),
                })
            })
            .into_iter()
            .collect())
    }
}

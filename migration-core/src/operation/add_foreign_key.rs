use super::{DropForeignKey, Irreversible, Operation, SchemaError, checks, comments, create_table};
use crate::schema::{ForeignKey, Schema};

/// Adds a foreign key.
///
/// The fold checks that both tables and their columns are there, that the types are the same, that
/// the columns referred to are a key, and that the name is free. Its reverse drops the foreign key.
///
/// SQLite adds no constraint to a table that is there, so the table is made anew:
/// <https://www.sqlite.org/lang_altertable.html>.
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
///             t.column(big_int("author_id"));
///         });
///     },
///     |schema| {
///         schema.add_foreign_key(
///             "posts",
///             foreign_key(["author_id"]).references("users", ["id"]).on_delete(Cascade),
///         );
///     },
/// );
/// assert_eq!(sql.sqlite, r#"-- made anew:
/// CREATE TABLE "posts" (
///     "id" INTEGER NOT NULL CONSTRAINT "posts_pkey" PRIMARY KEY AUTOINCREMENT,
///     "author_id" BIGINT NOT NULL,
///     CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE
/// );"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "posts" ADD CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE;"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `posts` ADD CONSTRAINT `posts_author_id_fkey` FOREIGN KEY (`author_id`) REFERENCES `users` (`id`) ON DELETE CASCADE;");
/// assert_eq!(sql.back, "drop foreign key posts_author_id_fkey of posts");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddForeignKey {
    /// The referring table's name.
    pub table: String,
    /// The foreign key.
    pub foreign_key: ForeignKey,
}

impl AddForeignKey {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::free_constraint(table, "foreign key", &self.foreign_key.name)?;
        let what = format!("foreign key {:?}", self.foreign_key.name);
        comments::comment(&what, self.foreign_key.comment.as_deref())?;
        create_table::add_foreign_key(schema, table, &self.foreign_key)?;
        schema.update(&self.table, |table| {
            table.foreign_keys.push(self.foreign_key.clone())
        });
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropForeignKey(DropForeignKey {
            table: self.table.clone(),
            foreign_key: self.foreign_key.name.clone(),
        })])
    }
}

use super::{DropUnique, Irreversible, Operation, SchemaError, checks, comments};
use crate::schema::{Schema, Unique};

/// Adds a unique constraint. The rows that exist must meet it.
///
/// The fold checks that the columns are there and that the name is free among constraints and among
/// indexes. Its reverse drops the constraint. On SQLite the table is made anew.
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
///         schema.add_unique("users", ["name"]);
///     },
/// );
/// assert_eq!(sql.sqlite, r#"-- made anew:
/// CREATE TABLE "users" (
///     "id" INTEGER NOT NULL CONSTRAINT "users_pkey" PRIMARY KEY AUTOINCREMENT,
///     "name" VARCHAR(80) NOT NULL,
///     CONSTRAINT "users_name_key" UNIQUE ("name")
/// );"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" ADD CONSTRAINT "users_name_key" UNIQUE ("name");"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` ADD UNIQUE INDEX `users_name_key` (`name`);");
/// assert_eq!(sql.back, "drop unique constraint users_name_key of users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddUnique {
    /// The table's name.
    pub table: String,
    /// The constraint.
    pub unique: Unique,
}

impl AddUnique {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::free_constraint(table, "unique constraint", &self.unique.name)?;
        let what = format!("unique constraint {:?}", self.unique.name);
        comments::comment(&what, self.unique.comment.as_deref())?;
        checks::free_index_name(schema, &self.table, "unique constraint", &self.unique.name)?;
        checks::column_list(table, &what, &self.unique.columns)?;
        schema.update(&self.table, |table| table.uniques.push(self.unique.clone()));
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropUnique(DropUnique {
            table: self.table.clone(),
            unique: self.unique.name.clone(),
        })])
    }
}

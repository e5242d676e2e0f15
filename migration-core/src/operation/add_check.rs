use super::{DropCheck, Irreversible, Operation, SchemaError, checks, comments};
use crate::schema::{Check, Schema};

/// Adds a check. The rows that exist must meet it.
///
/// The fold checks that the table is there and that no constraint of it has the name. Its reverse
/// drops the check.
///
/// SQLite adds no constraint to a table that is there before version 3.53, so the table is made
/// anew: <https://www.sqlite.org/lang_altertable.html>. With `not_valid` PostgreSQL looks at new
/// rows alone, until [`ValidateConstraint`](super::ValidateConstraint) looks at the others.
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
///         schema.add_check("users", "users_name_check", "length(name) > 0");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"-- made anew:
/// CREATE TABLE "users" (
///     "id" INTEGER NOT NULL CONSTRAINT "users_pkey" PRIMARY KEY AUTOINCREMENT,
///     "name" VARCHAR(80) NOT NULL,
///     CONSTRAINT "users_name_check" CHECK (length(name) > 0)
/// );"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" ADD CONSTRAINT "users_name_check" CHECK (length(name) > 0);"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` ADD CONSTRAINT `users_name_check` CHECK (length(name) > 0);");
/// assert_eq!(sql.back, "drop check users_name_check of users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheck {
    /// The table's name.
    pub table: String,
    /// The check.
    pub check: Check,
}

impl AddCheck {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::free_constraint(table, "check", &self.check.name)?;
        let what = format!("check {:?}", self.check.name);
        comments::comment(&what, self.check.comment.as_deref())?;
        schema.update(&self.table, |table| table.checks.push(self.check.clone()));
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropCheck(DropCheck {
            table: self.table.clone(),
            check: self.check.name.clone(),
        })])
    }
}

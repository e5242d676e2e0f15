use super::{Irreversible, Operation, SchemaError, checks};
use crate::schema::{Schema, Table};

/// Gives a constraint another name: a primary key, a unique constraint, a foreign key, a
/// check or an exclusion constraint.
///
/// The fold checks that it is there and that the new name is free, among indexes too where it has
/// one. Its reverse gives the old name back.
///
/// MySQL and MariaDB rename no constraint, so it is dropped and added in one statement:
/// <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>. On SQLite the table is made anew.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80).check("length(name) > 0"));
///         });
///     },
///     |schema| {
///         schema.rename_constraint("users", "users_name_check", "users_have_names");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"-- made anew:
/// CREATE TABLE "users" (
///     "id" INTEGER NOT NULL CONSTRAINT "users_pkey" PRIMARY KEY AUTOINCREMENT,
///     "name" VARCHAR(80) NOT NULL,
///     CONSTRAINT "users_have_names" CHECK (length(name) > 0)
/// );"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" RENAME CONSTRAINT "users_name_check" TO "users_have_names";"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` DROP CONSTRAINT `users_name_check`, ADD CONSTRAINT `users_have_names` CHECK (length(name) > 0);");
/// assert_eq!(sql.back, "rename constraint users_have_names of users to users_name_check");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameConstraint {
    /// The table's name.
    pub table: String,
    /// The name it has.
    pub from: String,
    /// The name it gets.
    pub to: String,
}

impl RenameConstraint {
    /// Gives the constraint its new name.
    pub fn change(&self, table: &mut Table) {
        for name in checks::constraint_names(table) {
            if *name == self.from {
                name.clone_from(&self.to);
            }
        }
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::constraint(table, &self.from)?;
        checks::free_constraint(table, "constraint", &self.to)?;
        if table.relation_names().any(|name| name == self.from) {
            checks::free_index_name(schema, &self.table, "constraint", &self.to)?;
        }
        schema.update(&self.table, |table| self.change(table));
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::RenameConstraint(Self {
            table: self.table.clone(),
            from: self.to.clone(),
            to: self.from.clone(),
        })])
    }
}

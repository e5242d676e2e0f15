use super::{AddUnique, Irreversible, Operation, SchemaError, checks};
use crate::schema::{Deferrable, Schema};

/// Drops a unique constraint.
///
/// The fold checks that the constraint is there and that no foreign key refers to its columns. Its
/// reverse adds it. On SQLite the table is made anew.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("email", 200).unique());
///         });
///     },
///     |schema| {
///         schema.drop_unique("users", "users_email_key");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"-- made anew:
/// CREATE TABLE "users" (
///     "id" INTEGER NOT NULL CONSTRAINT "users_pkey" PRIMARY KEY AUTOINCREMENT,
///     "email" VARCHAR(200) NOT NULL
/// );"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" DROP CONSTRAINT "users_email_key";"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` DROP INDEX `users_email_key`;");
/// assert_eq!(sql.back, "add unique constraint users_email_key to users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropUnique {
    /// The table's name.
    pub table: String,
    /// The constraint's name.
    pub unique: String,
}

impl DropUnique {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        let Some(unique) = table.unique(&self.unique) else {
            return Err(checks::unknown(
                table,
                "unique constraint",
                &self.unique,
                table.uniques.iter().map(|unique| unique.name.as_str()),
            ));
        };
        // No foreign key refers to what is looked at later.
        if unique.deferrable == Deferrable::No {
            checks::no_key_needs(
                schema,
                table,
                &format!("unique constraint {:?}", self.unique),
                &unique.columns,
            )?;
        }
        schema.update(&self.table, |table| {
            table.uniques.retain(|unique| unique.name != self.unique)
        });
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let unique = before
            .table(&self.table)
            .and_then(|table| table.unique(&self.unique));
        Ok(unique
            .map(|unique| {
                Operation::AddUnique(AddUnique {
                    table: self.table.clone(),
                    unique: unique.clone(),
                })
            })
            .into_iter()
            .collect())
    }
}

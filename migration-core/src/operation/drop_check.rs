use super::{AddCheck, Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Drops a check.
///
/// The fold checks that the check is there. Its reverse adds it with the text it had. SQLite drops
/// no constraint before version 3.53, so the table is made anew:
/// <https://www.sqlite.org/lang_altertable.html>.
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
///         schema.drop_check("users", "users_name_check");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"-- made anew:
/// CREATE TABLE "users" (
///     "id" INTEGER NOT NULL CONSTRAINT "users_pkey" PRIMARY KEY AUTOINCREMENT,
///     "name" VARCHAR(80) NOT NULL
/// );"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" DROP CONSTRAINT "users_name_check";"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` DROP CONSTRAINT `users_name_check`;");
/// assert_eq!(sql.back, "add check users_name_check to users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropCheck {
    /// The table's name.
    pub table: String,
    /// The constraint's name.
    pub check: String,
}

impl DropCheck {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        if table.check(&self.check).is_none() {
            return Err(checks::unknown(
                table,
                "check",
                &self.check,
                table.checks.iter().map(|check| check.name.as_str()),
            ));
        }
        schema.update(&self.table, |table| {
            table.checks.retain(|check| check.name != self.check)
        });
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let check = before
            .table(&self.table)
            .and_then(|table| table.check(&self.check));
        Ok(check
            .map(|check| {
                Operation::AddCheck(AddCheck {
                    table: self.table.clone(),
                    check: check.clone(),
                })
            })
            .into_iter()
            .collect())
    }
}

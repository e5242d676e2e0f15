use super::{
    AddCheck, AddForeignKey, DropCheck, DropForeignKey, Irreversible, Operation, SchemaError,
    checks,
};
use crate::schema::{Enforcement, Schema, Table};

/// Checks the rows that exist against a check or a foreign key that was added for new rows
/// only, and sees to all of them from now on.
///
/// The fold checks that the constraint is there and goes for new rows only. Its reverse drops it
/// and adds it for new rows only: no server forgets by itself that rows were checked. PostgreSQL
/// alone has these; elsewhere there is nothing to do:
/// <https://www.postgresql.org/docs/current/sql-altertable.html>.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80));
///         });
///         schema.add_check("users", "users_name_check", "length(name) > 0").not_valid();
///     },
///     |schema| {
///         schema.validate_constraint("users", "users_name_check");
///     },
/// );
/// assert_eq!(sql.sqlite, "");
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" VALIDATE CONSTRAINT "users_name_check";"#);
/// assert_eq!(sql.mysql, "");
/// assert_eq!(sql.back, "drop check users_name_check of users, add check users_name_check to users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidateConstraint {
    /// The table's name.
    pub table: String,
    /// The constraint's name.
    pub constraint: String,
}

impl ValidateConstraint {
    /// Makes the constraint go for all rows.
    pub fn change(&self, table: &mut Table) {
        let checks = table
            .checks
            .iter_mut()
            .map(|each| (&each.name, &mut each.enforcement));
        let keys = table
            .foreign_keys
            .iter_mut()
            .map(|each| (&each.name, &mut each.enforcement));
        for (name, enforcement) in checks.chain(keys) {
            if *name == self.constraint {
                *enforcement = Enforcement::All;
            }
        }
    }

    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::constraint(table, &self.constraint)?;
        let waiting = table
            .check(&self.constraint)
            .map(|check| check.enforcement)
            .or_else(|| Some(table.foreign_key(&self.constraint)?.enforcement));
        if waiting != Some(Enforcement::NewRows) {
            return Err(SchemaError::Invalid {
                what: format!("constraint {:?} of table {:?}", self.constraint, self.table),
                problem: "goes for all rows already, or for none".to_owned(),
                help: "validate a check or a foreign key that was added for new rows only"
                    .to_owned(),
            });
        }
        schema.update(&self.table, |table| self.change(table));
        Ok(())
    }

    /// No server forgets that rows were checked, so the constraint is made again.
    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let Some(table) = before.table(&self.table) else {
            return Ok(Vec::new());
        };
        let name = || self.table.clone();
        let check = table.check(&self.constraint).map(|check| {
            let drop = DropCheck {
                table: name(),
                check: check.name.clone(),
            };
            let add = AddCheck {
                table: name(),
                check: check.clone(),
            };
            vec![Operation::DropCheck(drop), Operation::AddCheck(add)]
        });
        let key = table.foreign_key(&self.constraint).map(|key| {
            let drop = DropForeignKey {
                table: name(),
                foreign_key: key.name.clone(),
            };
            let add = AddForeignKey {
                table: name(),
                foreign_key: key.clone(),
            };
            vec![
                Operation::DropForeignKey(drop),
                Operation::AddForeignKey(add),
            ]
        });
        Ok(check.or(key).unwrap_or_default())
    }
}

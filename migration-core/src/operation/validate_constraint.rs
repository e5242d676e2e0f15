use super::{Irreversible, Operation, SchemaError, checks};
use crate::schema::{Enforcement, Schema, Table};

/// Checks the rows that exist against a check or a foreign key that was added for new rows
/// only, and sees to all of them from now on.
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

    /// That rows were checked needs no undoing, and no server can forget it.
    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(Vec::new())
    }
}

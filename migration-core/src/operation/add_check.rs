use super::{DropCheck, Irreversible, Operation, SchemaError, checks};
use crate::schema::{Check, Schema};

/// Adds a check. The rows that exist must meet it.
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

use super::{AddCheck, Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Drops a check.
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

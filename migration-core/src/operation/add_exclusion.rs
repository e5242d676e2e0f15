use super::{DropExclusion, Irreversible, Operation, SchemaError, checks, create_table};
use crate::schema::{Exclusion, Schema};

/// Adds an exclusion constraint. The rows that exist must meet it. PostgreSQL alone has these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddExclusion {
    /// The table's name.
    pub table: String,
    /// The constraint.
    pub exclusion: Exclusion,
}

impl AddExclusion {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::free_constraint(table, "exclusion constraint", &self.exclusion.name)?;
        create_table::add_exclusion(schema, table, &self.exclusion)?;
        schema.update(&self.table, |table| {
            table.exclusions.push(self.exclusion.clone());
        });
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropExclusion(DropExclusion {
            table: self.table.clone(),
            exclusion: self.exclusion.name.clone(),
        })])
    }
}

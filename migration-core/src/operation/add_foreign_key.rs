use super::{DropForeignKey, Irreversible, Operation, SchemaError, checks, create_table};
use crate::schema::{ForeignKey, Schema};

/// Adds a foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddForeignKey {
    /// The referring table's name.
    pub table: String,
    /// The foreign key.
    pub foreign_key: ForeignKey,
}

impl AddForeignKey {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::free_constraint(table, "foreign key", &self.foreign_key.name)?;
        create_table::add_foreign_key(schema, table, &self.foreign_key)?;
        schema.update(&self.table, |table| {
            table.foreign_keys.push(self.foreign_key.clone())
        });
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropForeignKey(DropForeignKey {
            table: self.table.clone(),
            foreign_key: self.foreign_key.name.clone(),
        })])
    }
}

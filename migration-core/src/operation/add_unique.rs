use super::{DropUnique, Irreversible, Operation, SchemaError, checks};
use crate::schema::{Schema, Unique};

/// Adds a unique constraint. The rows that exist must meet it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddUnique {
    /// The table's name.
    pub table: String,
    /// The constraint.
    pub unique: Unique,
}

impl AddUnique {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::free_constraint(table, "unique constraint", &self.unique.name)?;
        checks::free_index_name(schema, &self.table, "unique constraint", &self.unique.name)?;
        let what = format_args!("unique constraint {:?}", self.unique.name);
        checks::column_list(table, what, &self.unique.columns)?;
        schema.update(&self.table, |table| table.uniques.push(self.unique.clone()));
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropUnique(DropUnique {
            table: self.table.clone(),
            unique: self.unique.name.clone(),
        })])
    }
}

use super::{Delete, Irreversible, Operation, SchemaError, rows};
use crate::schema::{Schema, Value};

/// Inserts rows: reference data that belongs to the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insert {
    /// The table's name.
    pub table: String,
    /// The columns that get values.
    pub columns: Vec<String>,
    /// The rows, a value for each of the columns.
    pub rows: Vec<Vec<Value>>,
}

impl Insert {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        rows::check(schema, &self.table, &self.columns, &self.rows)
    }

    /// Takes away the rows with these very values.
    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::Delete(Delete {
            table: self.table.clone(),
            columns: self.columns.clone(),
            rows: self.rows.clone(),
        })])
    }
}

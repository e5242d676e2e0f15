use super::{Insert, Irreversible, Operation, SchemaError, rows};
use crate::schema::{Schema, Value};

/// Deletes rows: those that have these very values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delete {
    /// The table's name.
    pub table: String,
    /// The columns that rows are known by.
    pub columns: Vec<String>,
    /// The rows, a value for each of the columns.
    pub rows: Vec<Vec<Value>>,
}

impl Delete {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        rows::check(schema, &self.table, &self.columns, &self.rows)
    }

    /// Rows whose every column is named can be inserted again.
    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let lost = before.table(&self.table).and_then(|table| {
            table.columns.iter().find(|column| {
                let by_itself = column.is_identity() || column.generated.is_some();
                !by_itself && !self.columns.contains(&column.name)
            })
        });
        match lost {
            Some(column) => Err(Irreversible {
                reason: format!("what the rows have in column {:?} is not said", column.name),
                help: "name every column of the rows, or write the way down".to_owned(),
            }),
            None => Ok(vec![Operation::Insert(Insert {
                table: self.table.clone(),
                columns: self.columns.clone(),
                rows: self.rows.clone(),
            })]),
        }
    }
}

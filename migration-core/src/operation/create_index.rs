use super::{DropIndex, Irreversible, Operation, SchemaError, checks, create_table};
use crate::schema::{Index, Schema};

/// Creates an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateIndex {
    /// The table's name.
    pub table: String,
    /// The index.
    pub index: Index,
    /// Without blocking writes, where the server offers it: `CONCURRENTLY` on PostgreSQL,
    /// outside a transaction. SQLite has one writer at a time in any case.
    pub concurrently: bool,
}

impl CreateIndex {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        create_table::add_index(schema, table, &self.index)?;
        schema.update(&self.table, |table| table.indexes.push(self.index.clone()));
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropIndex(DropIndex {
            table: self.table.clone(),
            index: self.index.name.clone(),
            concurrently: self.concurrently,
        })])
    }
}

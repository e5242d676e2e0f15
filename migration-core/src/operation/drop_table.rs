use super::{CreateTable, Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Drops a table with its rows. The way back restores the definition, not the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropTable {
    /// The table's name.
    pub table: String,
}

impl DropTable {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        checks::table(schema, &self.table)?;
        let other = schema
            .referrers(&self.table)
            .find(|table| table.name != self.table);
        if let Some(other) = other {
            let key = other
                .foreign_keys
                .iter()
                .find(|key| key.references_table == self.table)
                .map_or("", |key| key.name.as_str());
            return Err(SchemaError::InUse {
                what: format!("table {:?}", self.table),
                by: format!("foreign key {key:?} of table {:?}", other.name),
            });
        }
        schema.remove(&self.table);
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let table = before.table(&self.table).cloned();
        Ok(table
            .map(|table| Operation::CreateTable(CreateTable { table }))
            .into_iter()
            .collect())
    }
}

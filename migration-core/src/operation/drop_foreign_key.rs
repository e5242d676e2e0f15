use super::{AddForeignKey, Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Drops a foreign key. The columns stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropForeignKey {
    /// The referring table's name.
    pub table: String,
    /// The constraint's name.
    pub foreign_key: String,
}

impl DropForeignKey {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        if table.foreign_key(&self.foreign_key).is_none() {
            return Err(checks::unknown(
                table,
                "foreign key",
                &self.foreign_key,
                table.foreign_keys.iter().map(|key| key.name.as_str()),
            ));
        }
        schema.update(&self.table, |table| {
            table
                .foreign_keys
                .retain(|key| key.name != self.foreign_key)
        });
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let key = before
            .table(&self.table)
            .and_then(|table| table.foreign_key(&self.foreign_key));
        Ok(key
            .map(|key| {
                Operation::AddForeignKey(AddForeignKey {
                    table: self.table.clone(),
                    foreign_key: key.clone(),
                })
            })
            .into_iter()
            .collect())
    }
}

use super::{Irreversible, Operation, SchemaError, checks};
use crate::schema::Schema;

/// Gives an index another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameIndex {
    /// The table's name.
    pub table: String,
    /// The name it has.
    pub from: String,
    /// The name it gets.
    pub to: String,
}

impl RenameIndex {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::index(table, &self.from)?;
        checks::free_index_name(schema, &self.table, "index", &self.to)?;
        schema.update(&self.table, |table| {
            for index in &mut table.indexes {
                if index.name == self.from {
                    index.name.clone_from(&self.to);
                }
            }
        });
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::RenameIndex(Self {
            table: self.table.clone(),
            from: self.to.clone(),
            to: self.from.clone(),
        })])
    }
}

use super::{Irreversible, Operation, SchemaError, checks, objects};
use crate::schema::Schema;

/// Gives a table another name. Its constraints and indexes keep theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameTable {
    /// The name it has.
    pub from: String,
    /// The name it gets.
    pub to: String,
}

impl RenameTable {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        checks::table(schema, &self.from)?;
        checks::free_name(schema, "table", &self.to)?;
        schema.rename(&self.from, &self.to);
        objects::table_renamed(schema, &self.from, &self.to);
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::RenameTable(Self {
            from: self.to.clone(),
            to: self.from.clone(),
        })])
    }
}

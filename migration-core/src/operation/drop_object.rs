use super::{CreateObject, Irreversible, Operation, SchemaError, objects};
use crate::schema::{ObjectId, Schema};

/// Drops an object beside the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropObject {
    /// What it is found by.
    pub id: ObjectId,
}

impl DropObject {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        objects::find(schema, &self.id)?;
        objects::nothing_needs(schema, &self.id)?;
        schema.remove_object(&self.id);
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let object = before.object(&self.id).cloned();
        Ok(object
            .map(|object| Operation::CreateObject(CreateObject { object }))
            .into_iter()
            .collect())
    }
}

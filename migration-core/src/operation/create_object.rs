use super::{DropObject, Irreversible, Operation, SchemaError, objects};
use crate::schema::{Object, Schema};

/// Creates an object beside the tables: a view, a function, a trigger, a type and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateObject {
    /// The object.
    pub object: Object,
}

impl CreateObject {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        objects::is_free(schema, &self.object.id())?;
        objects::definition(schema, &self.object)?;
        schema.insert_object(self.object.clone());
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![Operation::DropObject(DropObject {
            id: self.object.id(),
        })])
    }
}

use super::{Irreversible, Operation, SchemaError, objects};
use crate::schema::{Object, Schema};

/// Gives an object beside the tables another definition: a view its query, a function its
/// body. Types are altered instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplaceObject {
    /// The object as it is afterwards, under the name it has.
    pub object: Object,
}

impl ReplaceObject {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let id = self.object.id();
        objects::find(schema, &id)?;
        if id.kind.is_type() {
            return Err(SchemaError::Invalid {
                what: id.to_string(),
                problem: "is a type that columns may have, and cannot be replaced".to_owned(),
                help: "alter it, or create another and alter the columns".to_owned(),
            });
        }
        objects::definition(schema, &self.object)?;
        schema.insert_object(self.object.clone());
        Ok(())
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let object = before.object(&self.object.id()).cloned();
        Ok(object
            .map(|object| Operation::ReplaceObject(Self { object }))
            .into_iter()
            .collect())
    }
}

use super::{Irreversible, Operation, SchemaError};
use crate::schema::Schema;

/// Operations that are run, and that the schema does not get to know of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseOnly {
    /// What is run.
    pub operations: Vec<Operation>,
}

impl DatabaseOnly {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let mut aside = schema.clone();
        self.operations
            .iter()
            .try_for_each(|operation| operation.apply(&mut aside))
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        // The schema does not know what there is to undo, so only what needs no schema can be.
        let Some(operation) = self.operations.first() else {
            return Ok(Vec::new());
        };
        operation.reverse(before).and(Err(Irreversible {
            reason: "the schema does not know what it did to the database".to_owned(),
            help: "write the way down".to_owned(),
        }))
    }
}

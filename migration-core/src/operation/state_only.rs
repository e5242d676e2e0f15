use super::{Irreversible, Operation, SchemaError};
use crate::schema::Schema;

/// Operations of which only one half is done: the schema changes and the database is as it
/// should be already, or the other way round.
///
/// The fold applies each operation, with its checks; nothing is run. Its reverse takes them back in
/// the same way. So what exists already is adopted, and what SQL does is told to the schema.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |_| {},
///     |schema| {
///         schema.state_only(|schema| {
///             schema.create_table("legacy", |t| {
///                 t.id();
///             });
///         });
///     },
/// );
/// assert_eq!(sql.sqlite, "");
/// assert_eq!(sql.postgres, "");
/// assert_eq!(sql.mysql, "");
/// assert_eq!(sql.back, "take as done: drop table legacy");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateOnly {
    /// What the schema gets to know; nothing is run.
    pub operations: Vec<Operation>,
}

impl StateOnly {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        self.operations
            .iter()
            .try_for_each(|operation| operation.apply(schema))
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let mut schema = before.clone();
        let mut back = Vec::new();
        for operation in &self.operations {
            let mut undo = operation.reverse(&schema)?;
            undo.append(&mut back);
            back = undo;
            // It was checked against the same schema before.
            let _ = operation.apply(&mut schema);
        }
        Ok(vec![Operation::StateOnly(Self { operations: back })])
    }
}

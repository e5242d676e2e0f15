//! Operations of which only one half is done.

use super::schema_builder::SchemaBuilder;
use crate::operation::{DatabaseOnly, Operation, StateOnly};

impl SchemaBuilder {
    /// Takes operations as done: the schema knows of them from here on, and nothing is run.
    /// So an object that exists already is adopted.
    pub fn state_only(&mut self, record: impl FnOnce(&mut Self)) {
        let operations = recorded(record);
        self.operation(Operation::StateOnly(StateOnly { operations }));
    }

    /// Runs operations that the schema does not get to know of.
    pub fn database_only(&mut self, record: impl FnOnce(&mut Self)) {
        let operations = recorded(record);
        self.operation(Operation::DatabaseOnly(DatabaseOnly { operations }));
    }
}

fn recorded(record: impl FnOnce(&mut SchemaBuilder)) -> Vec<Operation> {
    let mut builder = SchemaBuilder::new();
    record(&mut builder);
    builder.into_operations()
}

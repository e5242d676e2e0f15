use migration_core::prelude::*;

/// Adds `preferences` to `users`.
#[derive(Migration)]
pub struct AddPreferencesToUsers;

impl Migration for AddPreferencesToUsers {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.add_column("users", json("preferences").default("{}"));
    }
}

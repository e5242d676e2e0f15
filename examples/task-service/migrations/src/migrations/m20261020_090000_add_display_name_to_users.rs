use migration_core::prelude::*;

/// Adds `display_name` to `users`.
#[derive(Migration)]
pub struct AddDisplayNameToUsers;

impl Migration for AddDisplayNameToUsers {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.add_column("users", varchar("display_name", 255).nullable());
    }
}

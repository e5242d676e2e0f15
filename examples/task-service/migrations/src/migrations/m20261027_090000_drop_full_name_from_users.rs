use migration_core::prelude::*;

/// Drops `full_name` from `users`.
#[derive(Migration)]
pub struct DropFullNameFromUsers;

impl Migration for DropFullNameFromUsers {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.drop_column("users", "full_name");
    }
}

use migration_core::prelude::*;

/// Adds `status` to `users`.
#[derive(Migration)]
pub struct AddStatusToUsers;

impl Migration for AddStatusToUsers {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.add_column(
            "users",
            varchar("status", 20).fill("CASE WHEN is_active THEN 'active' ELSE 'inactive' END"),
        );
    }
}

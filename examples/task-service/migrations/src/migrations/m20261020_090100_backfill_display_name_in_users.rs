use migration_core::prelude::*;

/// Sets `display_name` of the rows in `users`.
#[derive(Migration)]
pub struct BackfillDisplayNameInUsers;

impl Migration for BackfillDisplayNameInUsers {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.backfill("users").set("display_name", "full_name");
    }
}

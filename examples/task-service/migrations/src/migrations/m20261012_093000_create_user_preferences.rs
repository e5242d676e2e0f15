use migration_core::prelude::*;

use super::m20261001_080000_initial_schema as users;

/// Creates the table `user_preferences`.
#[derive(Migration)]
pub struct CreateUserPreferences;

/// The key of "user_preferences", for migrations that refer to it.
pub const ID: Key<Int> = Key::new("user_preferences", "id");

impl Migration for CreateUserPreferences {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("user_preferences", |t| {
            t.int_id();
            t.column(
                int("user_id")
                    .index()
                    .references(users::USERS_ID)
                    .on_delete(Cascade),
            );
            t.column(varchar("preference_key", 100));
            t.column(varchar("preference_value", 255));
            t.column(timestamp_tz("created_at").default(now()));
        });
    }
}

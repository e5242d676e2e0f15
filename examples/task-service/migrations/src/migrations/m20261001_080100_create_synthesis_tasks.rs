use migration_core::prelude::*;

use super::m20261001_080000_create_users as users;

/// Creates the table `synthesis_tasks`.
#[derive(Migration)]
pub struct CreateSynthesisTasks;

/// The key of "synthesis_tasks", for migrations that refer to it.
pub const ID: Key<Int> = Key::new("synthesis_tasks", "id");

impl Migration for CreateSynthesisTasks {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("synthesis_tasks", |t| {
            t.int_id();
            t.column(
                int("user_id")
                    .index()
                    .references(users::ID)
                    .on_delete(Cascade),
            );
            t.column(text("prompt"));
            t.column(varchar("framework", 50));
            t.column(
                varchar("status", 20)
                    .default("pending")
                    .check("status IN ('pending', 'running', 'completed', 'failed')"),
            );
            t.column(json("result_data").nullable());
            t.column(json("files_generated").nullable());
            t.column(text("error_message").nullable());
            t.column(timestamp_tz("created_at").default(now()));
            t.column(timestamp_tz("completed_at").nullable());
        });
    }
}

use migration_core::prelude::*;

use super::m20261101_090000_create_users as users;
use super::m20261101_090200_create_prompts as prompts;

/// Creates the table `conversations`.
#[derive(Migration)]
pub struct CreateConversations;

/// The key of "conversations", for migrations that refer to it.
pub const ID: Key<Uuid> = Key::new("conversations", "id");

impl Migration for CreateConversations {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("conversations", |t| {
            t.uuid_id();
            t.column(
                uuid("user_id")
                    .index()
                    .references(users::ID)
                    .on_delete(Cascade),
            );
            t.column(
                uuid("prompt_id")
                    .nullable()
                    .index()
                    .references(prompts::ID)
                    .on_delete(SetNull),
            );
            t.column(varchar("title", 255).nullable());
            t.column(
                big_int("input_tokens")
                    .default(0)
                    .check("input_tokens >= 0"),
            );
            t.column(
                big_int("output_tokens")
                    .default(0)
                    .check("output_tokens >= 0"),
            );
            t.column(decimal("total_cost", 12, 6).default("0"));
            t.column(json("messages"));
            t.column(timestamp_tz("started_at").default(now()).index());
            t.column(timestamp_tz("ended_at").nullable());
            t.timestamps();
        });
    }
}

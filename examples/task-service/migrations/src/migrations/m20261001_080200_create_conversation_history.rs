use migration_core::prelude::*;

use super::m20261001_080000_create_users as users;

/// Creates the table `conversation_history`.
#[derive(Migration)]
pub struct CreateConversationHistory;

/// The key of "conversation_history", for migrations that refer to it.
pub const ID: Key<Int> = Key::new("conversation_history", "id");

impl Migration for CreateConversationHistory {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("conversation_history", |t| {
            t.int_id();
            t.column(
                int("user_id")
                    .index()
                    .references(users::ID)
                    .on_delete(Cascade),
            );
            t.column(varchar("session_id", 100).index());
            t.column(varchar("role", 20).check("role IN ('user', 'assistant', 'system')"));
            t.column(text("content"));
            t.column(json("extra_data").nullable());
            t.column(timestamp_tz("created_at").default(now()));
        });
    }
}

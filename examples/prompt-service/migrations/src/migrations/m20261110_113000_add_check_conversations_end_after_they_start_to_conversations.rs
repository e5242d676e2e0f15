use migration_core::prelude::*;

/// Adds the check `conversations_end_after_they_start` to `conversations`.
#[derive(Migration)]
pub struct AddCheckConversationsEndAfterTheyStartToConversations;

impl Migration for AddCheckConversationsEndAfterTheyStartToConversations {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.add_check(
            "conversations",
            "conversations_end_after_they_start",
            "ended_at >= started_at",
        );
    }
}

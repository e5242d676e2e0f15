use migration_core::prelude::*;

/// Renames `avatar_url` to `avatar` in `users`.
#[derive(Migration)]
pub struct RenameAvatarUrlToAvatarInUsers;

impl Migration for RenameAvatarUrlToAvatarInUsers {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.rename_column("users", "avatar_url", "avatar");
    }
}

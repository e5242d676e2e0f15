use migration_core::prelude::*;

/// Creates the table `users`.
#[derive(Migration)]
pub struct CreateUsers;

/// The key of "users", for migrations that refer to it.
pub const ID: Key<Uuid> = Key::new("users", "id");

impl Migration for CreateUsers {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("users", |t| {
            t.uuid_id();
            t.column(varchar("email", 255).unique());
            t.column(varchar("username", 50).unique());
            t.column(varchar("password_hash", 255));
            t.column(boolean("is_active").default(true));
            t.column(timestamp_tz("last_login_at").nullable().index());
            t.column(varchar("full_name", 255).nullable());
            t.column(varchar("avatar_url", 500).nullable());
            t.column(text("bio").nullable());
            t.column(json("metadata").nullable());
            t.timestamps();
            t.soft_delete();
        });
    }
}

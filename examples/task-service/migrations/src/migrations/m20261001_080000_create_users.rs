use migration_core::prelude::*;

/// Creates the table `users`.
#[derive(Migration)]
pub struct CreateUsers;

/// The key of "users", for migrations that refer to it.
pub const ID: Key<Int> = Key::new("users", "id");

impl Migration for CreateUsers {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("users", |t| {
            t.int_id();
            t.column(varchar("username", 50).unique());
            t.column(varchar("email", 255).unique());
            t.column(varchar("hashed_password", 255));
            t.column(varchar("full_name", 255).nullable());
            t.column(boolean("is_active").default(true));
            t.column(boolean("is_superuser").default(false));
            t.timestamps();
        });
    }
}

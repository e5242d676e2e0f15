use migration_core::prelude::*;

use super::m20261101_090000_create_users as users;

/// Creates the table `templates`.
#[derive(Migration)]
pub struct CreateTemplates;

/// The key of "templates", for migrations that refer to it.
pub const ID: Key<Uuid> = Key::new("templates", "id");

impl Migration for CreateTemplates {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("templates", |t| {
            t.uuid_id();
            t.column(
                uuid("owner_id")
                    .index()
                    .references(users::ID)
                    .on_delete(Cascade),
            );
            t.column(varchar("title", 255).index());
            t.column(text("body"));
            t.column(varchar("category", 100).nullable().index());
            t.column(json("tags").default("[]"));
            t.column(
                decimal("rating", 3, 2)
                    .default("0")
                    .check("rating BETWEEN 0 AND 5"),
            );
            t.column(int("rating_count").default(0).check("rating_count >= 0"));
            t.column(boolean("is_public").default(false).index());
            t.timestamps();
            t.soft_delete();
        });
    }
}

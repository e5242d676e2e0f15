use migration_core::prelude::*;

use super::m20261101_090000_create_users as users;
use super::m20261101_090100_create_templates as templates;

/// Creates the table `prompts`.
#[derive(Migration)]
pub struct CreatePrompts;

/// The key of "prompts", for migrations that refer to it.
pub const ID: Key<Uuid> = Key::new("prompts", "id");

impl Migration for CreatePrompts {
    fn up(&self, schema: &mut SchemaBuilder) {
        schema.create_table("prompts", |t| {
            t.uuid_id();
            t.column(
                uuid("author_id")
                    .index()
                    .references(users::ID)
                    .on_delete(Cascade),
            );
            t.column(
                uuid("template_id")
                    .nullable()
                    .index()
                    .references(templates::ID)
                    .on_delete(SetNull),
            );
            t.column(
                uuid("parent_id")
                    .nullable()
                    .index()
                    .references(ID)
                    .on_delete(SetNull),
            );
            t.column(varchar("title", 255));
            t.column(int("version").default(1).check("version >= 1"));
            t.column(text("content"));
            t.column(json("metadata").nullable());
            t.timestamps();
            t.soft_delete();
            t.unique(["author_id", "title", "version"]);
        });
    }
}

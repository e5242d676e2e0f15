//! A foreign key has the type of the key that it refers to.

use migration_core::prelude::*;

mod users {
    use migration_core::prelude::*;

    pub const ID: Key<BigInt> = Key::new("users", "id");
}

fn main() {
    SchemaBuilder::new().create_table("posts", |t| {
        t.column(int("author_id").references(users::ID));
        t.column(uuid("editor_id").nullable().references(users::ID).on_delete(SetNull));
    });
}

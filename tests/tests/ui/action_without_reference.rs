//! A referential action needs a foreign key.

use migration_core::prelude::*;

fn main() {
    SchemaBuilder::new().create_table("posts", |t| {
        t.column(big_int("author_id").on_delete(Cascade));
    });
}

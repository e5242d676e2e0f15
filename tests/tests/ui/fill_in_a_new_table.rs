//! A new table has no rows to fill.

use migration_core::prelude::*;

fn main() {
    SchemaBuilder::new().create_table("users", |t| {
        t.column(varchar("phone", 20).fill("''"));
    });
}

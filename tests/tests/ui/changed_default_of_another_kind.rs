//! A changed type takes its expression once, and a default is of some column's kind.

use migration_core::prelude::*;

struct Money;

fn main() {
    SchemaBuilder::new().alter_column("posts", "views", |c| {
        c.set_default(Money);
    });
}

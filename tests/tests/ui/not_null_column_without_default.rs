//! A NOT NULL column without a default cannot join a table that may have rows.

use migration_core::prelude::*;

fn main() {
    let mut schema = SchemaBuilder::new();
    schema.add_column("users", varchar("phone", 20));
    schema.add_column("users", big_int("team_id").references_column("teams", "id"));
}

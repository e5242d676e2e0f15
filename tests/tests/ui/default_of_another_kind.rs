//! A default is a value of the column's own kind.

use migration_core::prelude::*;

fn main() {
    SchemaBuilder::new().create_table("posts", |t| {
        t.column(boolean("published").default(1));
        t.column(varchar("title", 200).default(7));
        t.column(big_int("views").default("none"));
        t.column(int("rank").default(1_i64));
        t.column(uuid("owner").default(now()));
        t.column(date("day").default(random_uuid()));
        t.column(decimal("price", 10, 2).default(0.5));
        t.column(timestamp_tz("at").default(true));
        t.column(binary("photo").default("x"));
    });
}

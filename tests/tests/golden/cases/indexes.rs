use migration_core::prelude::*;

use super::{Case, SHOP, case, fresh, shop};

fn indexed(name: &'static str, run: fn(&mut SchemaBuilder)) -> Case {
    case(name, shop, run).rows(SHOP)
}

/// A foreign key whose only index is one that was asked for.
fn served(schema: &mut SchemaBuilder) {
    schema.create_table("parents", |t| {
        t.id();
    });
    schema.create_table("children", |t| {
        t.column(big_int("parent").references_column("parents", "id"));
        t.column(int("n"));
        t.index(index(["parent", "n"]).name("children_idx"));
    });
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        indexed("create_index", |schema| {
            schema.add_index("users", ["age", "name"]);
        }),
        indexed("create_index_unique", |schema| {
            schema.add_index("users", index(["name", "age"]).unique());
        }),
        indexed("create_index_descending", |schema| {
            schema.add_index("users", index([asc("age"), desc("name")]).name("oldest"));
        }),
        indexed("create_index_partial", |schema| {
            schema.add_index(
                "users",
                index(["email"]).unique().filter("age > 0").name("adults"),
            );
        }),
        indexed("create_index_partial_by_a_decimal", |schema| {
            schema.add_index("users", index(["email"]).filter("credit > 9").name("rich"));
        }),
        indexed("create_index_over_an_expression", |schema| {
            schema.add_index(
                "users",
                index([expression("lower(email)"), desc("age")]).name("by_mail"),
            );
        }),
        indexed("create_index_concurrently", |schema| {
            schema.add_index("users", index(["age"]).concurrently());
        }),
        indexed("drop_index", |schema| {
            schema.drop_index("users", "users_name_idx");
        }),
        indexed("drop_index_concurrently", |schema| {
            schema.drop_index_concurrently("users", "users_name_idx");
        }),
        case("drop_index_that_a_foreign_key_uses", served, |schema| {
            schema.drop_index("children", "children_idx");
        })
        .rows(&[
            "INSERT INTO parents (id) VALUES (1)",
            "INSERT INTO children (parent, n) VALUES (1, 1)",
        ]),
        case(
            "drop_index_that_a_foreign_key_can_do_without",
            |schema| {
                served(schema);
                schema.add_index("children", ["parent"]);
            },
            |schema| schema.drop_index("children", "children_idx"),
        ),
        fresh("create_index_over_text", |schema| {
            schema.create_table("notes", |t| {
                t.id();
                t.column(text("body"));
            });
            schema.add_index("notes", ["body"]);
        }),
        fresh("create_index_over_binary", |schema| {
            schema.create_table("notes", |t| {
                t.column(binary("body").unique());
            });
        }),
        fresh("create_index_over_jsonb", |schema| {
            schema.create_table("notes", |t| {
                t.column(jsonb("body").index());
            });
        }),
        fresh("create_index_that_is_long", |schema| {
            schema.create_table("notes", |t| {
                t.column(varchar("title", 700));
                t.column(varchar("author", 100));
            });
            schema.add_index("notes", ["title", "author"]);
        }),
    ]
}

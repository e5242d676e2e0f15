use migration_core::prelude::*;

use super::{Case, SHOP, case, shop};

/// Tables without constraints.
fn bare(schema: &mut SchemaBuilder) {
    schema.create_table("parents", |t| {
        t.column(int("a"));
        t.column(int("b"));
        t.unique(["a", "b"]);
        t.column(int("one").unique());
    });
    schema.create_table("children", |t| {
        t.column(int("a").nullable());
        t.column(int("b").nullable());
        t.column(int("n"));
        t.column(decimal("price", 8, 2).default("10.00"));
    });
}

const BARE: &[&str] = &[
    "INSERT INTO parents (a, b, one) VALUES (1, 2, 3)",
    "INSERT INTO children (a, b, n) VALUES (1, 2, 3), (NULL, NULL, 4)",
];

fn constrained(name: &'static str, run: fn(&mut SchemaBuilder)) -> Case {
    case(name, bare, run).rows(BARE)
}

pub(super) fn cases() -> Vec<Case> {
    let mut all = adding();
    all.extend(dropping());
    all
}

fn adding() -> Vec<Case> {
    vec![
        constrained("add_foreign_key", |schema| {
            schema.add_foreign_key(
                "children",
                foreign_key(["a", "b"])
                    .references("parents", ["a", "b"])
                    .on_delete(Cascade),
            );
        }),
        constrained("add_foreign_key_to_itself", |schema| {
            schema.add_unique("children", ["n"]);
            schema.add_foreign_key(
                "children",
                foreign_key("b")
                    .references("children", "n")
                    .name("children_next"),
            );
        })
        .rows(&[]),
        constrained("add_foreign_key_with_actions", |schema| {
            schema.add_foreign_key(
                "children",
                foreign_key("a")
                    .references("parents", "one")
                    .on_delete(SetNull)
                    .on_update(Cascade),
            );
        })
        .rows(&[]),
        constrained("add_check", |schema| {
            schema.add_check("children", "children_n", "n > 0 AND n <> 100");
        }),
        constrained("add_check_of_a_decimal", |schema| {
            schema.add_check("children", "children_price", "price > 5 AND price < 100");
        }),
        constrained("add_unique", |schema| {
            schema.add_unique("children", unique(["a", "n"]).name("children_once"));
        }),
        constrained("add_primary_key", |schema| {
            schema.add_primary_key("children", ["n"]);
            schema.add_primary_key("parents", ["b", "a"]);
        }),
    ]
}

fn dropping() -> Vec<Case> {
    vec![
        case("drop_foreign_key", shop, |schema| {
            schema.drop_foreign_key("posts", "posts_author_id_fkey");
        })
        .rows(SHOP),
        case("drop_check", shop, |schema| {
            schema.drop_check("posts", "posts_title_not_empty");
        })
        .rows(SHOP),
        case("drop_unique", shop, |schema| {
            schema.drop_unique("users", "users_email_key");
        })
        .rows(SHOP),
        case(
            "drop_unique_that_a_foreign_key_uses",
            |schema| {
                bare(schema);
                schema.add_unique("children", ["a", "n"]);
                schema.add_foreign_key("children", foreign_key("a").references("parents", "one"));
            },
            |schema| schema.drop_unique("children", "children_a_n_key"),
        ),
        case(
            "drop_primary_key",
            |schema| {
                schema.create_table("codes", |t| {
                    t.column(int("code"));
                    t.column(int("n"));
                    t.primary_key(["code"]);
                });
            },
            |schema| schema.drop_primary_key("codes"),
        )
        .rows(&["INSERT INTO codes (code, n) VALUES (7, 1), (5, 2)"]),
        case(
            "drop_primary_key_that_a_foreign_key_uses",
            |schema| {
                schema.create_table("parents", |t| {
                    t.id();
                });
                schema.create_table("children", |t| {
                    t.column(big_int("parent").references_column("parents", "id"));
                    t.column(int("n"));
                    t.primary_key(["parent", "n"]);
                });
            },
            |schema| schema.drop_primary_key("children"),
        ),
    ]
}

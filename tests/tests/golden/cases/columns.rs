use migration_core::operation::{AddColumn, ExistingRows, Operation};
use migration_core::prelude::*;
use migration_core::schema::{Column, ColumnType};

use super::{Case, SHOP, case, shop};

/// A table of users and nothing else.
fn users(schema: &mut SchemaBuilder) {
    schema.create_table("users", |t| {
        t.id();
        t.column(varchar("name", 80));
        t.column(decimal("credit", 10, 2));
    });
}

const USERS: &[&str] =
    &["INSERT INTO users (name, credit) VALUES ('Ann', '10.00'), ('Bob', '9.00')"];

fn add(name: &'static str, run: fn(&mut SchemaBuilder)) -> Case {
    case(name, users, run).rows(USERS)
}

fn dropped(name: &'static str, run: fn(&mut SchemaBuilder)) -> Case {
    case(name, shop, run).rows(SHOP)
}

pub(super) fn cases() -> Vec<Case> {
    let mut all = adding();
    all.extend(dropping());
    all.extend(renaming());
    all
}

fn adding() -> Vec<Case> {
    vec![
        add("add_column_nullable", |schema| {
            schema.add_column("users", varchar("phone", 20).nullable());
        }),
        add("add_column_with_a_default", |schema| {
            schema.add_column("users", int("logins").default(0));
            schema.add_column("users", text("bio").default("it's new"));
            schema.add_column("users", decimal("debt", 10, 2).default("0.00"));
            schema.add_column("users", boolean("active").default(true));
        }),
        add("add_column_with_a_computed_default", |schema| {
            schema.add_column("users", timestamp_tz("created_at").default(now()));
            schema.add_column("users", uuid("token").default(random_uuid()));
            schema.add_column("users", int("answer").default(sql("40 + 2")));
        }),
        add("add_column_nullable_with_a_computed_default", |schema| {
            schema.add_column("users", date("joined").nullable().default(now()));
        }),
        add("add_column_with_a_fill", |schema| {
            schema.add_column("users", varchar("slug", 80).fill("lower(name)"));
        }),
        add("add_column_with_a_fill_and_a_default", |schema| {
            schema.operation(Operation::AddColumn(AddColumn {
                table: "users".into(),
                column: Column {
                    default: Some(migration_core::schema::DefaultValue::Text("none".into())),
                    ..Column::new("slug", ColumnType::Varchar(80))
                },
                existing_rows: ExistingRows::Fill("lower(name)".into()),
                position: None,
            }));
        }),
        add("add_column_that_numbers_rows", |schema| {
            schema.add_column("users", big_int("number").identity_from(100, 10));
        }),
        add("add_column_that_numbers_rows_filled", |schema| {
            schema.add_column("users", big_int("number").identity().fill("id * 2"));
        }),
        add("add_column_nullable_with_a_fill", |schema| {
            schema.operation(Operation::AddColumn(AddColumn {
                table: "users".into(),
                column: Column {
                    nullable: true,
                    ..Column::new("level", ColumnType::Int)
                },
                existing_rows: ExistingRows::Fill(
                    "CASE WHEN credit > 9.5 THEN 2 ELSE 1 END".into(),
                ),
                position: None,
            }));
        }),
        case("add_column_to_an_empty_table", users, |schema| {
            schema.operation(Operation::AddColumn(AddColumn {
                table: "users".into(),
                column: Column::new("tax_number", ColumnType::Int),
                existing_rows: ExistingRows::MustBeEmpty,
                position: None,
            }));
            schema.operation(Operation::AddColumn(AddColumn {
                table: "users".into(),
                column: Column {
                    nullable: true,
                    ..Column::new("remark", ColumnType::Text)
                },
                existing_rows: ExistingRows::MustBeEmpty,
                position: None,
            }));
        }),
        add("add_column_of_an_enumeration", |schema| {
            schema.add_column(
                "users",
                enumeration("role", ["user", "admin"]).default("user"),
            );
            schema.add_column("users", enumeration("mood", ["good", "bad"]).nullable());
        }),
        add("add_column_unique", |schema| {
            schema.add_column("users", varchar("email", 255).nullable().unique());
        }),
        add("add_column_with_an_index", |schema| {
            schema.add_column("users", varchar("email", 255).nullable().index());
        }),
        add("add_column_with_a_check", |schema| {
            schema.add_column("users", int("age").default(18).check("age >= 0"));
        }),
        add("add_column_with_a_reference", |schema| {
            schema.add_column(
                "users",
                big_int("boss")
                    .nullable()
                    .references_column("users", "id")
                    .on_delete(SetNull),
            );
        }),
    ]
}

fn dropping() -> Vec<Case> {
    vec![
        dropped("drop_column", |schema| {
            schema.drop_column("users", "age");
        }),
        dropped("drop_column_with_an_index", |schema| {
            schema.drop_column("users", "name");
        }),
        case("drop_column_with_a_unique_constraint", shop, |schema| {
            schema.drop_column("users", "email");
        }),
        case(
            "drop_column_with_a_foreign_key",
            |schema| {
                shop(schema);
                schema.create_table("likes", |t| {
                    t.column(big_int("user_id").references_column("users", "id"));
                    t.column(big_int("post_id").references_column("posts", "id").index());
                });
            },
            |schema| schema.drop_column("likes", "post_id"),
        ),
        case(
            "drop_a_foreign_key_and_its_column",
            |schema| {
                shop(schema);
                schema.create_table("likes", |t| {
                    t.id();
                });
                let user = big_int("user_id").nullable().index();
                schema.add_column("likes", user.references_column("users", "id"));
            },
            |schema| {
                schema.drop_foreign_key("likes", "likes_user_id_fkey");
                schema.drop_index("likes", "likes_user_id_idx");
                schema.drop_column("likes", "user_id");
            },
        ),
        dropped("drop_column_of_an_enumeration", |schema| {
            schema.drop_column("posts", "status");
        })
        .rows(&[]),
        dropped("drop_column_without_a_default", |schema| {
            schema.drop_column("users", "seen_at");
            schema.drop_column("users", "credit");
        }),
    ]
}

fn renaming() -> Vec<Case> {
    vec![
        dropped("rename_column", |schema| {
            schema.rename_column("users", "seen_at", "last_seen_at");
        }),
        dropped("rename_column_that_is_used", |schema| {
            schema.rename_column("users", "id", "user_id");
            schema.rename_column("posts", "title", "headline");
            schema.rename_column("posts", "author_id", "writer_id");
        }),
        case(
            "rename_column_to_a_keyword",
            |schema| {
                schema.create_table("things", |t| {
                    t.column(int("n").check("n > 0"));
                    t.column(int("m").nullable());
                    t.check(
                        "things_n",
                        by_dialect()
                            .sqlite("n < 9")
                            .postgres("n < 9")
                            .mysql("n < 9 AND `n` <> 8"),
                    );
                });
            },
            |schema| {
                schema.rename_column("things", "n", "order");
                schema.drop_check("things", "things_n_check");
                schema.drop_check("things", "things_n");
                schema.alter_column("things", "m", |c| {
                    c.set_default(2);
                });
            },
        )
        .rows(&["INSERT INTO things (n) VALUES (1)"]),
        case(
            "rename_column_in_an_expression",
            |schema| {
                users(schema);
                schema.add_index(
                    "users",
                    index([expression(
                        by_dialect()
                            .sqlite("lower(name)")
                            .postgres("lower(name)")
                            .mysql("lower(name)"),
                    )])
                    .name("users_lower_name"),
                );
            },
            |schema| schema.rename_column("users", "name", "full_name"),
        ),
    ]
}

use migration_core::operation::{CreateTable, Operation};
use migration_core::prelude::*;
use migration_core::schema::{Column, ColumnType, Table};

use super::{Case, case, fresh, shop};

pub(super) fn cases() -> Vec<Case> {
    vec![
        fresh("create_table_with_every_type", |schema| {
            schema.create_table("everything", |t| {
                t.column(small_int("a_small_int"));
                t.column(int("an_int"));
                t.column(big_int("a_big_int"));
                t.column(float("a_float"));
                t.column(double("a_double"));
                t.column(decimal("a_decimal", 20, 4));
                t.column(boolean("a_boolean"));
                t.column(char("a_char", 3));
                t.column(varchar("a_varchar", 100));
                t.column(text("a_text"));
                t.column(binary("a_binary"));
                t.column(date("a_date"));
                t.column(time("a_time"));
                t.column(timestamp("a_timestamp"));
                t.column(timestamp_tz("a_timestamp_tz"));
                t.column(json("a_json"));
                t.column(jsonb("a_jsonb"));
                t.column(uuid("a_uuid"));
                t.column(enumeration("an_enumeration", ["one", "two"]));
                t.column(custom(
                    "a_custom",
                    by_dialect()
                        .sqlite("TEXT COLLATE NOCASE")
                        .postgres("inet")
                        .mysql("YEAR"),
                ));
            });
        }),
        fresh("create_table_with_nullable_types", |schema| {
            schema.create_table("everything", |t| {
                t.id();
                t.column(int("an_int").nullable());
                t.column(decimal("a_decimal", 20, 4).nullable());
                t.column(text("a_text").nullable());
                t.column(timestamp_tz("a_timestamp_tz").nullable());
                t.column(json("a_json").nullable());
                t.column(enumeration("an_enumeration", ["one", "two"]).nullable());
            });
        }),
        fresh("create_table_with_every_default", |schema| {
            schema.create_table("defaults", |t| {
                t.id();
                t.column(small_int("a_small_int").default(-1_i16));
                t.column(int("an_int").default(7));
                t.column(big_int("a_big_int").default(-9_000_000_000_i64));
                t.column(float("a_float").default(0.5_f32));
                t.column(double("a_double").default(-1.25));
                t.column(decimal("a_decimal", 20, 4).default("12345678901234.5678"));
                t.column(boolean("a_true").default(true));
                t.column(boolean("a_false").default(false));
                t.column(char("a_char", 3).default("abc"));
                t.column(varchar("a_varchar", 100).default("it's \"a\" \\ `b`"));
                t.column(text("a_text").default("long"));
                t.column(date("a_date").default(now()));
                t.column(time("a_time").default(now()));
                t.column(timestamp("a_timestamp").default(now()));
                t.column(timestamp_tz("a_timestamp_tz").default(now()));
                t.column(date("a_fixed_date").default("2026-11-20"));
                t.column(json("a_json").default("{\"a\": 1}"));
                t.column(jsonb("a_jsonb").default("[]"));
                t.column(uuid("a_uuid").default(random_uuid()));
                t.column(enumeration("an_enumeration", ["one", "two"]).default("two"));
                t.column(int("an_expression").default(sql("1 + 1")));
                t.column(
                    text("a_dialect_expression").default(sql(by_dialect()
                        .sqlite("lower('A')")
                        .postgres("lower('A')")
                        .mysql("lower('A')"))),
                );
            });
        }),
        fresh("create_table_with_sugar", |schema| {
            schema.create_table("posts", |t| {
                t.id();
                t.column(varchar("title", 200).unique());
                t.column(varchar("slug", 80).index());
                t.column(int("place").check("place > 0"));
                t.timestamps();
                t.soft_delete();
            });
        }),
        fresh("create_table_with_an_int_id", |schema| {
            schema.create_table("posts", |t| {
                t.int_id();
            });
        }),
        fresh("create_table_with_a_uuid_id", |schema| {
            schema.create_table("posts", |t| {
                t.uuid_id();
                t.column(uuid("parent").nullable().references_column("posts", "id"));
            });
        }),
        fresh("create_table_with_a_key_that_numbers_nothing", |schema| {
            schema.create_table("codes", |t| {
                t.column(int("code"));
                t.primary_key(["code"]);
            });
            schema.create_table("long_codes", |t| {
                t.column(big_int("code"));
                t.primary_key(["code"]);
            });
        }),
        fresh("create_table_with_an_identity_beside_the_key", |schema| {
            let mut table = Table::new("numbered");
            let mut number = Column::new("number", ColumnType::BigInt);
            number.identity = Some(Box::default());
            table.columns = vec![number, Column::new("code", ColumnType::Int)];
            table.primary_key = Some(migration_core::schema::PrimaryKey {
                name: "numbered_pkey".into(),
                columns: vec!["code".into()],
                ..migration_core::schema::PrimaryKey::default()
            });
            schema.operation(Operation::CreateTable(CreateTable {
                table: table.into(),
            }));
        }),
        fresh("create_table_with_two_identities", |schema| {
            let mut table = Table::new("numbered");
            table.columns = ["a", "b"]
                .map(|name| {
                    let mut column = Column::new(name, ColumnType::BigInt);
                    column.identity = Some(Box::default());
                    column
                })
                .into();
            table.primary_key = Some(migration_core::schema::PrimaryKey {
                name: "numbered_pkey".into(),
                columns: vec!["a".into(), "b".into()],
                ..migration_core::schema::PrimaryKey::default()
            });
            schema.operation(Operation::CreateTable(CreateTable {
                table: table.into(),
            }));
        }),
        fresh("create_table_with_composite_keys", |schema| {
            schema.create_table("members", |t| {
                t.column(int("tenant"));
                t.column(int("id"));
                t.column(int("boss").nullable());
                t.primary_key(["tenant", "id"]);
                t.foreign_key(
                    foreign_key(["tenant", "boss"]).references("members", ["tenant", "id"]),
                );
            });
            schema.create_table("badges", |t| {
                t.column(int("tenant"));
                t.column(int("member"));
                t.foreign_key(
                    foreign_key(["tenant", "member"])
                        .references("members", ["tenant", "id"])
                        .name("badges_owner")
                        .on_delete(Cascade)
                        .on_update(Cascade),
                );
            });
        }),
        fresh("create_table_with_every_action", |schema| {
            schema.create_table("parents", |t| {
                t.id();
            });
            schema.create_table("children", |t| {
                t.column(
                    big_int("a")
                        .references_column("parents", "id")
                        .on_delete(Cascade),
                );
                t.column(
                    big_int("b")
                        .references_column("parents", "id")
                        .on_delete(Restrict),
                );
                t.column(
                    big_int("c")
                        .nullable()
                        .references_column("parents", "id")
                        .on_delete(SetNull),
                );
                t.column(
                    big_int("d")
                        .references_column("parents", "id")
                        .on_delete(NoAction),
                );
                t.column(
                    big_int("e")
                        .references_column("parents", "id")
                        .on_update(Cascade),
                );
            });
        }),
        fresh("create_table_with_set_default", |schema| {
            schema.create_table("parents", |t| {
                t.id();
            });
            schema.create_table("children", |t| {
                t.column(
                    big_int("a")
                        .default(1_i64)
                        .references_column("parents", "id")
                        .on_delete(SetDefault),
                );
            });
        }),
        fresh("create_table_with_indexes", |schema| {
            schema.create_table("posts", |t| {
                t.id();
                t.column(varchar("title", 200));
                t.column(int("place"));
                t.index([asc("title"), desc("place")]);
                t.index(index(["place"]).unique().name("one_place"));
            });
        }),
        fresh("create_table_with_a_partial_index", |schema| {
            schema.create_table("posts", |t| {
                t.id();
                t.column(varchar("title", 200));
                t.soft_delete();
                t.index(index(["title"]).unique().filter("deleted_at IS NULL"));
            });
        }),
        fresh("create_table_with_a_decimal_check", |schema| {
            schema.create_table("products", |t| {
                t.id();
                t.column(decimal("price", 10, 2).check("price > 0"));
                t.column(decimal("rating", 3, 2));
                t.check(
                    "products_rating",
                    "rating BETWEEN 0 AND 5 AND rating <= products.price",
                );
            });
        }),
        case("drop_table", shop, |schema| schema.drop_table("posts")),
        case(
            "drop_table_that_refers_to_itself",
            |schema| {
                schema.create_table("nodes", |t| {
                    t.id();
                    t.column(
                        big_int("parent")
                            .nullable()
                            .references_column("nodes", "id")
                            .on_delete(Restrict),
                    );
                });
            },
            |schema| schema.drop_table("nodes"),
        )
        .rows(&["INSERT INTO nodes (id, parent) VALUES (1, NULL), (2, 1)"]),
        case("rename_table", shop, |schema| {
            schema.rename_table("users", "people");
            schema.rename_table("posts", "articles");
        })
        .rows(super::SHOP),
    ]
}

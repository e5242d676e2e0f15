//! Names that need quotes, and names that a server does not take.

use migration_core::prelude::*;

use super::{Case, case, fresh};

/// Quotes of every kind in every name.
fn quoted(schema: &mut SchemaBuilder) {
    schema.create_table("a \"b\" `c` 'd'", |t| {
        t.id();
        t.column(varchar("e \"f\" `g` 'h'", 20));
        t.column(
            enumeration("k", ["it's", "\"q\"", "`b`", "back\\slash", "ünï"])
                .type_name("l \"m\" 'n'")
                .default("it's"),
        );
        t.column(big_int("parent").nullable());
        t.index(index(["e \"f\" `g` 'h'"]).name("i \"j\" `k` 'l'"));
        t.unique(unique(["k", "parent"]).name("u \"v\" `w` 'x'"));
        t.check("c \"h\" `k` 'x'", "parent > 0");
        t.foreign_key(
            foreign_key("parent")
                .references("a \"b\" `c` 'd'", "id")
                .name("f \"k\" `y` 'z'"),
        );
    });
}

/// Words that SQL keeps for itself.
fn keywords(schema: &mut SchemaBuilder) {
    schema.create_table("select", |t| {
        t.id();
        t.column(int("order"));
        t.column(varchar("group", 10));
        t.column(enumeration("table", ["from", "where"]).type_name("enum"));
        t.index(index(["order", "group"]).name("index"));
        t.unique(unique(["group"]).name("unique"));
        t.check("check", "\"order\" > 0");
    });
}

pub(super) fn cases() -> Vec<Case> {
    let mut all = taken();
    all.extend(refused());
    all
}

fn taken() -> Vec<Case> {
    vec![
        fresh("names_with_quotes", quoted),
        case("names_with_quotes_are_dropped", quoted, |schema| {
            let table = "a \"b\" `c` 'd'";
            schema.drop_check(table, "c \"h\" `k` 'x'");
            schema.drop_foreign_key(table, "f \"k\" `y` 'z'");
            schema.drop_unique(table, "u \"v\" `w` 'x'");
            schema.drop_index(table, "i \"j\" `k` 'l'");
            schema.drop_column(table, "k");
            schema.drop_column(table, "e \"f\" `g` 'h'");
            schema.drop_table(table);
        }),
        case("names_with_quotes_are_changed", quoted, |schema| {
            let table = "a \"b\" `c` 'd'";
            schema.rename_column(table, "e \"f\" `g` 'h'", "x \"y\" `z`");
            schema.alter_column(table, "x \"y\" `z`", |c| {
                c.set_type(types::varchar(30));
                c.set_default("it's \\ \"x\"");
            });
            schema.alter_column(table, "k", |c| {
                c.set_type(types::enumeration("l \"m\" 'n'", ["it's", "new 'one'"]));
            });
            schema.add_column(table, int("o \"p\" `q`").nullable().index());
            schema
                .backfill(table)
                .set("o \"p\" `q`", "1")
                .filter("parent IS NULL");
            schema.rename_table(table, "r \"s\" `t`");
        }),
        fresh("names_that_are_keywords", keywords),
        case("names_that_are_keywords_are_changed", keywords, |schema| {
            schema.alter_column("select", "order", |c| {
                c.set_nullable();
            });
            schema.drop_column("select", "table");
            schema.rename_table("select", "update");
        }),
        fresh("names_beyond_ascii", |schema| {
            schema.create_table("größe", |t| {
                t.id();
                t.column(varchar("имя", 20).default("日本語 🎉").index());
                t.column(enumeration("état", ["à", "é"]));
            });
        }),
    ]
}

fn refused() -> Vec<Case> {
    vec![
        // 64 characters: one more than PostgreSQL keeps, and as many as MySQL does.
        fresh("names_of_64_characters", |schema| {
            schema.create_table("t", |t| {
                t.column(int(
                    "c123456789012345678901234567890123456789012345678901234567890123",
                ));
            });
        }),
        fresh("names_of_65_characters", |schema| {
            schema.create_table("t", |t| {
                t.column(int("a"));
                t.index(
                    index(["a"])
                        .name("i1234567890123456789012345678901234567890123456789012345678901234"),
                );
            });
        }),
        fresh("names_of_many_bytes", |schema| {
            schema.create_table(
                "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ",
                |t| {
                    t.column(int("a"));
                },
            );
        }),
        fresh("names_with_an_emoji", |schema| {
            schema.create_table("t", |t| {
                t.column(int("🎉"));
            });
        }),
        fresh("enumeration_values_that_are_long", |schema| {
            schema.create_table("t", |t| {
                t.column(enumeration(
                    "a",
                    ["v123456789012345678901234567890123456789012345678901234567890123"],
                ));
            });
        }),
        fresh("types_that_are_long", |schema| {
            schema.create_table("t", |t| {
                t.column(varchar("a", 16_384));
            });
            schema.create_table("u", |t| {
                t.column(char("a", 256));
            });
            schema.create_table("v", |t| {
                t.column(varchar("a", 10_485_761));
            });
        }),
    ]
}

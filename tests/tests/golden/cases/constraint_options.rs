//! Constraints beside the usual: for new rows only, over ranges, with what they include.

use migration_core::operation::{
    AddCheck, AddExclusion, AddForeignKey, AddPrimaryKey, AddUnique, DropExclusion, Operation,
    ValidateConstraint,
};
use migration_core::prelude::*;
use migration_core::schema::{
    Check, Deferrable, Enforcement, Exclusion, ForeignKey, IndexMethod, IndexPart, PrimaryKey,
    RangeOf, ReferentialAction, Unique,
};

use super::{Case, SHOP, case, fresh, shop};

/// Rooms, and who has them when.
fn rooms(schema: &mut SchemaBuilder) {
    schema.create_table("rooms", |t| {
        t.column(int("house"));
        t.column(int("number"));
        t.named_primary_key("rooms_pkey", ["house", "number"]);
    });
    schema.create_table("stays", |t| {
        t.column(int("house").nullable());
        t.column(int("number").nullable());
        t.column(varchar("guest", 40));
    });
}

fn spans(schema: &mut SchemaBuilder) {
    schema.create_table("spans", |t| {
        t.id();
        t.column(range("during", RangeOf::Date));
        t.column(int("kind"));
    });
}

/// As many tables of SQLite are.
fn nullable_key(schema: &mut SchemaBuilder) {
    schema.create_table("tags", |t| {
        t.column(varchar("name", 20).nullable());
        t.column(int("place").nullable());
        t.primary_key(["name", "place"]);
    });
}

/// A table whose key is an index alone.
fn indexed(schema: &mut SchemaBuilder) {
    schema.create_table("tags", |t| {
        t.column(varchar("name", 20));
        t.index(index(["name"]).unique().name("tags_pkey"));
    });
}

fn apart() -> Exclusion {
    Exclusion {
        name: "spans_apart".to_owned(),
        method: Some(IndexMethod::Gist),
        parts: vec![(IndexPart::column("during"), "&&".to_owned())],
        filter: Some("kind > 0".into()),
        deferrable: Deferrable::InitiallyImmediate,
        comment: None,
    }
}

fn adults(enforcement: Enforcement) -> Operation {
    Operation::AddCheck(AddCheck {
        table: "users".to_owned(),
        check: Check {
            name: "adults".to_owned(),
            expression: "age >= 18".into(),
            enforcement,
            comment: None,
        },
    })
}

fn stay() -> ForeignKey {
    let columns = || vec!["house".to_owned(), "number".to_owned()];
    ForeignKey {
        name: "stays_room".to_owned(),
        columns: columns(),
        references_table: "rooms".to_owned(),
        references_columns: columns(),
        ..ForeignKey::default()
    }
}

fn add_stay(schema: &mut SchemaBuilder, foreign_key: ForeignKey) {
    schema.operation(Operation::AddForeignKey(AddForeignKey {
        table: "stays".to_owned(),
        foreign_key,
    }));
}

fn validate(schema: &mut SchemaBuilder, table: &str, constraint: &str) {
    schema.operation(Operation::ValidateConstraint(ValidateConstraint {
        table: table.to_owned(),
        constraint: constraint.to_owned(),
    }));
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("add_exclusion", spans, |schema| {
            schema.operation(Operation::AddExclusion(AddExclusion {
                table: "spans".to_owned(),
                exclusion: apart(),
            }));
        }),
        case(
            "drop_exclusion",
            |schema| {
                spans(schema);
                schema.operation(Operation::AddExclusion(AddExclusion {
                    table: "spans".to_owned(),
                    exclusion: apart(),
                }));
            },
            |schema| {
                schema.operation(Operation::DropExclusion(DropExclusion {
                    table: "spans".to_owned(),
                    exclusion: "spans_apart".to_owned(),
                }));
            },
        ),
        case("add_check_for_new_rows", shop, |schema| {
            schema.operation(adults(Enforcement::NewRows));
        })
        .rows(SHOP),
        case("validate_check", shop, |schema| {
            schema.operation(adults(Enforcement::NewRows));
            validate(schema, "users", "adults");
        })
        .rows(SHOP),
        case("add_check_that_is_not_enforced", shop, |schema| {
            schema.operation(adults(Enforcement::None));
        }),
        case("add_foreign_key_for_new_rows", rooms, |schema| {
            add_stay(
                schema,
                ForeignKey {
                    enforcement: Enforcement::NewRows,
                    ..stay()
                },
            );
            validate(schema, "stays", "stays_room");
        }),
        case("add_foreign_key_that_sets_a_column", rooms, |schema| {
            add_stay(
                schema,
                ForeignKey {
                    on_delete: ReferentialAction::SetNull,
                    set_columns: vec!["number".to_owned()],
                    ..stay()
                },
            );
        }),
        case("add_foreign_key_of_all_or_none", rooms, |schema| {
            add_stay(
                schema,
                ForeignKey {
                    match_full: true,
                    deferrable: Deferrable::InitiallyDeferred,
                    ..stay()
                },
            );
        }),
        fresh("create_table_with_a_nullable_key", nullable_key),
        case("add_primary_key_over_a_nullable_column", rooms, |schema| {
            schema.add_primary_key("stays", ["house", "guest"]);
        })
        .rows(&["INSERT INTO stays VALUES (NULL, 1, 'Ann'), (NULL, 2, 'Bob')"]),
        case("alter_column_of_a_key_to_be_nullable", rooms, |schema| {
            schema.alter_column("rooms", "number", |c| {
                c.set_nullable();
            });
        }),
        fresh("create_strict_table_with_a_nullable_key", |schema| {
            schema.create_table("tags", |t| {
                t.column(varchar("name", 20).nullable());
                t.primary_key("name");
                t.strict();
            });
        }),
        case("add_unique_using_index", shop, |schema| {
            schema.add_index(
                "users",
                index(["age", "credit"])
                    .unique()
                    .include("name")
                    .name("by_age")
                    .concurrently(),
            );
            schema.add_unique_using_index("users", "users_age_credit_key", "by_age");
        })
        .rows(SHOP),
        case("add_primary_key_using_index", indexed, |schema| {
            schema.add_primary_key_using_index("tags", "tags_pkey", "tags_pkey");
        }),
        case("add_unique_over_nulls", rooms, |schema| {
            schema.operation(Operation::AddUnique(AddUnique {
                table: "stays".to_owned(),
                unique: Unique {
                    name: "stays_once".to_owned(),
                    columns: vec!["house".to_owned()],
                    include: vec!["guest".to_owned()],
                    nulls_not_distinct: true,
                    ..Unique::default()
                },
            }));
        }),
        case("add_primary_key_that_includes", rooms, |schema| {
            schema.operation(Operation::AddPrimaryKey(AddPrimaryKey {
                table: "stays".to_owned(),
                primary_key: PrimaryKey {
                    name: "stays_pkey".to_owned(),
                    columns: vec!["guest".to_owned()],
                    include: vec!["house".to_owned()],
                    deferrable: Deferrable::InitiallyDeferred,
                    comment: None,
                },
            }));
        }),
        super::fresh("create_table_that_refers_to_its_own_index", |schema| {
            schema.create_table("pages", |t| {
                t.id();
                t.column(int("edition"));
                t.column(big_int("next_id").nullable());
                t.column(int("next_edition").nullable());
                t.unique(unique(["id", "edition"]).initially_deferred());
                t.index(index(["id", "edition"]).unique().name("pages_place"));
                t.foreign_key(
                    foreign_key(["next_id", "next_edition"]).references("pages", ["id", "edition"]),
                );
            });
        }),
    ]
}

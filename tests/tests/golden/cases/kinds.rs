//! Types, sequences, routines, policies and what roles may do.

use migration_core::operation::{
    AlterColumn, AlterTable, Change, CreateObject, Operation, RefreshView, RenameObject,
    ReplaceObject,
};
use migration_core::prelude::*;
use migration_core::schema::{
    Check, ColumnType, Composite, DefaultValue, Domain, Generated, Grant, Identity, Namespace,
    Object, ObjectId, ObjectKind, Policy, Routine, RowSecurity, Sequence, SqlText, TableOptions,
    View,
};

use super::{Case, SHOP, case, fresh, shop};

fn make(schema: &mut SchemaBuilder, object: Object) {
    schema.operation(Operation::CreateObject(CreateObject { object }));
}

fn amount() -> Object {
    Object::Domain(Domain {
        name: "amount".to_owned(),
        ty: ColumnType::Int,
        not_null: false,
        default: Some(DefaultValue::Integer(1)),
        checks: vec![Check {
            name: "amount_positive".to_owned(),
            expression: "VALUE > 0".into(),
            ..Check::default()
        }],
        comment: None,
    })
}

fn doubled(by: &str) -> Object {
    Object::Routine(Routine {
        name: "doubled".to_owned(),
        procedure: false,
        arguments: None,
        definition: SqlText::default().postgres(format!(
            "CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n * {by}; $$"
        )), comment: None, })
}

fn kept() -> Object {
    Object::View(View {
        name: "kept".to_owned(),
        materialized: true,
        query: "SELECT id, email FROM users".into(),
        comment: Some("it's kept".to_owned()),
    })
}

fn alter(column: &str) -> AlterColumn {
    AlterColumn {
        table: "users".to_owned(),
        column: column.to_owned(),
        ..AlterColumn::default()
    }
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        fresh("create_domain", |schema| {
            make(schema, amount());
            schema.create_table("orders", |t| {
                t.id();
                t.column(named("n", "amount"));
            });
        }),
        case(
            "rename_domain",
            |schema| make(schema, amount()),
            |schema| {
                schema.operation(Operation::RenameObject(RenameObject {
                    id: ObjectId::new(ObjectKind::Domain, "amount"),
                    to: "number".to_owned(),
                }));
            },
        ),
        fresh("create_composite", |schema| {
            make(
                schema,
                Object::Composite(Composite {
                    name: "place".to_owned(),
                    fields: vec![
                        ("street".to_owned(), ColumnType::Varchar(80)),
                        (
                            "floors".to_owned(),
                            ColumnType::Array(Box::new(ColumnType::Int)),
                        ),
                    ],
                    comment: None,
                }),
            );
        }),
        fresh("create_sequence", |schema| {
            make(
                schema,
                Object::Sequence(Sequence {
                    name: "numbers".to_owned(),
                    start: Some(100),
                    increment: Some(10),
                    maximum: Some(1000),
                    cycle: true,
                    ..Sequence::default()
                }),
            );
        }),
        fresh("create_namespace", |schema| {
            let name = "apart".to_owned();
            make(
                schema,
                Object::Namespace(Namespace {
                    name,
                    comment: None,
                }),
            );
        }),
        fresh("create_function", |schema| make(schema, doubled("2"))),
        case(
            "replace_function",
            |schema| make(schema, doubled("3")),
            |schema| {
                let object = doubled("2");
                schema.operation(Operation::ReplaceObject(ReplaceObject { object }));
            },
        ),
        case("create_materialized_view", shop, |schema| {
            make(schema, kept());
            schema.operation(Operation::RefreshView(RefreshView {
                view: "kept".to_owned(),
                concurrently: false,
            }));
        })
        .rows(SHOP),
        case("create_policy", shop, |schema| {
            schema.operation(Operation::AlterTable(AlterTable {
                table: "users".to_owned(),
                comment: Some(Change::Set("who may come in".to_owned())),
                options: Some(TableOptions {
                    row_security: RowSecurity::Forced,
                    ..TableOptions::default()
                }),
            }));
            make(
                schema,
                Object::Policy(Policy {
                    name: "own rows".to_owned(),
                    table: "users".to_owned(),
                    restrictive: true,
                    command: "UPDATE".to_owned(),
                    roles: Vec::new(),
                    using: Some("age > 18".into()),
                    check: Some("age > 20".into()),
                    comment: None,
                }),
            );
        }),
        case("create_grant", shop, |schema| {
            make(
                schema,
                Object::Grant(Grant {
                    privileges: vec!["INSERT".to_owned(), "SELECT".to_owned()],
                    on: "users".to_owned(),
                    to: "PUBLIC".to_owned(),
                    grantable: false,
                }),
            );
        }),
        fresh("create_table_with_a_serial_key", |schema| {
            schema.create_table("things", |t| {
                t.column(int("id").serial());
                t.primary_key(["id"]);
            });
        }),
        fresh("create_table_with_an_array_of_an_enumeration", |schema| {
            schema.create_table("things", |t| {
                t.id();
                let moods = vec!["sad".to_owned(), "happy".to_owned()];
                let moods = ColumnType::enumeration("moods", moods);
                t.column(array("moods", moods));
            });
        }),
        case("alter_identity", shop, |schema| {
            schema.operation(Operation::AlterColumn(AlterColumn {
                identity: Some(Change::Set(Identity {
                    always: true,
                    start: Some(10),
                    increment: Some(5),
                    serial: false,
                })),
                ..alter("id")
            }));
        })
        .rows(SHOP),
        case("alter_identity_away", shop, |schema| {
            schema.operation(Operation::AlterColumn(AlterColumn {
                identity: Some(Change::Drop),
                ..alter("id")
            }));
        })
        .rows(SHOP),
        case("alter_comment", shop, |schema| {
            schema.operation(Operation::AlterColumn(AlterColumn {
                comment: Some(Change::Set("it's \\ where to write".to_owned())),
                ..alter("email")
            }));
        }),
        case(
            "alter_what_a_column_is_computed_from",
            |schema| {
                schema.create_table("users", |t| {
                    t.id();
                    t.column(int("age").default(18));
                    t.column(int("older").nullable().generated("age + 1"));
                    t.check("older_enough", "older > 0");
                    t.index(["older", "age"]);
                });
            },
            |schema| {
                schema.operation(Operation::AlterColumn(AlterColumn {
                    generated: Some(Change::Set(Generated {
                        expression: "age + 2".into(),
                        stored: true,
                    })),
                    ..alter("older")
                }));
            },
        )
        .rows(&["INSERT INTO users (age) VALUES (20)"]),
        case(
            "alter_type_that_another_column_is_computed_from",
            |schema| {
                schema.create_table("users", |t| {
                    t.id();
                    t.column(int("age").default(18));
                    t.column(big_int("older").nullable().generated("age + 1"));
                    t.index(["older"]);
                });
            },
            |schema| {
                schema.operation(Operation::AlterColumn(AlterColumn {
                    ty: Some(ColumnType::BigInt),
                    ..alter("age")
                }));
            },
        )
        .rows(&["INSERT INTO users (age) VALUES (20)"]),
    ]
}

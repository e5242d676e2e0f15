//! Rows that belong to the schema.

use migration_core::operation::{Delete, Insert, Operation, Update};
use migration_core::prelude::*;
use migration_core::schema::{SqlText, Value};

use super::{Case, case, shop};

fn columns() -> Vec<String> {
    ["email", "name", "age", "credit"]
        .map(str::to_owned)
        .to_vec()
}

fn rows() -> Vec<Vec<Value>> {
    vec![
        vec![
            "it's@x".into(),
            Value::Null,
            Value::Integer(-1),
            Value::Number("12345678.90".to_owned()),
        ],
        vec![
            "b@x".into(),
            Value::Text("\"B\" \\ ü".to_owned()),
            Value::Integer(40),
            Value::Expression(SqlText::from("1 + 1")),
        ],
    ]
}

fn insert(schema: &mut SchemaBuilder) {
    schema.operation(Operation::Insert(Insert {
        table: "users".to_owned(),
        columns: columns(),
        rows: rows(),
    }));
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("insert_rows", shop, insert),
        case(
            "update_a_row",
            |schema| {
                shop(schema);
                insert(schema);
            },
            |schema| {
                schema.operation(Operation::Update(Update {
                    table: "users".to_owned(),
                    key: vec![("email".to_owned(), "b@x".into())],
                    set: vec![
                        ("name".to_owned(), Value::Null),
                        ("age".to_owned(), Value::Integer(41)),
                    ],
                    was: vec![Value::Text("\"B\" \\ ü".to_owned()), Value::Integer(40)],
                }));
            },
        ),
        case(
            "delete_rows",
            |schema| {
                shop(schema);
                insert(schema);
            },
            |schema| {
                schema.operation(Operation::Delete(Delete {
                    table: "users".to_owned(),
                    columns: columns(),
                    rows: rows(),
                }));
            },
        ),
    ]
}

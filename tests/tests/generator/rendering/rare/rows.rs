//! Rows that a migration writes.

use migration_core::operation::{Delete, Insert, Operation, Update};
use migration_core::schema::Value;

use super::{NASTY, per_dialect, text, texts};

pub(super) fn all() -> Vec<Operation> {
    let values = || {
        vec![
            Value::Null,
            Value::Boolean(true),
            Value::Integer(5),
            Value::Integer(i64::MIN),
            Value::Number(text("1.50")),
            Value::Text(text(NASTY)),
            Value::Bytes(vec![0, 255, 7]),
            Value::Bytes(vec![]),
            Value::Expression(per_dialect()),
        ]
    };
    let insert = |columns: usize, rows: Vec<Vec<Value>>| {
        Operation::Insert(Insert {
            table: text(NASTY),
            columns: (0..columns).map(|n| format!("c{n}")).collect(),
            rows,
        })
    };
    let two = |a: Value, b: Value| vec![a, b];
    let mut all = vec![
        insert(9, vec![values(), values().into_iter().rev().collect()]),
        insert(1, values().into_iter().map(|value| vec![value]).collect()),
        insert(
            2,
            vec![
                two(Value::Integer(1), Value::Text(text("a"))),
                two(Value::Integer(i64::MAX), Value::Null),
            ],
        ),
        insert(
            2,
            vec![
                two(Value::Null, Value::Null),
                two(Value::Null, Value::Integer(3)),
            ],
        ),
        insert(2, vec![two(Value::Boolean(true), Value::Number(text("7")))]),
        Operation::Delete(Delete {
            table: text("t"),
            columns: texts(&["a"]),
            rows: vec![vec![Value::Expression(per_dialect())], vec![Value::Null]],
        }),
    ];
    // A row of each kind alone, as long as a tuple can be.
    all.extend(
        values()
            .into_iter()
            .map(|value| insert(8, vec![vec![value; 8]; 2])),
    );
    for was in [values(), vec![]] {
        let pairs = |name: &str| -> Vec<(String, Value)> {
            let named = |(n, value)| (format!("{name}{n}"), value);
            values().into_iter().enumerate().map(named).collect()
        };
        all.push(Operation::Update(Update {
            table: text("t"),
            key: pairs("k"),
            set: pairs("s"),
            was,
        }));
    }
    all
}

//! Random rows as operations.

use fastrand::Rng;
use migration_core::operation::{Delete, Insert, Operation, Update};
use migration_core::schema::{
    Column, ColumnType, Object, ObjectId, ObjectKind, Schema, Table, Value,
};

use crate::tables::one;

pub(crate) fn operation(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let plain: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| {
            column.generated.is_none() && !column.identity.as_ref().is_some_and(|it| it.always)
        })
        .collect();
    let columns: Vec<String> = plain.iter().map(|column| column.name.clone()).collect();
    let number = rng.i64(500..9000);
    let rows = |rng: &mut Rng, many: i64| -> Option<Vec<Vec<Value>>> {
        (0..many)
            .map(|i| {
                plain
                    .iter()
                    .map(|column| value(rng, table, column, number + i, schema))
                    .collect()
            })
            .collect()
    };
    Some(match rng.u8(0..4) {
        0 | 1 => {
            let many = rng.i64(1..3);
            Operation::Insert(Insert {
                table: table.name.clone(),
                rows: rows(rng, many)?,
                columns,
            })
        }
        2 => {
            let key = *one(rng, &plain)?;
            let set = *one(rng, &plain)?;
            let of = |column: &Column, rng: &mut Rng, n| value(rng, table, column, n, schema);
            Operation::Update(Update {
                table: table.name.clone(),
                key: vec![(key.name.clone(), of(key, rng, number)?)],
                set: vec![(set.name.clone(), of(set, rng, number + 1)?)],
                was: vec![of(set, rng, number)?],
            })
        }
        _ => Operation::Delete(Delete {
            table: table.name.clone(),
            rows: rows(rng, 1)?,
            columns,
        }),
    })
}

fn value(rng: &mut Rng, table: &Table, column: &Column, n: i64, schema: &Schema) -> Option<Value> {
    let refers = table
        .foreign_keys
        .iter()
        .any(|key| key.columns.contains(&column.name));
    if column.nullable && (refers || rng.u8(0..4) == 0) {
        return Some(Value::Null);
    }
    Some(match &column.ty {
        ColumnType::SmallInt
        | ColumnType::Int
        | ColumnType::BigInt
        | ColumnType::UnsignedSmallInt
        | ColumnType::UnsignedInt
        | ColumnType::UnsignedBigInt => Value::Integer(n),
        ColumnType::Float | ColumnType::Double => Value::Number("0.5".to_owned()),
        ColumnType::Decimal { precision, scale } if precision - scale > 4 => Value::Integer(n),
        ColumnType::Boolean => Value::Boolean(n % 2 == 0),
        ColumnType::Char(4..) | ColumnType::Varchar(4..) => Value::Text(n.to_string()),
        ColumnType::Text => Value::Text(format!("it's \\ {n} \"?\n-- 🎉; x")),
        ColumnType::Binary => Value::Bytes(vec![0, 255, 39, 92]),
        ColumnType::Date => Value::Text("2026-02-03".to_owned()),
        ColumnType::Time(_) => Value::Text("10:00:01".to_owned()),
        ColumnType::Timestamp(_) => Value::Text("2026-01-01 10:00:00".to_owned()),
        ColumnType::Uuid => Value::Text(format!("00000000-0000-4000-8000-00000000{n:04}")),
        ColumnType::Json => Value::Text("{\"a\": \"it's\"}".to_owned()),
        ColumnType::Enumeration(of) => Value::Text(of.values.last()?.clone()),
        ColumnType::Named(name) => {
            match schema.object(&ObjectId::new(ObjectKind::Enumeration, name)) {
                Some(Object::Enumeration(of)) => Value::Text(of.values.last()?.clone()),
                _ if column.nullable => Value::Null,
                _ => return None,
            }
        }
        _ if column.nullable => Value::Null,
        _ => return None,
    })
}

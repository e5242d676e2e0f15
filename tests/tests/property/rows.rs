//! Rows in random tables, and what is left of them.

use std::collections::BTreeMap;

use migration_core::operation::Operation;
use migration_core::schema::{ColumnType, DialectName, Schema, Table};
use migration_tests::live::Live;

/// For each table and column the values of all rows, sorted.
pub(crate) type Contents = BTreeMap<String, BTreeMap<String, Vec<Option<String>>>>;

pub(crate) fn quoted(dialect: DialectName, name: &str) -> String {
    let quote = if dialect == DialectName::Mysql {
        '`'
    } else {
        '"'
    };
    format!(
        "{quote}{}{quote}",
        name.replace(quote, &format!("{quote}{quote}"))
    )
}

/// Puts some rows into a table, as far as its constraints take them.
pub(crate) async fn insert(live: &mut Live, table: &Table) {
    let dialect = live.dialect();
    for row in 0..3_u32 {
        let given: Vec<_> = table
            .columns
            .iter()
            .filter(|column| !column.is_identity() && column.generated.is_none())
            .filter(|column| !column.nullable || row == 0)
            .filter_map(|column| Some((quoted(dialect, &column.name), value(&column.ty, row)?)))
            .collect();
        let (names, values): (Vec<_>, Vec<_>) = given.into_iter().unzip();
        let into = quoted(dialect, &table.name);
        let sql = match (names.is_empty(), dialect) {
            (true, DialectName::Mysql) => format!("INSERT INTO {into} () VALUES ()"),
            (true, _) => format!("INSERT INTO {into} DEFAULT VALUES"),
            _ => format!(
                "INSERT INTO {into} ({}) VALUES ({})",
                names.join(", "),
                values.join(", ")
            ),
        };
        // A constraint may refuse it: then there is a row less.
        let _ = live.sql(&sql).await;
    }
}

fn value(ty: &ColumnType, row: u32) -> Option<String> {
    Some(match ty {
        ColumnType::SmallInt
        | ColumnType::Int
        | ColumnType::BigInt
        | ColumnType::UnsignedInt
        | ColumnType::UnsignedBigInt
        | ColumnType::UnsignedSmallInt
        | ColumnType::Float
        | ColumnType::Double => (row + 1).to_string(),
        ColumnType::Decimal { .. } => format!("'{}'", row + 1),
        ColumnType::Boolean => ["TRUE", "FALSE"][row as usize % 2].to_owned(),
        ColumnType::Char(_) | ColumnType::Varchar(_) => {
            format!("'{}'", ["a", "b", "c"][row as usize])
        }
        ColumnType::Text => format!("'it''s {row}'"),
        ColumnType::Date => format!("'2026-01-0{}'", row + 1),
        ColumnType::Time(_) => format!("'10:00:0{row}'"),
        ColumnType::Timestamp(_) | ColumnType::TimestampTz(_) => {
            format!("'2026-01-01 10:00:0{row}'")
        }
        ColumnType::Json | ColumnType::Jsonb => format!("'{{\"a\": {row}}}'"),
        ColumnType::Uuid => format!("'00000000-0000-4000-8000-00000000000{row}'"),
        ColumnType::Enumeration(of) => {
            let value = of.values.first()?;
            format!("'{}'", value.replace('\'', "''"))
        }
        _ => return None,
    })
}

/// What is in every table, but for what every UPDATE touches.
pub(crate) async fn contents(live: &mut Live, schema: &Schema) -> Contents {
    let dialect = live.dialect();
    let mut all = Contents::new();
    for table in schema.tables() {
        let kept = || {
            table
                .columns
                .iter()
                .filter(|column| !column.touched_on_update)
        };
        let columns: Vec<String> = kept()
            .map(|column| {
                let name = quoted(dialect, &column.name);
                match dialect {
                    DialectName::Mysql => format!("CAST({name} AS CHAR)"),
                    DialectName::Postgres => format!("{name}::text"),
                    DialectName::Sqlite => format!("quote({name})"),
                }
            })
            .collect();
        let sql = format!(
            "SELECT {} FROM {}",
            if columns.is_empty() {
                "1".to_owned()
            } else {
                columns.join(", ")
            },
            quoted(dialect, &table.name)
        );
        let rows = live.ok(&sql).await;
        let of_table = kept().enumerate().map(|(at, column)| {
            let mut values: Vec<_> = rows.iter().map(|row| row[at].clone()).collect();
            values.sort();
            (column.name.clone(), values)
        });
        all.insert(table.name.clone(), of_table.collect());
    }
    all
}

/// What was lost or changed by an operation that has no business with it.
pub(crate) fn lost(operation: &Operation, before: &Contents, after: &Contents) -> Option<String> {
    // They change rows, and a foreign key more rows.
    if matches!(
        operation,
        Operation::Insert(_)
            | Operation::Update(_)
            | Operation::Delete(_)
            | Operation::AlterEnumeration(_)
    ) {
        return None;
    }
    for (table, columns) in before {
        let now = match operation {
            Operation::DropTable(op) if op.table == *table => continue,
            Operation::RenameTable(op) if op.from == *table => &op.to,
            _ => table,
        };
        let Some(found) = after.get(now) else {
            return Some(format!("table {table:?} is gone"));
        };
        for (column, values) in columns {
            let name = match operation {
                Operation::DropColumn(op) if op.table == *table && op.column == *column => continue,
                Operation::RenameColumn(op) if op.table == *table && op.from == *column => &op.to,
                // It is, or was, none of those.
                Operation::AlterColumn(op)
                    if op.table == *table
                        && op.column == *column
                        && op.touched_on_update.is_some() =>
                {
                    continue;
                }
                // Its values may be other ones of the new type, and so may what is computed of them.
                Operation::AlterColumn(op)
                    if op.table == *table && (op.ty.is_some() || op.generated.is_some()) =>
                {
                    match found.get(column) {
                        Some(others) if others.len() == values.len() => continue,
                        _ => return Some(format!("rows of table {table:?} are gone")),
                    }
                }
                _ => column,
            };
            if found.get(name) != Some(values) {
                return Some(format!(
                    "column {column:?} of table {table:?} held {values:?} and holds {:?}",
                    found.get(name)
                ));
            }
        }
    }
    None
}

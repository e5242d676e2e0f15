//! Rows in random tables, and what is left of them.

use std::collections::BTreeMap;

use migration_core::operation::{ExistingRows, Operation};
use migration_core::schema::{
    ColumnType, DialectName, Object, ObjectId, ObjectKind, Schema, Table, in_namespace,
};
use migration_tests::live::Live;

use crate::names::in_quotes;
use crate::partitions::{above, is_below};

/// For each table and column the values of all rows, sorted.
pub(crate) type Contents = BTreeMap<String, BTreeMap<String, Vec<Option<String>>>>;

fn quoted(dialect: DialectName, name: &str) -> String {
    let quote = if dialect == DialectName::Mysql {
        '`'
    } else {
        '"'
    };
    in_quotes(name, quote)
}

/// Puts some rows into a table, as far as its constraints take them.
pub(crate) async fn insert(live: &mut Live, table: &Table, schema: &Schema) {
    let dialect = live.dialect();
    for row in 0..3_u32 {
        let given: Vec<_> = table
            .columns
            .iter()
            .filter(|column| !column.is_identity() && column.generated.is_none())
            .filter(|column| !column.nullable || row == 0)
            .filter(|column| column.default.is_none() || row < 2)
            .filter_map(|column| {
                Some((
                    quoted(dialect, &column.name),
                    value(&column.ty, row, schema)?,
                ))
            })
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

fn value(ty: &ColumnType, row: u32, schema: &Schema) -> Option<String> {
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
        ColumnType::Named(name) => {
            let find = |kind| schema.object(&ObjectId::new(kind, name));
            if let Some(Object::Enumeration(of)) = find(ObjectKind::Enumeration) {
                let of = ColumnType::Enumeration(Box::new(of.clone()));
                return value(&of, row, schema);
            }
            match find(ObjectKind::Domain) {
                Some(Object::Domain(domain)) => return value(&domain.ty, row, schema),
                _ => return None,
            }
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
                    DialectName::Sqlite => format!("nullif(quote({name}), 'NULL')"),
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

/// Whether the operation makes a table that gets rows.
pub(crate) fn creates(operation: &Operation) -> bool {
    matches!(
        operation,
        Operation::CreateTable(_) | Operation::CreateTableLike(_) | Operation::CreatePartition(_)
    )
}

/// The table that the operation has made in the schema.
pub(crate) fn made<'a>(operation: &Operation, schema: &'a Schema) -> Option<&'a Table> {
    match operation {
        Operation::CreateTable(op) => schema.table(&op.table.name),
        Operation::CreateTableLike(op) => schema.table(&op.table),
        // What it was for had nowhere to go.
        Operation::CreatePartition(op) => schema.table(&op.parent),
        _ => None,
    }
}

/// What differs between the rows that were there, and those that are after the same operations
/// with the same rows to begin with.
pub(crate) fn differing(before: &Contents, after: &Contents) -> Option<String> {
    for (table, columns) in before {
        for (column, values) in columns {
            let now = after.get(table).and_then(|table| table.get(column));
            let (was, is) = (steady(values), now.map(|now| steady(now)));
            if is.as_ref() != Some(&was) {
                return Some(format!(
                    "column {column:?} of table {table:?} held {was:?} and holds {is:?}"
                ));
            }
        }
    }
    None
}

/// The values without those that are others each time: moments and random numbers.
fn steady(values: &[Option<String>]) -> Vec<Option<String>> {
    let mut all: Vec<Option<String>> = values
        .iter()
        .map(|value| value.as_deref().map(steady_value))
        .collect();
    all.sort();
    all
}

fn steady_value(value: &str) -> String {
    let shape: String = value
        .chars()
        .map(|c| match c {
            '0'..='9' => '0',
            'a'..='f' => 'a',
            c => c,
        })
        .collect();
    let is_one_of = |starts: &[&str]| starts.iter().any(|start| value.contains(start));
    let is_moment = shape.contains("0000-00-00") && !is_one_of(&["2026-01-", "2026-02-", "1970-"]);
    let plain = shape.replace('a', "0");
    let is_random =
        plain.contains("00000000-0000-0000-0000-000000000000") && !value.contains("00000000-0000-");
    // As MySQL writes a moment as a number.
    let is_number = shape.starts_with("00000000000000") && value.starts_with("20");
    let is_number = is_number && !is_one_of(&["202601011000", "202602031000"]);
    match is_moment || is_random || is_number {
        true => "another each time".to_owned(),
        false => value.to_owned(),
    }
}

/// What was lost or changed by an operation that has no business with it. `schema` is the one
/// before it.
pub(crate) fn lost(
    operation: &Operation,
    schema: &Schema,
    before: &Contents,
    after: &Contents,
) -> Option<String> {
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
    if let Operation::AddColumn(op) = operation
        && (op.column.default.is_some() || matches!(op.existing_rows, ExistingRows::Fill(_)))
        && let Some(values) = after.get(&op.table).and_then(|t| t.get(&op.column.name))
        && values.iter().any(Option::is_none)
    {
        let column = &op.column.name;
        return Some(format!("column {column:?} has no value in some rows"));
    }
    // The rows of a partition are its parent's, too, as long as it is one.
    let with_others: Vec<String> = match operation {
        Operation::DropTable(op) => above(schema, &op.table),
        Operation::DetachPartition(op) => above(schema, &op.table),
        Operation::AttachPartition(op) => {
            let mut all = above(schema, &op.parent);
            all.push(op.parent.clone());
            all
        }
        _ => Vec::new(),
    };
    let is_its = |table: &str, of: &str| table == of || is_below(schema, table, of);
    for (table, columns) in before {
        let now = match operation {
            _ if with_others.contains(table) => continue,
            Operation::DropTable(op) if op.table == *table => continue,
            Operation::RenameTable(op) if op.from == *table => op.to.clone(),
            Operation::RenameObject(op) if op.id.kind == ObjectKind::Namespace => {
                match in_namespace(table) {
                    (Some(namespace), local) if namespace == op.id.name => {
                        format!("{}.{local}", op.to)
                    }
                    _ => table.clone(),
                }
            }
            _ => table.clone(),
        };
        let Some(found) = after.get(&now) else {
            return Some(format!("table {table:?} is gone"));
        };
        for (column, values) in columns {
            let name = match operation {
                Operation::DropColumn(op) if is_its(table, &op.table) && op.column == *column => {
                    continue;
                }
                Operation::RenameColumn(op) if is_its(table, &op.table) && op.from == *column => {
                    &op.to
                }
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
                    if is_its(table, &op.table) && (op.ty.is_some() || op.generated.is_some()) =>
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

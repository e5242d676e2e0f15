//! The keys that foreign keys may refer to.

use std::collections::BTreeMap;

use crate::driver::{Connection, quoted, quoted_table};
use crate::schema::{Column, ColumnType, ForeignKey, Schema, Table, Value};

/// Keys of other rows, for columns of a row that is being made.
pub(super) enum Choice {
    /// These values.
    Values(Vec<(String, Value)>),
    /// There is no row to refer to, and the columns can be NULL.
    Null(Vec<String>),
    /// There is no row to refer to, and there has to be.
    Impossible,
}

/// What the columns of a foreign key can be in the row of this number, if the columns that
/// are in `given` stay as they are.
pub(super) async fn choose(
    connection: &mut Connection,
    schema: &Schema,
    table: &Table,
    key: &ForeignKey,
    row: usize,
    given: &BTreeMap<String, Value>,
) -> Choice {
    let dialect = connection.dialect();
    let columns: Vec<String> = key
        .references_columns
        .iter()
        .map(|name| quoted(dialect, name))
        .collect();
    let sql = format!(
        "SELECT {} FROM {} LIMIT 100",
        columns.join(", "),
        quoted_table(dialect, &key.references_table)
    );
    let rows = connection.query(&sql).await.unwrap_or_default();
    let parent = schema.table(&key.references_table);
    let fitting: Vec<Vec<(String, Value)>> = rows
        .into_iter()
        .filter_map(|row| {
            let values = row
                .into_iter()
                .zip(&key.columns)
                .zip(&key.references_columns);
            values
                .map(|((value, column), referred)| {
                    let ty = parent
                        .and_then(|parent| parent.column(referred))
                        .map(|column| &column.ty);
                    Some((column.clone(), of_text(value?, ty)))
                })
                .collect()
        })
        .filter(|values: &Vec<(String, Value)>| {
            values
                .iter()
                .all(|(column, value)| given.get(column).is_none_or(|given| given == value))
        })
        .collect();
    if !fitting.is_empty() {
        return Choice::Values(fitting[row % fitting.len()].clone());
    }
    let can_be_null = |name: &&String| table.column(name).is_some_and(|column| column.nullable);
    let nullable: Vec<String> = key.columns.iter().filter(can_be_null).cloned().collect();
    if nullable.is_empty() {
        return Choice::Impossible;
    }
    Choice::Null(nullable)
}

/// A value that was read as a text, for a column of the same type.
fn of_text(text: String, ty: Option<&ColumnType>) -> Value {
    let integer = |text: &str| text.parse().ok().map(Value::Integer);
    match ty {
        Some(
            ColumnType::SmallInt
            | ColumnType::Int
            | ColumnType::BigInt
            | ColumnType::UnsignedSmallInt
            | ColumnType::UnsignedInt
            | ColumnType::UnsignedBigInt,
        ) => integer(&text).unwrap_or(Value::Text(text)),
        _ => Value::Text(text),
    }
}

/// The tables in an order in which those that others refer to come first, as far as there is
/// one.
pub(super) fn in_order<'a>(schema: &'a Schema, chosen: &[String]) -> Vec<&'a Table> {
    let mut rest: Vec<&Table> = chosen
        .iter()
        .filter_map(|name| schema.table(name))
        .collect();
    let mut all = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        let waits = |table: &Table, rest: &[&Table]| {
            table.foreign_keys.iter().any(|key| {
                key.references_table != table.name
                    && rest.iter().any(|other| other.name == key.references_table)
            })
        };
        let next = rest
            .iter()
            .position(|table| !waits(table, &rest))
            // They refer to each other: one of them has to begin.
            .unwrap_or(0);
        all.push(rest.remove(next));
    }
    all
}

/// Whether the server, not the row, says what is in the column.
pub(super) const fn is_the_servers(column: &Column) -> bool {
    column.is_identity() || column.generated.is_some()
}

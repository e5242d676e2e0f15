//! The keys of a table that is divided.

use crate::operation::{Operation, SchemaError, words};
use crate::schema::{Index, IndexKey, Partitioning, SqlText, Table};

/// Whether the keys that an operation gives a partitioned table tell rows apart in each
/// partition by itself: <https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-LIMITATIONS>
pub(super) fn keys_fit(operation: &Operation, table: &Table) -> Result<(), SchemaError> {
    let Some(by) = &table.partitioning else {
        return Ok(());
    };
    match operation {
        Operation::AddPrimaryKey(op) => covers(by, &op.primary_key.name, &op.primary_key.columns),
        Operation::AddUnique(op) => covers(by, &op.unique.name, &op.unique.columns),
        Operation::CreateIndex(op) => index_covers(by, &op.index),
        Operation::DropColumn(op) => divides_no_more(by, table, &op.column),
        Operation::AlterColumn(op) if op.ty.is_some() => divides_no_more(by, table, &op.column),
        _ => Ok(()),
    }
}

fn divides_no_more(by: &Partitioning, table: &Table, column: &str) -> Result<(), SchemaError> {
    let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, column));
    let divides = by.parts.iter().any(|part| match &part.key {
        IndexKey::Column(name) => name == column,
        IndexKey::Expression(sql) => mentions(sql),
    });
    if divides {
        return Err(SchemaError::Invalid {
            what: format!("column {}.{column}", table.name),
            problem: "is what the rows are divided by".to_owned(),
            help: "create another table that is divided by something else, and move the rows"
                .to_owned(),
        });
    }
    Ok(())
}

pub(super) fn index_covers(by: &Partitioning, index: &Index) -> Result<(), SchemaError> {
    if !index.unique {
        return Ok(());
    }
    let columns: Vec<String> = index.columns().map(str::to_owned).collect();
    covers(by, &index.name, &columns)
}

pub(super) fn covers(by: &Partitioning, key: &str, columns: &[String]) -> Result<(), SchemaError> {
    let left_out = by.parts.iter().find_map(|part| match &part.key {
        IndexKey::Column(name) if columns.contains(name) => None,
        IndexKey::Column(name) => Some(format!(
            "leaves out column {name:?}, which the rows are divided by"
        )),
        IndexKey::Expression(_) => {
            Some("cannot hold the expression that the rows are divided by".to_owned())
        }
    });
    match left_out {
        Some(problem) => Err(SchemaError::Invalid {
            what: format!("key {key:?}"),
            problem,
            help: "name every column of the partition key in it, or add it to each partition"
                .to_owned(),
        }),
        None => Ok(()),
    }
}

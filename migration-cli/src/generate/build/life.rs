//! When rows were made, changed and taken away.

use migration_core::operation::{AddColumn, ExistingRows, Operation};
use migration_core::schema::{Column, ColumnType, DefaultValue};

use super::{Asked, Proposal};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn timestamps(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let made = |name: &str| Column {
        default: Some(DefaultValue::Now),
        ..Column::new(name, ColumnType::TimestampTz(6))
    };
    let updated = Column {
        touched_on_update: asked.flags.touch,
        ..made("updated_at")
    };
    add(asked, "timestamps", vec![made("created_at"), updated])
}

pub(super) fn soft_delete(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let deleted = Column {
        nullable: true,
        ..Column::new("deleted_at", ColumnType::TimestampTz(6))
    };
    add(asked, "soft_delete", vec![deleted])
}

fn add(asked: &Asked<'_>, what: &str, columns: Vec<Column>) -> Result<Proposal, GenerateError> {
    let (table, rest) = asked.first("the table's name")?;
    asked.end(rest)?;
    lookup::table(asked.schema, table)?;
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let operations = columns.into_iter().map(|column| {
        Operation::AddColumn(AddColumn {
            table: table.to_owned(),
            column,
            existing_rows: ExistingRows::Default,
            position: None,
        })
    });
    Ok(Proposal::new(
        format!("add_{what}_to_{}", naming::slug(table)),
        format!("Adds {} to `{table}`.", super::quoted(&names)),
        operations.collect(),
    ))
}

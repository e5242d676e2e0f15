use migration_core::operation::{AddPrimaryKey, DropPrimaryKey, Operation, primary_key_name};
use migration_core::schema::PrimaryKey;

use super::{Asked, Proposal, quoted};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn add(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, columns) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    if columns.is_empty() {
        return Err(asked.template.misused("no column is named"));
    }
    for column in columns {
        lookup::column(table, column)?;
    }
    let name = asked.flags.name.clone();
    Ok(Proposal::new(
        format!("add_primary_key_to_{}", naming::slug(&table.name)),
        format!(
            "Makes {} the primary key of `{}`.",
            quoted(columns),
            table.name
        ),
        vec![Operation::AddPrimaryKey(AddPrimaryKey {
            table: table.name.clone(),
            primary_key: PrimaryKey {
                name: name.unwrap_or_else(|| primary_key_name(&table.name)),
                columns: columns.to_vec(),
                ..PrimaryKey::default()
            },
        })],
    ))
}

pub(super) fn drop(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, rest) = asked.first("the table's name")?;
    asked.end(rest)?;
    let table = lookup::table(asked.schema, table)?;
    if table.primary_key.is_none() {
        return Err(GenerateError::schema(
            format!("table {:?} has no primary key", table.name),
            "there is nothing to drop",
        ));
    }
    Ok(Proposal::new(
        format!("drop_primary_key_of_{}", naming::slug(&table.name)),
        format!("Drops the primary key of `{}`.", table.name),
        vec![Operation::DropPrimaryKey(DropPrimaryKey {
            table: table.name.clone(),
        })],
    ))
}

use migration_core::operation::{AddUnique, DropUnique, Operation, unique_name};
use migration_core::schema::Unique;

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
    let unique = Unique {
        name: asked
            .flags
            .name
            .clone()
            .unwrap_or_else(|| unique_name(&table.name, columns)),
        columns: columns.to_vec(),
        ..Unique::default()
    };
    Ok(Proposal::new(
        format!(
            "add_unique_to_{}_on_{}",
            naming::slug(&table.name),
            naming::joined(columns, "columns")
        ),
        format!(
            "Adds a unique constraint to `{}` on {}.",
            table.name,
            quoted(columns)
        ),
        vec![Operation::AddUnique(AddUnique {
            table: table.name.clone(),
            unique,
        })],
    ))
}

pub(super) fn drop(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, words) = asked.first("the table's name")?;
    let table = lookup::table(asked.schema, table)?;
    let named = match (asked.flags.name.as_deref(), words) {
        (Some(name), []) => Some(name),
        (Some(_), _) => {
            return Err(asked
                .template
                .misused("say the constraint either by its columns or with --name"));
        }
        (None, []) => {
            return Err(asked
                .template
                .misused("neither a column nor a name is given"));
        }
        (None, [one]) if table.column(one).is_none() => Some(one.as_str()),
        (None, _) => None,
    };
    let unique = match named {
        Some(name) => table.unique(name).ok_or_else(|| {
            let names = table.uniques.iter().map(|unique| unique.name.as_str());
            lookup::unknown(table, "unique constraint", name, names)
        })?,
        None => {
            for word in words {
                lookup::column(table, word)?;
            }
            table
                .uniques
                .iter()
                .find(|unique| unique.columns == words)
                .ok_or_else(|| no_unique(table, words))?
        }
    };
    Ok(Proposal::new(
        format!("drop_unique_{}", naming::slug(&unique.name)),
        format!(
            "Drops the unique constraint `{}` of `{}`.",
            unique.name, table.name
        ),
        vec![Operation::DropUnique(DropUnique {
            table: table.name.clone(),
            unique: unique.name.clone(),
        })],
    ))
}

fn no_unique(table: &migration_core::schema::Table, words: &[String]) -> GenerateError {
    let unique_index = table
        .indexes
        .iter()
        .find(|index| index.unique && index.columns().eq(words.iter().map(String::as_str)));
    let names: Vec<&str> = table
        .uniques
        .iter()
        .map(|unique| unique.name.as_str())
        .collect();
    let help = match unique_index {
        Some(index) => format!(
            "{:?} is a unique index: migrate generate drop_index {} --name {}",
            index.name, table.name, index.name
        ),
        None if names.is_empty() => format!("table {:?} has no unique constraint", table.name),
        None => format!("table {:?} has {}", table.name, names.join(", ")),
    };
    GenerateError::schema(
        format!(
            "table {:?} has no unique constraint on {}",
            table.name,
            words.join(", ")
        ),
        help,
    )
}

use migration_core::operation::{AddColumn, CreateIndex, DropColumn, Operation, RenameColumn};
use migration_core::schema::ColumnType;

use super::column::{self, Place};
use super::{Asked, Proposal, polymorphic, quoted};
use crate::generate::field::{self, Field, FieldType};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn add(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, words) = asked.first("the table's name")?;
    lookup::table(asked.schema, table)?;
    let fields = field::parse_all(words)?;
    add_fields(asked, table, &fields)
}

/// `posts user!` is `posts user:references!`.
pub(super) fn add_reference(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, words) = asked.first("the table's name")?;
    lookup::table(asked.schema, table)?;
    let words = words
        .iter()
        .map(|word| {
            let parts = field::split(word)?;
            let is_reference = |part: &String| {
                matches!(
                    part.trim_end_matches(['!', '?', '^']),
                    "references" | "belongs_to" | "reference" | "ref"
                )
            };
            if parts.get(1).is_some_and(is_reference) {
                return Ok(word.clone());
            }
            let (name, rest) = word.split_once(':').unwrap_or((word, ""));
            let colon = if rest.is_empty() { "" } else { ":" };
            Ok(format!("{name}:references{colon}{rest}"))
        })
        .collect::<Result<Vec<String>, GenerateError>>()?;
    let fields = field::parse_all(&words)?;
    let mut proposal = add_fields(asked, table, &fields)?;
    let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    proposal.name = format!(
        "add_{}_ref_to_{}",
        naming::joined(&names, "references"),
        naming::slug(table)
    );
    Ok(proposal)
}

fn add_fields(asked: &Asked<'_>, table: &str, fields: &[Field]) -> Result<Proposal, GenerateError> {
    if fields.is_empty() {
        return Err(asked.template.misused("no column is named"));
    }
    let mut operations = Vec::new();
    let mut names = Vec::new();
    let mut notes = Vec::new();
    for field in fields {
        if field.primary_key {
            return Err(GenerateError::usage(
                format!(
                    "{:?}: a primary key cannot join an existing table with a column",
                    field.word
                ),
                "add the column first, then `migrate generate add_primary_key`",
            ));
        }
        let refers =
            field.references.is_some() || matches!(field.ty, Some(FieldType::Reference(_)));
        if !refers && (asked.flags.on_delete.is_some() || asked.flags.on_update.is_some()) {
            return Err(asked.template.misused(format!(
                "--on-delete and --on-update need a foreign key, and {:?} refers to nothing",
                field.word
            )));
        }
        if let Some(parts) = polymorphic::take_apart(table, field)? {
            for column in &parts.columns {
                add_field(asked, table, column, &mut names, &mut operations)?;
            }
            operations.push(Operation::CreateIndex(CreateIndex {
                table: table.to_owned(),
                index: parts.index,
                concurrently: false,
            }));
            continue;
        }
        let ty = add_field(asked, table, field, &mut names, &mut operations)?;
        if field.ty.is_none() && field.references.is_none() {
            notes.push(format!(
                "{} has the type {ty}, as its field names none",
                field.name
            ));
        }
    }
    let mut proposal = Proposal::new(
        format!(
            "add_{}_to_{}",
            naming::joined(&names, "columns"),
            naming::slug(table)
        ),
        format!("Adds {} to `{table}`.", quoted(&names)),
        operations,
    );
    proposal.notes = notes;
    Ok(proposal)
}

/// One column with all that its field asks for; its type.
fn add_field(
    asked: &Asked<'_>,
    table: &str,
    field: &Field,
    names: &mut Vec<String>,
    operations: &mut Vec<Operation>,
) -> Result<ColumnType, GenerateError> {
    let built = column::build(asked, Place::Existing(table), field)?;
    let ty = built.column.ty.clone();
    names.push(built.column.name.clone());
    operations.push(Operation::AddColumn(AddColumn {
        table: table.to_owned(),
        column: built.column.clone(),
        existing_rows: built.existing_rows.clone(),
        position: field.position.clone(),
    }));
    operations.extend(built.companions(table));
    Ok(ty)
}

pub(super) fn drop(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, words) = asked.first("the table's name")?;
    let existing = lookup::table(asked.schema, table)?;
    if words.is_empty() {
        return Err(asked.template.misused("no column is named"));
    }
    let mut names: Vec<String> = Vec::new();
    for word in words {
        // Rails asks for the type here; the schema knows it.
        let name = column::column_name(&field::parse(word).unwrap_or_else(|_| Field {
            name: word.clone(),
            ..Field::default()
        }));
        lookup::column(existing, &name)?;
        if names.contains(&name) {
            return Err(asked
                .template
                .misused(format!("column {name:?} is named twice")));
        }
        names.push(name);
    }
    let operations = names
        .iter()
        .map(|column| {
            Operation::DropColumn(DropColumn {
                table: table.to_owned(),
                column: column.clone(),
            })
        })
        .collect();
    Ok(Proposal::new(
        format!(
            "drop_{}_from_{}",
            naming::joined(&names, "columns"),
            naming::slug(table)
        ),
        format!("Drops {} from `{table}`.", quoted(&names)),
        operations,
    ))
}

pub(super) fn rename(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (table, words) = asked.first("the table's name")?;
    let existing = lookup::table(asked.schema, table)?;
    let pairs: Vec<(&str, &str)> = match words {
        [from, to] if !from.contains(':') => vec![(from, to)],
        [] => return Err(asked.template.misused("no column is named")),
        words => words
            .iter()
            .map(|word| {
                word.split_once(':').ok_or_else(|| {
                    asked
                        .template
                        .misused(format!("the new name of {word:?} is missing"))
                })
            })
            .collect::<Result<_, _>>()?,
    };
    for (from, _) in &pairs {
        lookup::column(existing, from)?;
    }
    let operations = pairs
        .iter()
        .map(|(from, to)| {
            Operation::RenameColumn(RenameColumn {
                table: table.to_owned(),
                from: (*from).to_owned(),
                to: (*to).to_owned(),
            })
        })
        .collect();
    let said: Vec<String> = pairs
        .iter()
        .map(|(from, to)| format!("`{from}` to `{to}`"))
        .collect();
    let name = match pairs.as_slice() {
        [(from, to)] => format!(
            "rename_{}_to_{}_in_{}",
            naming::slug(from),
            naming::slug(to),
            naming::slug(table)
        ),
        many => format!("rename_{}_columns_in_{}", many.len(), naming::slug(table)),
    };
    Ok(Proposal::new(
        name,
        format!("Renames {} in `{table}`.", said.join(" and ")),
        operations,
    ))
}

use migration_core::operation::{AddForeignKey, DropForeignKey, Operation, foreign_key_name};
use migration_core::schema::{ForeignKey, ReferentialAction, Table};

use super::{Asked, Proposal, quoted};
use crate::generate::field::{self, Target};
use crate::generate::{GenerateError, lookup, naming};

/// `posts author_id users`, `posts author_id users.id`, `posts.author_id users.id`,
/// `posts users`, and lists joined by commas for keys of several columns.
pub(super) fn add(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (first, rest) = asked.first("the table's name")?;
    let (table, columns, target) = match (column_of(asked, first), rest) {
        (Some((table, columns)), [target]) if asked.schema.table(first).is_none() => {
            (lookup::table(asked.schema, table)?, Some(columns), target)
        }
        (_, [columns, target]) => (
            lookup::table(asked.schema, first)?,
            Some(columns.as_str()),
            target,
        ),
        (_, [target]) => (lookup::table(asked.schema, first)?, None, target),
        _ => {
            return Err(asked
                .template
                .misused("it takes a table, a column of it, and the table referred to"));
        }
    };
    let target = Target::parse(target).among(|name| asked.schema.table(name).is_some());
    let other = lookup::table(asked.schema, &target.table)?;
    let columns = match columns {
        Some(columns) => list(columns),
        None => vec![guess_column(table, other)?],
    };
    for column in &columns {
        lookup::column(table, column)?;
    }
    let references_columns = match (&target.column, &other.primary_key) {
        (Some(columns), _) => list(columns),
        (None, Some(key)) if key.columns.len() == columns.len() => key.columns.clone(),
        (None, _) => {
            return Err(GenerateError::schema(
                format!(
                    "table {:?} has no primary key of {} columns to refer to",
                    other.name,
                    columns.len()
                ),
                format!("name the columns: {}.COLUMN", other.name),
            ));
        }
    };
    let action = |text: &Option<String>| {
        text.as_deref()
            .map_or(Ok(ReferentialAction::default()), field::referential_action)
    };
    let foreign_key = ForeignKey {
        name: asked
            .flags
            .name
            .clone()
            .unwrap_or_else(|| foreign_key_name(&table.name, &columns)),
        columns: columns.clone(),
        references_table: other.name.clone(),
        references_columns,
        on_delete: action(&asked.flags.on_delete)?,
        on_update: action(&asked.flags.on_update)?,
        enforcement: asked.enforcement(),
        ..ForeignKey::default()
    };
    Ok(Proposal::new(
        format!(
            "add_foreign_key_to_{}_on_{}",
            naming::slug(&table.name),
            naming::joined(&columns, "columns")
        ),
        format!(
            "Makes {} of `{}` refer to `{}`.",
            quoted(&columns),
            table.name,
            other.name
        ),
        vec![Operation::AddForeignKey(AddForeignKey {
            table: table.name.clone(),
            foreign_key,
        })],
    ))
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(|name| name.trim().to_owned()).collect()
}

/// `posts users`: the column of posts whose name says that it holds a user.
fn guess_column(table: &Table, other: &Table) -> Result<String, GenerateError> {
    let candidates: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .filter(|column| {
            column
                .strip_suffix("_id")
                .is_some_and(|base| naming::table_candidates(base).contains(&other.name))
        })
        .collect();
    match candidates.as_slice() {
        [one] => Ok((*one).to_owned()),
        _ => Err(GenerateError::usage(
            format!(
                "which column of table {:?} refers to {:?} was not said",
                table.name, other.name
            ),
            format!(
                "name it: migrate generate add_foreign_key {} COLUMN {}",
                table.name, other.name
            ),
        )),
    }
}

/// `posts.author_id`, or `blog.posts.author_id` where `blog` is a schema: the table and the columns.
fn column_of<'a>(asked: &Asked<'_>, word: &'a str) -> Option<(&'a str, &'a str)> {
    word.rsplit_once('.')
        .filter(|(table, _)| asked.schema.table(table).is_some())
        .or_else(|| word.split_once('.'))
}

pub(super) fn drop(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (first, rest) = asked.first("the table's name")?;
    let (table, wanted) = match (column_of(asked, first), rest, asked.flags.name.as_deref()) {
        (Some((table, columns)), [], None) if asked.schema.table(first).is_none() => {
            (lookup::table(asked.schema, table)?, list(columns))
        }
        (_, [], Some(name)) => (lookup::table(asked.schema, first)?, vec![name.to_owned()]),
        (_, [_, ..], None) => (
            lookup::table(asked.schema, first)?,
            rest.iter().flat_map(|word| list(word)).collect(),
        ),
        _ => {
            return Err(asked
                .template
                .misused("it takes a table and a column of it, or --name"));
        }
    };
    let matching: Vec<&ForeignKey> = table
        .foreign_keys
        .iter()
        .filter(|key| {
            key.columns == wanted
                || matches!(wanted.as_slice(), [one] if *one == key.name || *one == key.references_table)
        })
        .collect();
    let key = match matching.as_slice() {
        [one] => one,
        [] => {
            if let ([column], None) = (wanted.as_slice(), &asked.flags.name)
                && table.column(column).is_some()
            {
                return Err(no_key(table, column));
            }
            let names = table.foreign_keys.iter().map(|key| key.name.as_str());
            return Err(lookup::unknown(
                table,
                "foreign key",
                &wanted.join(", "),
                names,
            ));
        }
        many => {
            let names: Vec<&str> = many.iter().map(|key| key.name.as_str()).collect();
            return Err(GenerateError::schema(
                format!("table {:?} has several such foreign keys", table.name),
                format!("say which one with --name: {}", names.join(", ")),
            ));
        }
    };
    Ok(Proposal::new(
        format!("drop_foreign_key_{}", naming::slug(&key.name)),
        format!("Drops the foreign key `{}` of `{}`.", key.name, table.name),
        vec![Operation::DropForeignKey(DropForeignKey {
            table: table.name.clone(),
            foreign_key: key.name.clone(),
        })],
    ))
}

fn no_key(table: &Table, column: &str) -> GenerateError {
    let names: Vec<&str> = table
        .foreign_keys
        .iter()
        .map(|key| key.name.as_str())
        .collect();
    GenerateError::schema(
        format!("{}.{column} refers to no table", table.name),
        if names.is_empty() {
            format!("table {:?} has no foreign key", table.name)
        } else {
            format!("table {:?} has {}", table.name, names.join(", "))
        },
    )
}

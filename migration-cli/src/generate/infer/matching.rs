//! Matching the words of a name against tables and columns that exist.

use migration_core::schema::{Schema, Table};

use crate::generate::{GenerateError, lookup, naming, template::Template};

/// A table by the words of its name, with or without `table` behind them.
pub(super) fn table<'a>(schema: &'a Schema, words: &[&str]) -> Option<&'a Table> {
    let find = |words: &[&str]| {
        let name = words.join("_");
        schema.table(&name).or_else(|| {
            schema
                .tables()
                .find(|table| naming::snake(&table.name) == name)
        })
    };
    find(words).or_else(|| find(words.strip_suffix(&["table"])?))
}

/// Splits at one of these words so that what stands behind is a table: the longest name wins.
/// Where there is none, the error for the name that was probably meant.
pub(super) fn split_at_table<'w, 'a>(
    schema: &'a Schema,
    words: &'w [&'w str],
    at: &[&str],
) -> Result<Option<(&'w [&'w str], &'a Table)>, GenerateError> {
    let positions: Vec<usize> = (1..words.len().saturating_sub(1).max(1))
        .filter(|i| *i < words.len() - 1 && at.contains(&words[*i]))
        .collect();
    for i in &positions {
        if let Some(table) = table(schema, &words[i + 1..]) {
            return Ok(Some((&words[..*i], table)));
        }
    }
    match positions.last() {
        Some(i) => Err(no_table(schema, &words[i + 1..].join("_"))),
        None => Ok(None),
    }
}

pub(super) fn no_table(schema: &Schema, name: &str) -> GenerateError {
    lookup::table(schema, name)
        .err()
        .unwrap_or_else(|| Template::unknown(name))
}

/// The columns that words name: one, or several joined by `and`.
pub(super) fn columns(table: Option<&Table>, words: &[&str]) -> Vec<String> {
    let whole = words.join("_");
    let of_table = |name: &str| {
        table.and_then(|table| {
            table
                .columns
                .iter()
                .find(|column| column.name == name || naming::snake(&column.name) == name)
                .map(|column| column.name.clone())
        })
    };
    if let Some(column) = of_table(&whole) {
        return vec![column];
    }
    words
        .split(|word| *word == "and")
        .filter(|words| !words.is_empty())
        .map(|words| {
            let name = words.join("_");
            of_table(&name).unwrap_or(name)
        })
        .collect()
}

/// `foreign_key_to_posts`, `unique_from_users_on_email`: one of these kinds, the preposition,
/// a table, and columns of it where `on` names some.
pub(super) fn of_table(
    schema: &Schema,
    words: &[&str],
    kinds: &[(&[&str], Template)],
    preposition: &str,
) -> Result<Option<(Template, Vec<String>)>, GenerateError> {
    for (kind, template) in kinds {
        let Some([first, tail @ ..]) = words.strip_prefix(*kind) else {
            continue;
        };
        if *first != preposition {
            continue;
        }
        let on = (0..tail.len())
            .filter(|i| tail[*i] == "on")
            .find(|i| table(schema, &tail[..*i]).is_some());
        let (name, named) = match on {
            Some(i) => (&tail[..i], &tail[i + 1..]),
            None => (tail, &[][..]),
        };
        let Some(found) = table(schema, name) else {
            return Err(no_table(schema, &name.join("_")));
        };
        let mut words = vec![found.name.clone()];
        words.extend(columns(Some(found), named));
        return Ok(Some((*template, words)));
    }
    Ok(None)
}

//! `add_…` and `drop_…`.

use migration_core::schema::{Schema, Table};

use super::Inferred;
use super::matching::{columns, no_table, of_table, split_at_table, table};
use crate::generate::GenerateError;
use crate::generate::template::Template;

/// What is added to a table beside columns.
const ADDED: &[(&[&str], Template)] = &[
    (&["foreign", "key"], Template::AddForeignKey),
    (&["unique", "constraint"], Template::AddUnique),
    (&["unique"], Template::AddUnique),
    (&["check", "constraint"], Template::AddCheckConstraint),
    (&["check"], Template::AddCheckConstraint),
    (&["reference"], Template::AddReference),
];

/// What is dropped from a table beside columns.
const DROPPED: &[(&[&str], Template)] = &[
    (&["index"], Template::DropIndex),
    (&["foreign", "key"], Template::DropForeignKey),
    (&["unique", "constraint"], Template::DropUnique),
    (&["unique"], Template::DropUnique),
    (&["check", "constraint"], Template::DropCheckConstraint),
    (&["check"], Template::DropCheckConstraint),
];

/// `users_on_email`, `users_email`, `users` with the columns behind.
pub(super) fn index(
    schema: &Schema,
    words: &[&str],
    rest: &[String],
    unique: bool,
) -> Result<Option<Inferred>, GenerateError> {
    let with = |found: &Table, names: Vec<String>| {
        let words = [found.name.clone()].into_iter().chain(names);
        Some(Inferred {
            unique,
            ..Inferred::new(Template::AddIndex, words).followed_by(rest)
        })
    };
    // The longest table name first.
    for end in (1..=words.len()).rev() {
        let Some(found) = table(schema, &words[..end]) else {
            continue;
        };
        let after = &words[end..];
        let after = after.strip_prefix(&["on"]).unwrap_or(after);
        return Ok(with(found, columns(Some(found), after)));
    }
    let end = words
        .iter()
        .position(|word| *word == "on")
        .unwrap_or(words.len());
    Err(no_table(schema, &words[..end].join("_")))
}

/// `users_groups`, `users_and_groups`: two tables, the longest first name that is one.
pub(super) fn join_table(
    schema: &Schema,
    words: &[&str],
    rest: &[String],
) -> Result<Option<Inferred>, GenerateError> {
    for end in (1..words.len()).rev() {
        let after = &words[end..];
        let after = after.strip_prefix(&["and"]).unwrap_or(after);
        if let (Some(first), Some(second)) = (table(schema, &words[..end]), table(schema, after)) {
            let names = [first.name.clone(), second.name.clone()];
            return Ok(Some(
                Inferred::new(Template::JoinTable, names).followed_by(rest),
            ));
        }
    }
    match words {
        [] => Ok(Some(Inferred::new(Template::JoinTable, rest))),
        words => Err(no_table(schema, &words.join("_"))),
    }
}

pub(super) fn add(
    schema: &Schema,
    words: &[&str],
    rest: &[String],
) -> Result<Option<Inferred>, GenerateError> {
    if let Some((template, first)) = of_table(schema, words, ADDED, "to")? {
        return Ok(Some(Inferred::new(template, first).followed_by(rest)));
    }
    let Some((subject, found)) = split_at_table(schema, words, &["to"])? else {
        return Ok(None);
    };
    let to_table = |template| Inferred::new(template, [found.name.clone()]);
    Ok(Some(match subject {
        [named @ .., "index"] if !named.is_empty() && rest.is_empty() => {
            let unique = named.first() == Some(&"unique");
            let named = if unique { &named[1..] } else { named };
            Inferred {
                unique,
                ..to_table(Template::AddIndex).followed_by(&columns(Some(found), named))
            }
        }
        _ if !rest.is_empty() => to_table(Template::AddColumn).followed_by(rest),
        [named @ .., "ref" | "reference" | "references"] if !named.is_empty() => {
            to_table(Template::AddReference).followed_by(&columns(None, named))
        }
        ["timestamps"] => to_table(Template::AddTimestamps),
        ["soft", "delete"] => to_table(Template::AddSoftDelete),
        named => to_table(Template::AddColumn).followed_by(&columns(None, named)),
    }))
}

pub(super) fn drop(
    schema: &Schema,
    words: &[&str],
    rest: &[String],
) -> Result<Option<Inferred>, GenerateError> {
    let whole = words.strip_prefix(&["table"]).unwrap_or(words);
    if let Some(found) = table(schema, whole) {
        return Ok(Some(
            Inferred::new(Template::DropTable, [found.name.clone()]).followed_by(rest),
        ));
    }
    if let Some((template, first)) = of_table(schema, words, DROPPED, "from")? {
        return Ok(Some(Inferred::new(template, first).followed_by(rest)));
    }
    let Some((subject, found)) = split_at_table(schema, words, &["from"])? else {
        // `DropUser` where there is only `users`: the nearest names help more than a list.
        return match whole {
            [] => Ok(None),
            whole => Err(no_table(schema, &whole.join("_"))),
        };
    };
    let named = match (rest, subject) {
        ([], [named @ .., "index"]) if !named.is_empty() => {
            return Ok(Some(
                Inferred::new(Template::DropIndex, [found.name.clone()])
                    .followed_by(&columns(Some(found), named)),
            ));
        }
        ([], [named @ .., "ref" | "reference" | "references"]) if !named.is_empty() => {
            vec![format!("{}_id", named.join("_"))]
        }
        ([], named) => columns(Some(found), named),
        (rest, _) => rest.to_vec(),
    };
    Ok(Some(
        Inferred::new(Template::DropColumn, [found.name.clone()]).followed_by(&named),
    ))
}

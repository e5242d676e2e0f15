//! `rename_…` and `change_…`.

use migration_core::schema::Schema;

use super::Inferred;
use super::matching::{columns, no_table, split_at_table, table};
use crate::generate::GenerateError;
use crate::generate::template::Template;

/// `email_to_email_address_in_users`, `posts_to_articles`.
pub(super) fn rename(
    schema: &Schema,
    words: &[&str],
    rest: &[String],
) -> Result<Option<Inferred>, GenerateError> {
    let tables = words.strip_prefix(&["table"]).unwrap_or(words);
    let to = |words: &[&str]| -> Vec<usize> {
        (1..words.len().saturating_sub(1))
            .filter(|i| words[*i] == "to")
            .collect()
    };
    let column_of = split_at_table(schema, words, &["in", "on", "of", "for"]);
    if let Ok(Some((subject, found))) = &column_of {
        let subject = subject.strip_prefix(&["column"]).unwrap_or(subject);
        if subject.is_empty() || !rest.is_empty() {
            return Ok(Some(
                Inferred::new(Template::RenameColumn, [found.name.clone()]).followed_by(rest),
            ));
        }
        let pairs: Vec<(String, String)> = to(subject)
            .into_iter()
            .map(|i| {
                (
                    columns(Some(found), &subject[..i]).join("_and_"),
                    subject[i + 1..].join("_"),
                )
            })
            .collect();
        let known = pairs.iter().find(|(from, _)| found.column(from).is_some());
        if let Some((from, new)) = known.or(pairs.first()) {
            return Ok(Some(Inferred::new(
                Template::RenameColumn,
                [found.name.clone(), from.clone(), new.clone()],
            )));
        }
    }
    for i in to(tables) {
        if let Some(found) = table(schema, &tables[..i]) {
            let words = [found.name.clone(), tables[i + 1..].join("_")];
            return Ok(Some(
                Inferred::new(Template::RenameTable, words).followed_by(rest),
            ));
        }
    }
    column_of?;
    match to(tables).first() {
        Some(i) => Err(no_table(schema, &tables[..*i].join("_"))),
        None => Ok(None),
    }
}

/// `age_in_users age:bigint`, `age_to_bigint_in_users`.
pub(super) fn change(
    schema: &Schema,
    words: &[&str],
    rest: &[String],
) -> Result<Option<Inferred>, GenerateError> {
    let Some((subject, found)) = split_at_table(schema, words, &["in", "on", "of", "for"])? else {
        return Ok(None);
    };
    let fields = if rest.is_empty() {
        let subject = subject.strip_prefix(&["column"]).unwrap_or(subject);
        let Some(i) = subject.iter().position(|word| *word == "to") else {
            return Err(Template::ChangeColumn.misused("it was not said what is to be different"));
        };
        let column = columns(Some(found), &subject[..i]).join("_and_");
        vec![format!("{column}:{}", subject[i + 1..].join("_"))]
    } else {
        rest.to_vec()
    };
    Ok(Some(
        Inferred::new(Template::ChangeColumn, [found.name.clone()]).followed_by(&fields),
    ))
}

//! Strings that name a table, a view or a sequence for PostgreSQL: it looks the name up when it reads
//! the text, keeps the number it finds, and prints the name that goes with it afterwards.
//! <https://www.postgresql.org/docs/current/datatype-oid.html>

use super::token::{Token, is_space, tokens};
use crate::schema::in_namespace;

/// The functions whose first argument is the name of a sequence.
const OF_SEQUENCES: [&str; 3] = ["nextval", "currval", "setval"];

/// Whether a string of the text names the relation.
pub fn names_in_string(sql: &str, relation: &str) -> bool {
    let mut found = false;
    changed(sql, |path| {
        found |= is_path_of(path, relation);
        None
    });
    found
}

/// Whether the SQL is the name of the relation, and no more.
pub fn is_name_of(sql: &str, relation: &str) -> bool {
    is_path_of(&path(sql), relation)
}

pub(super) fn is_path_of(path: &[&str], relation: &str) -> bool {
    match (in_namespace(relation), path) {
        ((None, local), [word]) => says(word, local),
        ((Some(namespace), local), [first, word]) => says(first, namespace) && says(word, local),
        _ => false,
    }
}

/// The words of a name, which have dots between them.
fn path(sql: &str) -> Vec<&str> {
    tokens(sql)
        .filter_map(|token| match token {
            Token::Word(word) => Some(word),
            Token::Other(_) => None,
        })
        .collect()
}

/// The text with the relations that its strings name changed where `change` gives another: it is
/// shown the parts of the name, as they are written.
pub(super) fn changed(sql: &str, mut change: impl FnMut(&[&str]) -> Option<String>) -> String {
    // Most texts have none, and need no look at their tokens.
    if !sql.contains("regclass") && !OF_SEQUENCES.iter().any(|each| sql.contains(each)) {
        return sql.to_owned();
    }
    let all: Vec<Token<'_>> = tokens(sql).collect();
    let mut out = String::with_capacity(sql.len());
    for (at, token) in all.iter().enumerate() {
        let (Token::Word(text) | Token::Other(text)) = *token;
        let inner = text
            .strip_prefix('\'')
            .and_then(|rest| rest.strip_suffix('\''));
        let renamed = inner.filter(|_| is_name(&all, at)).and_then(|inner| {
            let inner = inner.replace("''", "'");
            change(&path(&inner))
        });
        match renamed {
            Some(new) => out.push_str(&format!("'{}'", new.replace('\'', "''"))),
            None => out.push_str(text),
        }
    }
    out
}

/// Whether a word of such a string, bare or in quotes, is this name. A bare one is in lower case,
/// and may be a keyword.
pub(super) fn says(word: &str, name: &str) -> bool {
    match word.strip_prefix('"') {
        Some(inner) => {
            inner
                .strip_suffix('"')
                .unwrap_or(inner)
                .replace("\"\"", "\"")
                == name
        }
        None => word.to_lowercase() == name,
    }
}

/// Whether the string there is the name of a relation: it is cast to one, or a function takes it.
fn is_name(all: &[Token<'_>], at: usize) -> bool {
    let text = |token: &Token<'_>| {
        let (Token::Word(text) | Token::Other(text)) = *token;
        text.to_lowercase()
    };
    let solid = |token: &String| !is_space(token);
    let mut behind = all[at + 1..].iter().map(text).filter(solid);
    let is_cast = [":", ":", "regclass"]
        .iter()
        .all(|word| behind.next().as_deref() == Some(*word));
    let mut before = all[..at].iter().rev().map(text).filter(solid);
    let is_argument = before.next().as_deref() == Some("(")
        && before
            .next()
            .is_some_and(|word| OF_SEQUENCES.contains(&word.as_str()));
    is_cast || is_argument
}

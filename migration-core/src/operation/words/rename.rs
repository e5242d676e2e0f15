//! A text with another name in it.

use super::columns::{is_called, rename_relation, replaced_by_place};
use super::find::names;
use super::strings;
use super::token::{Token, tokens};
use crate::operation::reserved::is_plain;
use crate::schema::{DialectName, SqlText, in_namespace};

/// Puts one table's name in the place of another's, in the text of each dialect.
pub fn rename_relation_in(sql: &mut SqlText, from: &str, to: &str) {
    rename_in_strings(sql, from, to);
    let (namespace, local) = in_namespace(from);
    let (to_namespace, to_local) = in_namespace(to);
    if namespace.is_none() && to_namespace.is_none() {
        return rename_relation(sql, from, to);
    }
    sql.change(|dialect, text| {
        let quote = own_quote(dialect);
        let whole = |own: &str| {
            let local = written(own, to_local, quote);
            match to_namespace {
                Some(namespace) => format!("{}.{local}", written("", namespace, quote)),
                None => local,
            }
        };
        let Some(namespace) = namespace else {
            return replaced(text, |path| match path {
                [word] if names(word, local) => Some(whole(word)),
                [word, rest] if names(word, local) => Some(format!("{}.{rest}", whole(word))),
                _ => None,
            });
        };
        replaced(text, |path| match path {
            [first, word] if names(first, namespace) && names(word, local) => Some(whole(word)),
            [first, word, rest] if names(first, namespace) && names(word, local) => {
                Some(format!("{}.{rest}", whole(word)))
            }
            // A column of the table, which is called so within the query.
            [word, rest] if names(word, local) => {
                Some(format!("{}.{rest}", written(word, to_local, quote)))
            }
            _ => None,
        })
    });
}

/// Puts one relation's name in the place of another's in the strings that name it for PostgreSQL,
/// which keeps its number and goes on to print its name: `'audit.events'::regclass`.
pub fn rename_in_strings(sql: &mut SqlText, from: &str, to: &str) {
    let (namespace, local) = in_namespace(from);
    let (to_namespace, to_local) = in_namespace(to);
    let whole = |own: &str| match to_namespace {
        Some(namespace) => {
            let local = written(own, to_local, '"');
            format!("{}.{local}", written("", namespace, '"'))
        }
        None => written(own, to_local, '"'),
    };
    sql.change(|_, text| {
        strings::changed(text, |path| match (namespace, path) {
            (None, [word]) if strings::says(word, local) => Some(whole(word)),
            (Some(namespace), [first, word])
                if strings::says(first, namespace) && strings::says(word, local) =>
            {
                Some(whole(word))
            }
            _ => None,
        })
    });
}

/// The name of a relation as SQL, in double quotes where it needs some.
pub fn written_name(relation: &str) -> String {
    let (namespace, local) = in_namespace(relation);
    let local = written("", local, '"');
    match namespace {
        Some(namespace) => format!("{}.{local}", written("", namespace, '"')),
        None => local,
    }
}

/// Puts one namespace's name in the place of another's, in the text of each dialect.
pub fn rename_namespace_in(sql: &mut SqlText, from: &str, to: &str) {
    sql.change(|_, text| {
        strings::changed(text, |path| match path {
            [first, local] if strings::says(first, from) => {
                Some(format!("{}.{local}", written(first, to, '"')))
            }
            _ => None,
        })
    });
    sql.change(|dialect, text| {
        // A table of that name stands before its columns, too.
        if is_called(text, from) {
            return replaced_by_place(text, |first| {
                names(first, from).then(|| written(first, to, own_quote(dialect)))
            });
        }
        replaced(text, |path| match path {
            [first, rest @ ..] if !rest.is_empty() && names(first, from) => {
                let first = written(first, to, own_quote(dialect));
                Some(format!("{first}.{}", rest.join(".")))
            }
            _ => None,
        })
    });
}

/// The text with each name, whose parts have dots between them, changed where `change` gives
/// another.
fn replaced(sql: &str, mut change: impl FnMut(&[&str]) -> Option<String>) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut path: Vec<&str> = Vec::new();
    let mut tokens = tokens(sql).peekable();
    while let Some(token) = tokens.next() {
        match token {
            Token::Other(text) => out.push_str(text),
            Token::Word(word) => {
                path.clear();
                path.push(word);
                while tokens.next_if_eq(&Token::Other(".")).is_some() {
                    match tokens.peek() {
                        Some(Token::Word(word)) => {
                            path.push(word);
                            tokens.next();
                        }
                        // `table.*`
                        _ => {
                            path.push("");
                            break;
                        }
                    }
                }
                out.push_str(&change(&path).unwrap_or_else(|| path.join(".")));
            }
        }
    }
    out
}

/// The name as it stands in the place of `own`: in its quotes, or in the dialect's where it
/// needs some.
fn written(own: &str, name: &str, quote: char) -> String {
    match own.chars().next() {
        Some(own @ ('"' | '`')) => in_quotes(name, own),
        _ if is_plain(name) => name.to_owned(),
        _ => in_quotes(name, quote),
    }
}

fn in_quotes(name: &str, quote: char) -> String {
    let doubled = name.replace(quote, &format!("{quote}{quote}"));
    format!("{quote}{doubled}{quote}")
}

const fn own_quote(dialect: Option<DialectName>) -> char {
    match dialect {
        Some(DialectName::Mysql) => '`',
        _ => '"',
    }
}

/// Puts one column's name in the place of another's, in the text of each dialect. A name that
/// needs quotes gets the dialect's own; in the common text those of the standard, which the
/// dialects know to read.
pub fn rename_in(sql: &mut SqlText, from: &str, to: &str) {
    sql.change(|dialect, text| rename(text, from, to, own_quote(dialect)));
}

/// The text with one column's name in the place of another's.
fn rename(sql: &str, from: &str, to: &str, quote: char) -> String {
    tokens(sql)
        .map(|token| match token {
            Token::Word(word) if names(word, from) => written(word, to, quote),
            Token::Word(text) | Token::Other(text) => text.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_renamed_with_its_namespace() {
        let renamed = |sql: &str, from: &str, to: &str| {
            let mut sql = SqlText::from(sql);
            rename_relation_in(&mut sql, from, to);
            sql.summary().to_owned()
        };
        for (sql, from, to, expected) in [
            (
                "SELECT events.id FROM audit.events WHERE events.id > 'audit.events'",
                "audit.events",
                "log.notes",
                "SELECT notes.id FROM log.notes WHERE notes.id > 'audit.events'",
            ),
            (
                "SELECT events.*, audit.events.id FROM audit.events",
                "audit.events",
                "notes",
                "SELECT notes.*, notes.id FROM notes",
            ),
            (
                "SELECT id FROM events",
                "events",
                "audit.Events",
                "SELECT id FROM audit.\"Events\"",
            ),
            ("SELECT a FROM b", "b", "c", "SELECT a FROM c"),
        ] {
            assert_eq!(renamed(sql, from, to), expected);
        }
    }

    #[test]
    fn a_relation_is_renamed_in_the_strings_that_name_it() {
        let renamed = |sql: &str, from: &str, to: &str| {
            let mut sql = SqlText::from(sql);
            rename_in_strings(&mut sql, from, to);
            sql.summary().to_owned()
        };
        for (sql, from, to, expected) in [
            (
                "nextval('events')",
                "events",
                "order",
                "nextval('\"order\"')",
            ),
            ("nextval('order')", "order", "events", "nextval('events')"),
            (
                "pg_catalog.setval ( 'audit.\"it''s\"' , 1)",
                "audit.it's",
                "log.a",
                "pg_catalog.setval ( 'log.\"a\"' , 1)",
            ),
            (
                "'events'::regclass",
                "events",
                "audit.x",
                "'audit.x'::regclass",
            ),
            ("'events'::text", "events", "x", "'events'::text"),
            (
                "'audit.events'::regclass",
                "events",
                "x",
                "'audit.events'::regclass",
            ),
            ("lower('events')", "events", "x", "lower('events')"),
        ] {
            assert_eq!(renamed(sql, from, to), expected);
        }
    }

    #[test]
    fn a_namespace_is_renamed_before_a_dot() {
        let mut sql = SqlText::from("SELECT audit FROM audit.events e, \"audit\".x");
        rename_namespace_in(&mut sql, "audit", "log");
        assert_eq!(sql.summary(), "SELECT audit FROM log.events e, \"log\".x");
        let mut sql = SqlText::from(
            "SELECT audit.a, audit.audit.b, audit.c.d FROM audit, audit.audit, audit.c",
        );
        rename_namespace_in(&mut sql, "audit", "log");
        assert_eq!(
            sql.summary(),
            "SELECT audit.a, log.audit.b, log.c.d FROM audit, log.audit, log.c"
        );
        let mut sql = SqlText::from("nextval('audit.seq'::regclass) || 'audit.seq'");
        rename_namespace_in(&mut sql, "audit", "Log");
        assert_eq!(
            sql.summary(),
            "nextval('\"Log\".seq'::regclass) || 'audit.seq'"
        );
    }

    #[test]
    fn renaming_touches_the_column_and_nothing_else() {
        for (sql, to, expected) in [
            (
                "price > 0 AND \"price\" < list_price AND s <> 'price'",
                "cost",
                "cost > 0 AND \"cost\" < list_price AND s <> 'price'",
            ),
            ("price = 1", "b\"c", "\"b\"\"c\" = 1"),
            ("price = 1", "order", "\"order\" = 1"),
            ("price = 1", "Price2", "\"Price2\" = 1"),
            ("`price` = 1", "or`der", "`or``der` = 1"),
        ] {
            assert_eq!(rename(sql, "price", to, '"'), expected);
        }
    }

    #[test]
    fn each_dialect_gets_quotes_of_its_own() {
        let mut sql = SqlText::from("a = 1").mysql("a = 2").postgres("a = 3");
        rename_in(&mut sql, "a", "order");
        assert_eq!(
            sql,
            SqlText::from("\"order\" = 1")
                .mysql("`order` = 2")
                .postgres("\"order\" = 3")
        );
    }
}

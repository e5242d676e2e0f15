//! Names within an SQL text that a person wrote: enough of SQL's tokens to find a column
//! and never to look into a string.

use super::reserved::is_plain;
use crate::schema::{DialectName, SqlText, in_namespace};

/// A piece of an SQL text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// A bare or quoted name, or a keyword, as written.
    Word(&'a str),
    /// Anything else, as written: strings, numbers, operators, white space.
    Other(&'a str),
}

/// Splits an SQL text into its tokens. Joined again they are the text.
pub fn tokens(sql: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = sql;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match first {
            '\'' => closing(rest, '\''),
            '"' | '`' => closing(rest, first),
            c if c.is_ascii_digit() => run(rest, |c| c.is_alphanumeric() || c == '.'),
            c if is_word(c) => run(rest, is_word),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(
            if first == '"' || first == '`' || (is_word(first) && !first.is_ascii_digit()) {
                Token::Word(token)
            } else {
                Token::Other(token)
            },
        )
    })
}

/// Whether the text names the column.
pub fn mentions(sql: &str, column: &str) -> bool {
    tokens(sql).any(|token| matches!(token, Token::Word(word) if names(word, column)))
}

/// The words that a table's or view's name stands behind.
const BEFORE: [&str; 6] = ["from", "join", "into", "update", "on", "only"];

/// Whether the text names the column elsewhere than where a table's name stands: a table may
/// have a column of its own name.
pub fn mentions_column(sql: &str, column: &str) -> bool {
    let mut before = "";
    tokens(sql).any(|token| {
        let Token::Word(word) = token else {
            return false;
        };
        let is_relation = BEFORE.iter().any(|each| each.eq_ignore_ascii_case(before));
        before = word;
        names(word, column) && !is_relation
    })
}

/// Whether the text reads or writes the table or view: its name stands behind a word like FROM,
/// with its namespace before it, if it is in one.
pub fn reads(sql: &str, relation: &str) -> bool {
    let (namespace, local) = in_namespace(relation);
    let mut before = "";
    let mut tokens = tokens(sql).peekable();
    while let Some(token) = tokens.next() {
        let Token::Word(word) = token else {
            continue;
        };
        let is_relation = BEFORE.iter().any(|each| each.eq_ignore_ascii_case(before));
        // `ON users.id = …` joins by a column of the table.
        let joins = before.eq_ignore_ascii_case("on");
        before = word;
        if !is_relation {
            continue;
        }
        let qualifies = tokens.peek() == Some(&Token::Other("."));
        let is_meant = match namespace {
            None => names(word, local) && (joins || !qualifies),
            Some(namespace) if qualifies && names(word, namespace) => {
                tokens.next();
                matches!(tokens.peek(), Some(Token::Word(word)) if names(word, local))
            }
            Some(_) => false,
        };
        if is_meant {
            return true;
        }
    }
    false
}

/// Whether the query shows every column of something: it selects `*`.
pub fn shows_all(sql: &str) -> bool {
    let mut before = "";
    for token in tokens(sql) {
        let (Token::Word(text) | Token::Other(text)) = token;
        if text.trim().is_empty() {
            continue;
        }
        if text == "*"
            && ["select", "distinct", "all", ",", "."]
                .iter()
                .any(|each| each.eq_ignore_ascii_case(before))
        {
            return true;
        }
        before = text;
    }
    false
}

/// What stands behind these words, the first time they follow one another.
pub fn behind<'a>(sql: &'a str, sought: &[&str]) -> Option<&'a str> {
    let (mut at, mut found) = (0, 0);
    for token in tokens(sql) {
        let (Token::Word(text) | Token::Other(text)) = token;
        at += text.len();
        if !matches!(token, Token::Word(_)) {
            continue;
        }
        found = match sought.get(found) {
            Some(word) if word.eq_ignore_ascii_case(text) => found + 1,
            _ => usize::from(
                sought
                    .first()
                    .is_some_and(|word| word.eq_ignore_ascii_case(text)),
            ),
        };
        if found == sought.len() {
            return Some(sql[at..].trim_start());
        }
    }
    None
}

/// Puts one table's name in the place of another's, in the text of each dialect.
pub fn rename_relation_in(sql: &mut SqlText, from: &str, to: &str) {
    let (namespace, local) = in_namespace(from);
    let (to_namespace, to_local) = in_namespace(to);
    if namespace.is_none() && to_namespace.is_none() {
        return rename_in(sql, from, to);
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

/// Puts one namespace's name in the place of another's, in the text of each dialect.
pub fn rename_namespace_in(sql: &mut SqlText, from: &str, to: &str) {
    sql.change(|dialect, text| {
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

/// Whether a word, bare or quoted, is this column's name.
pub fn names(word: &str, column: &str) -> bool {
    match word.chars().next() {
        Some(quote @ ('"' | '`')) => {
            let inner = &word[1..word.len().saturating_sub(1).max(1)];
            inner.replace(&format!("{quote}{quote}"), &quote.to_string()) == column
        }
        _ => word.eq_ignore_ascii_case(column) && !is_keyword(word),
    }
}

/// Whether a bare word is a keyword on every server, and so never a name.
fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 32] = [
        "and",
        "as",
        "between",
        "case",
        "check",
        "create",
        "default",
        "distinct",
        "else",
        "exists",
        "foreign",
        "from",
        "group",
        "having",
        "in",
        "into",
        "is",
        "join",
        "not",
        "null",
        "on",
        "or",
        "order",
        "primary",
        "references",
        "select",
        "set",
        "table",
        "then",
        "union",
        "unique",
        "when",
    ];
    KEYWORDS.iter().any(|each| each.eq_ignore_ascii_case(word))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// The end of a quoted piece; a doubled quote within it is no end.
fn closing(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            if chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
            } else {
                return at + quote.len_utf8();
            }
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_mentions_a_column_by_whole_words_outside_strings() {
        for (sql, expected) in [
            ("price > 0", true),
            ("(PRICE)>0", true),
            ("\"price\" > 0", true),
            ("`price` > 0", true),
            ("list_price > 0", false),
            ("kind <> 'price'", false),
            ("kind <> 'it''s price' AND x", false),
            ("kind <> 'it''s' AND price > 0", true),
            ("1e5 > price", true),
            ("'unclosed price", false),
            ("\"PRICE\" > 0", false),
        ] {
            assert_eq!(mentions(sql, "price"), expected, "{sql}");
        }
    }

    #[test]
    fn a_table_s_name_is_no_column_s() {
        assert!(!mentions_column("SELECT a FROM \"b\"", "b"));
        assert!(mentions_column("SELECT b FROM b", "b"));
    }

    #[test]
    fn all_columns_are_shown_by_a_star_that_multiplies_nothing() {
        for (sql, expected) in [
            ("SELECT * FROM t", true),
            ("select distinct\n* from t", true),
            ("SELECT a, t.* FROM t", true),
            ("SELECT a, * FROM t", true),
            ("SELECT a * 2, count(*) FROM t", false),
        ] {
            assert_eq!(shows_all(sql), expected, "{sql}");
        }
    }

    #[test]
    fn a_text_reads_a_table_in_its_namespace() {
        for (sql, relation, expected) in [
            ("SELECT * FROM audit.events", "audit.events", true),
            ("SELECT * FROM \"audit\".\"events\" e", "audit.events", true),
            ("SELECT * FROM events", "audit.events", false),
            ("SELECT * FROM other.events", "audit.events", false),
            ("SELECT * FROM audit.events", "events", false),
            ("SELECT * FROM audit.events", "audit", false),
            ("SELECT * FROM a JOIN b ON b.id = a.id", "b", true),
        ] {
            assert_eq!(reads(sql, relation), expected, "{sql}: {relation}");
        }
    }

    #[test]
    fn what_stands_behind_words() {
        let sql = "CREATE TRIGGER `for each row` BEFORE INSERT ON t For for EACH\n ROW SET x = 1";
        assert_eq!(behind(sql, &["for", "each", "row"]), Some("SET x = 1"));
        assert_eq!(behind(sql, &["for", "row"]), None);
    }

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
    fn a_namespace_is_renamed_before_a_dot() {
        let mut sql = SqlText::from("SELECT audit FROM audit.events e, \"audit\".x");
        rename_namespace_in(&mut sql, "audit", "log");
        assert_eq!(sql.summary(), "SELECT audit FROM log.events e, \"log\".x");
    }

    #[test]
    fn a_keyword_is_a_name_only_in_quotes() {
        assert!(!mentions("SELECT a FROM b", "select"));
        assert!(mentions("\"select\" > 0", "select"));
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

    #[test]
    fn the_tokens_of_a_text_are_the_text() {
        for sql in ["a'b''c'\"d\"\"e\" 1.5e3 + ü", "'open", "\"open", ""] {
            let joined: String = tokens(sql)
                .map(|token| match token {
                    Token::Word(text) | Token::Other(text) => text,
                })
                .collect();
            assert_eq!(joined, sql);
        }
    }
}

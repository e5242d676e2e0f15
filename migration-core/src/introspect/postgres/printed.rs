//! SQL as PostgreSQL prints it.

use crate::schema::{DialectName, SqlText};

/// An expression, without the parentheses around the whole of it.
pub(super) fn expression(printed: &str) -> SqlText {
    SqlText::only(DialectName::Postgres, bare(printed))
}

/// The text without the parentheses around the whole of it.
pub(super) fn bare(mut text: &str) -> &str {
    while let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        if !stays_open(inner) {
            break;
        }
        text = inner;
    }
    text
}

/// Whether no parenthesis is closed in the text that was not opened in it.
fn stays_open(text: &str) -> bool {
    let mut depth = 0usize;
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') if depth == 0 => return false,
            (None, ')') => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

/// The value of the string literal at the beginning, and what stands behind it. A backslash
/// makes PostgreSQL print the literal as `E'…'`, with all of them doubled.
pub(super) fn string(text: &str) -> Option<(String, &str)> {
    let (escapes, text) = match text.strip_prefix('E') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let inner = text.strip_prefix('\'')?;
    let mut value = String::new();
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let doubled = chars.peek().is_some_and(|(_, next)| *next == c);
        match c {
            '\'' if !doubled => return Some((value, &inner[at + 1..])),
            '\'' => drop(chars.next()),
            '\\' if escapes && doubled => drop(chars.next()),
            '\\' if escapes => return None,
            _ => {}
        }
        value.push(c);
    }
    None
}

/// The name at the beginning, bare or in quotes and with a schema before it, and what stands
/// behind it.
pub(super) fn name(text: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let end = text
        .char_indices()
        .find(|(_, c)| {
            if *c == '"' {
                quoted = !quoted;
                return false;
            }
            !(quoted || c.is_alphanumeric() || matches!(c, '_' | '$' | '.'))
        })
        .map_or(text.len(), |(at, _)| at);
    (end > 0).then(|| text.split_at(end))
}

/// The name without its quotes, if it has no schema before it and no quotes within.
pub(super) fn unquoted(name: &str) -> Option<&str> {
    match name.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"').filter(|name| !name.contains('"')),
        None => (!name.contains(['.', '"'])).then_some(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_around_the_whole_go() {
        for (text, expected) in [
            ("((a > 0))", "a > 0"),
            ("(a > 0) AND (b > 0)", "(a > 0) AND (b > 0)"),
            ("((a > 0) AND (b > 0))", "(a > 0) AND (b > 0)"),
            ("(a <> ')')", "a <> ')'"),
            ("(\"a)\" > 0)", "\"a)\" > 0"),
            ("now()", "now()"),
            ("", ""),
        ] {
            assert_eq!(bare(text), expected);
        }
    }

    #[test]
    fn a_literal_has_its_value() {
        for (text, value, rest) in [
            ("'it''s'::text", "it's", "::text"),
            (r"E'a\\b''c'::text", r"a\b'c", "::text"),
            (r"'a\b'", r"a\b", ""),
            ("''::text", "", "::text"),
            ("'''''' || x", "''", " || x"),
        ] {
            assert_eq!(string(text), Some((value.to_owned(), rest)), "{text}");
        }
        assert_eq!(string("x"), None);
        assert_eq!(string("'open"), None);
    }

    #[test]
    fn a_name_ends_where_it_ends() {
        for (text, expected) in [
            ("\"C\" DESC", ("\"C\"", " DESC")),
            ("pg_catalog.\"de DE\", x", ("pg_catalog.\"de DE\"", ", x")),
            ("\"a\"\"b\")", ("\"a\"\"b\"", ")")),
        ] {
            assert_eq!(name(text), Some(expected));
        }
        assert_eq!(name(" x"), None);
    }
}

//! Somebody else's statement as it may be shown: on one line, short, and without the texts in it,
//! which may be passwords or a person's data.

use crate::schema::DialectName;

/// How many characters are shown.
const LONGEST: usize = 120;

/// A statement without line breaks, comments and texts, cut where it is long.
pub(super) fn shortened(dialect: DialectName, sql: &str) -> String {
    let mut out = String::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        if let Some(end) = quoted(dialect, rest) {
            out.push_str("'…'");
            rest = rest.get(end..).unwrap_or_default();
        } else if let Some(end) = comment(dialect, rest) {
            out.push(' ');
            rest = rest.get(end..).unwrap_or_default();
        } else {
            out.push(if first.is_whitespace() { ' ' } else { first });
            rest = &rest[first.len_utf8()..];
        }
    }
    let line = out
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let mut cut: String = line.chars().take(LONGEST - 1).collect();
    cut.push('…');
    cut
}

/// Where the text that begins here ends; a text that has no end goes to the end.
fn quoted(dialect: DialectName, rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    // In MySQL's double quotes stands a text, unless the session says otherwise.
    let quote = match first {
        '\'' => '\'',
        '"' if dialect == DialectName::Mysql => '"',
        '$' if dialect == DialectName::Postgres => return dollars(rest),
        _ => return None,
    };
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match c {
            // Whether the text ends here depends on the session it comes from.
            '\\' if next == Some(quote) => return Some(rest.len()),
            _ if c != quote => {}
            _ if next == Some(quote) => drop(chars.next()),
            _ => return Some(at + c.len_utf8()),
        }
    }
    Some(rest.len())
}

/// `$tag$ … $tag$`
fn dollars(rest: &str) -> Option<usize> {
    let end = rest[1..].find('$')? + 2;
    let tag = &rest[..end];
    let name = &tag[1..end - 1];
    if !name.chars().all(|c| c.is_alphanumeric() || c == '_')
        || name.starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    Some(
        rest[end..]
            .find(tag)
            .map_or(rest.len(), |at| end + at + end),
    )
}

fn comment(dialect: DialectName, rest: &str) -> Option<usize> {
    if rest.starts_with("--") || (rest.starts_with('#') && dialect == DialectName::Mysql) {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(rest.find("*/").map_or(rest.len(), |at| at + 2));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_left_out() {
        use DialectName::{Mysql, Postgres};
        for (dialect, sql, expected) in [
            (
                Postgres,
                "ALTER ROLE a\n  PASSWORD 'geheim'",
                "ALTER ROLE a PASSWORD '…'",
            ),
            (
                Postgres,
                "SELECT 'it''s', \"a b\", 'x",
                "SELECT '…', \"a b\", '…'",
            ),
            (Postgres, "SELECT 'a\\' , 'geheim', 1", "SELECT '…'"),
            (
                Postgres,
                "DO $x$ a 'b' $$ $x$; SELECT $1",
                "DO '…'; SELECT $1",
            ),
            (
                Postgres,
                "SELECT 1 -- geheim\n, 2 /* auch */",
                "SELECT 1 , 2",
            ),
            (
                Mysql,
                "SET PASSWORD = \"geheim\" # auch",
                "SET PASSWORD = '…'",
            ),
            (
                Mysql,
                "SELECT `a`, 'ä\\nö' FROM t",
                "SELECT `a`, '…' FROM t",
            ),
            (Postgres, "", ""),
        ] {
            assert_eq!(shortened(dialect, sql), expected, "{sql}");
        }
        let long = shortened(Postgres, &"SELECT ä, ".repeat(100));
        assert_eq!(long.chars().count(), LONGEST);
        assert!(long.ends_with('…'));
    }
}

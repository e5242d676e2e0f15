use std::fmt::Write as _;

use crate::schema::{DialectName, in_namespace};

/// A text as a literal of the framework's own SQL, which is sent without parameters.
///
/// Whatever the text is and however the session is set up, it stays one literal: on
/// PostgreSQL backslashes are escaped in an `E''` string, which does not depend on
/// `standard_conforming_strings`; on MySQL a text with a backslash is written in
/// hexadecimal digits, which does not depend on `NO_BACKSLASH_ESCAPES`.
#[must_use]
pub fn literal(dialect: DialectName, text: &str) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    // No server keeps a NUL within a text.
    let text = text.replace('\0', "");
    match dialect {
        DialectName::Postgres if text.contains('\\') => {
            format!("E{}", quoted(&text.replace('\\', "\\\\")))
        }
        DialectName::Mysql if text.contains('\\') => {
            let mut hex = String::with_capacity(text.len() * 2 + 16);
            hex.push_str("_utf8mb4 X'");
            for byte in text.bytes() {
                let _ = write!(hex, "{byte:02X}");
            }
            hex.push('\'');
            hex
        }
        DialectName::Sqlite | DialectName::Postgres | DialectName::Mysql => quoted(&text),
    }
}

/// A name in the dialect's quotes.
pub(crate) fn quoted(dialect: DialectName, name: &str) -> String {
    let quote = if dialect == DialectName::Mysql {
        '`'
    } else {
        '"'
    };
    format!(
        "{quote}{}{quote}",
        name.replace(quote, &format!("{quote}{quote}"))
    )
}

/// The name of a table in the dialect's quotes; PostgreSQL's may have a namespace before it.
pub(crate) fn quoted_table(dialect: DialectName, name: &str) -> String {
    match (dialect, in_namespace(name)) {
        (DialectName::Postgres, (Some(namespace), local)) => {
            format!("{}.{}", quoted(dialect, namespace), quoted(dialect, local))
        }
        _ => quoted(dialect, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_one_literal() {
        for (dialect, text, expected) in [
            (DialectName::Sqlite, "it's \\ here", "'it''s \\ here'"),
            (DialectName::Postgres, "it's", "'it''s'"),
            (DialectName::Postgres, "\\' OR 1", "E'\\\\'' OR 1'"),
            (DialectName::Mysql, "it's", "'it''s'"),
            (DialectName::Mysql, "\\'", "_utf8mb4 X'5C27'"),
            (DialectName::Sqlite, "a\0b", "'ab'"),
        ] {
            assert_eq!(literal(dialect, text), expected);
        }
    }
}

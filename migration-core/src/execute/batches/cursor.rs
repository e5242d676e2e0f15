//! A key as the framework keeps it: a text with a length before each value, so that no value
//! can be taken for structure.

use crate::dialect::KeyKind;
use crate::driver::literal;
use crate::schema::DialectName;

/// The values as one text: `2:42;5:alice;`.
pub(super) fn encode(key: &[String]) -> String {
    key.iter()
        .map(|value| format!("{}:{value};", value.len()))
        .collect()
}

/// The values of a text that [`encode`] wrote.
pub(super) fn decode(text: &str) -> Option<Vec<String>> {
    let mut rest = text;
    let mut key = Vec::new();
    while !rest.is_empty() {
        let (length, after) = rest.split_once(':')?;
        let length: usize = length.parse().ok()?;
        key.push(after.get(..length)?.to_owned());
        rest = after.get(length..)?.strip_prefix(';')?;
    }
    Some(key)
}

/// A row of a key; `None` where a value is NULL, or holds what no server keeps in a text.
pub(super) fn key(row: Vec<Option<String>>) -> Option<Vec<String>> {
    let key: Vec<String> = row.into_iter().collect::<Option<_>>()?;
    let whole = key.iter().all(|value| !value.contains('\0'));
    whole.then_some(key)
}

/// The values as SQL literals.
pub(super) fn literals(dialect: DialectName, kinds: &[KeyKind], key: &[String]) -> Vec<String> {
    let each = kinds.iter().zip(key);
    each.map(|(kind, value)| match kind {
        KeyKind::Number if is_number(value) => value.clone(),
        KeyKind::Bytes => format!("X'{value}'"),
        KeyKind::Number | KeyKind::Text => literal(dialect, value),
    })
    .collect()
}

/// Whether it can stand in SQL as it is. A column of SQLite may hold anything.
fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    are_digits(whole) && are_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_text() {
        for key in [
            vec!["42"],
            vec!["-7", "alice"],
            vec!["", "a;3:b;", "ünï'\\\n"],
            vec![],
        ] {
            let key: Vec<String> = key.into_iter().map(str::to_owned).collect();
            assert_eq!(decode(&encode(&key)), Some(key));
        }
        for broken in ["4", "9:a;", "1:ab;", "x:a;", "1:a"] {
            assert_eq!(decode(broken), None, "{broken}");
        }
    }

    #[test]
    fn only_a_number_stands_bare() {
        for (value, expected) in [
            ("42", "42"),
            ("-42", "-42"),
            ("-4.20", "-4.20"),
            ("4; DROP TABLE users", "'4; DROP TABLE users'"),
            ("--1", "'--1'"),
            ("", "''"),
        ] {
            let value = [value.to_owned()];
            let all = literals(DialectName::Sqlite, &[KeyKind::Number], &value);
            assert_eq!(all, [expected]);
        }
    }
}

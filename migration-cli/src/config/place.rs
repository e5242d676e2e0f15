//! Where in the file something is wrong: the line, and the key.

use std::ops::Range;

/// `:7: profile.prod.data.pause`, or as much as is known.
pub(super) fn place(text: &str, span: Option<Range<usize>>) -> String {
    let Some(span) = span else {
        return String::new();
    };
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    match key(text, before) {
        Some(key) => format!(":{line}: {key}"),
        None => format!(":{line}"),
    }
}

/// The key whose value begins behind `before`, with its table.
fn key(text: &str, before: &str) -> Option<String> {
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next()?;
    let (key, _) = line.split_once('=')?;
    // What is wrong is the key itself, which the message names.
    if before.len() - start <= key.len() {
        return None;
    }
    let table = text[..start].lines().rev().find_map(|line| {
        let line = line.trim().strip_prefix('[')?;
        line.split(']').next()
    });
    let key = key.trim();
    Some(match table {
        Some(table) => format!("{}.{key}", table.trim()),
        None => key.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_value_is_named_by_its_key() {
        let text =
            "[profile.dev]\nurl = \"a\"\n\n[ profile.dev.data ] # here\npause = true\nlag = 1\n";
        for (what, expected) in [
            ("true", ":5: profile.dev.data.pause"),
            ("\"a\"", ":2: profile.dev.url"),
            ("lag", ":6"),
            ("[profile", ":1"),
        ] {
            let start = text.find(what).unwrap();
            assert_eq!(place(text, Some(start..start + 1)), expected);
        }
        assert_eq!(place(text, None), "");
        assert_eq!(place("a = 1", Some(4..5)), ":1: a");
    }
}

//! Rust literals for texts and SQL.

use migration_core::schema::SqlText;

/// A string literal: plain where nothing needs escaping, raw where quotes, backslashes and
/// line breaks would hide the text, escaped where a raw one cannot hold it.
pub(crate) fn string(text: &str) -> String {
    let printable = |c: char| !c.is_control() && c.escape_debug().count() == 1;
    if text
        .chars()
        .all(|c| c == '\'' || (printable(c) && c != '"' && c != '\\'))
    {
        return format!("\"{text}\"");
    }
    let raw = text
        .chars()
        .all(|c| matches!(c, '"' | '\\' | '\n' | '\'') || printable(c));
    if !raw {
        return format!("{text:?}");
    }
    let mut hashes = 0;
    for (at, _) in text.match_indices('"') {
        let run = text[at + 1..]
            .bytes()
            .take_while(|byte| *byte == b'#')
            .count();
        hashes = hashes.max(run + 1);
    }
    let hashes = "#".repeat(hashes);
    format!("r{hashes}\"{text}\"{hashes}")
}

/// `["a", "b"]`
pub(super) fn strings<S: AsRef<str>>(texts: &[S]) -> String {
    if texts.is_empty() {
        // An empty list says nothing of its type.
        return "[\"\"; 0]".to_owned();
    }
    let literals: Vec<String> = texts.iter().map(|text| string(text.as_ref())).collect();
    format!("[{}]", literals.join(", "))
}

/// `"a"` or `["a", "b"]`, for what takes one column or several.
pub(super) fn columns(names: &[String]) -> String {
    match names {
        [one] => string(one),
        many => strings(many),
    }
}

/// A text for every dialect, or one for each.
pub(super) fn sql(text: &SqlText) -> String {
    let mut all = text.each();
    all.rotate_left(1);
    if let (Some(common), 1) = (text.common(), text.texts().count()) {
        return string(common);
    }
    let calls: String = all
        .into_iter()
        .filter_map(|(name, sql)| {
            let method = if name == "common" { "otherwise" } else { name };
            Some(format!(".{method}({})", string(sql?)))
        })
        .collect();
    format!("by_dialect(){calls}")
}

/// `Identity { always: true, ..Identity::default() }`: the fields that are not as by default.
pub(super) fn fields<const N: usize>(of: &str, fields: [Option<String>; N]) -> String {
    let said: Vec<String> = fields.into_iter().flatten().collect();
    match said.len() {
        0 => format!("{of}::default()"),
        n if n == N => format!("{of} {{ {} }}", said.join(", ")),
        _ => format!("{of} {{ {}, ..{of}::default() }}", said.join(", ")),
    }
}

/// The condition that a column is NULL, its name quoted as each dialect does.
pub(crate) fn is_null(column: &str) -> SqlText {
    let plain = column
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && column.contains('_');
    if plain {
        return SqlText::from(format!("{column} IS NULL"));
    }
    // A single word may be one that a server keeps for itself.
    let double = format!("\"{}\" IS NULL", column.replace('"', "\"\""));
    let back = format!("`{}` IS NULL", column.replace('`', "``"));
    SqlText::default()
        .sqlite(double.clone())
        .postgres(double)
        .mysql(back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_say_what_they_hold() {
        for (text, expected) in [
            ("plain", "\"plain\""),
            ("it's", "\"it's\""),
            ("größe …", "\"größe …\""),
            ("a \"b\"", "r#\"a \"b\"\"#"),
            ("a \"# b", "r##\"a \"# b\"##"),
            ("a\\b", "r\"a\\b\""),
            ("a\nb", "r\"a\nb\""),
            ("a\rb", "\"a\\rb\""),
            ("a\tb", "\"a\\tb\""),
            ("\u{202e}", "\"\\u{202e}\""),
            ("\0", "\"\\0\""),
        ] {
            let literal = string(text);
            assert_eq!(literal, expected);
            let parsed: syn::LitStr = syn::parse_str(&literal).unwrap();
            assert_eq!(parsed.value(), text, "{literal}");
        }
    }

    #[test]
    fn sql_for_dialects() {
        for (text, expected) in [
            (SqlText::from("a"), "\"a\""),
            (SqlText::default().mysql("m"), "by_dialect().mysql(\"m\")"),
            (
                SqlText::from("a").postgres("p"),
                "by_dialect().postgres(\"p\").otherwise(\"a\")",
            ),
            (is_null("full_name"), "\"full_name IS NULL\""),
        ] {
            assert_eq!(sql(&text), expected);
        }
    }
}

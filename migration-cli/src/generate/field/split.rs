use crate::generate::GenerateError;

/// Splits a word at its colons. A colon within brackets or quotes belongs to the part, and so
/// does a doubled one within a value (`default=sql(…)`, `using=age::int`).
pub(crate) fn split(word: &str) -> Result<Vec<String>, GenerateError> {
    let chars: Vec<char> = word.chars().collect();
    let mut parts = vec![String::new()];
    let mut open: Vec<char> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let part = parts.last_mut().expect("there is always one part");
        match c {
            // In a name a quote is a letter like others.
            '\'' | '"' if part.contains('=') || !open.is_empty() => {
                if let Some(end) = closing_quote(&chars, i) {
                    part.extend(&chars[i..=end]);
                    i = end + 1;
                    continue;
                }
                part.push(c);
            }
            '(' | '{' | '[' => {
                open.push(c);
                part.push(c);
            }
            ')' | '}' | ']' => {
                open.pop();
                part.push(c);
            }
            ':' if open.is_empty() => {
                if part.contains('=') && chars.get(i + 1) == Some(&':') {
                    part.push_str("::");
                    i += 2;
                    continue;
                }
                parts.push(String::new());
            }
            _ => part.push(c),
        }
        i += 1;
    }
    if let Some(bracket) = open.last() {
        return Err(GenerateError::usage(
            format!("{word:?} opens a {bracket:?} that it does not close"),
            format!(
                "the shell splits words at spaces: put the whole field in quotes, like '{}'",
                "total:int:default=sql(1 + 1)"
            ),
        ));
    }
    Ok(parts)
}

fn closing_quote(chars: &[char], start: usize) -> Option<usize> {
    let quote = chars[start];
    let mut i = start + 1;
    while i < chars.len() {
        if chars[i] == quote {
            if chars.get(i + 1) == Some(&quote) {
                i += 2;
                continue;
            }
            return Some(i);
        }
        i += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colons_split_where_they_should() {
        for (word, expected) in [
            ("email", &["email"][..]),
            ("email:string.20:index", &["email", "string.20", "index"]),
            (
                "a:int:default=sql(b::int)",
                &["a", "int", "default=sql(b::int)"],
            ),
            (
                "a:int:fill=b::int:index",
                &["a", "int", "fill=b::int", "index"],
            ),
            (
                "at:time:default='12:30:00':null",
                &["at", "time", "default='12:30:00'", "null"],
            ),
            ("a:enum{x,y}!", &["a", "enum{x,y}!"]),
            (
                "we\"ird:string:default='\"'",
                &["we\"ird", "string", "default='\"'"],
            ),
            ("a:string:default=it's", &["a", "string", "default=it's"]),
            (
                "a:string:default='it''s: so'",
                &["a", "string", "default='it''s: so'"],
            ),
        ] {
            assert_eq!(split(word).unwrap(), expected, "{word}");
        }
        let error = split("a:int:default=sql(1").unwrap_err();
        assert!(error.to_string().contains("does not close"), "{error}");
    }
}

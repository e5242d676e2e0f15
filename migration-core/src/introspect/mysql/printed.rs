//! Texts as the servers print them.

/// A name in quotes.
pub(super) fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// The column that a condition says to hold JSON, if it says nothing else.
pub(super) fn json_column(condition: &str) -> Option<String> {
    let inner = condition.strip_prefix("json_valid(`")?.strip_suffix("`)")?;
    let name = inner.replace("``", "`");
    (quoted(&name) == format!("`{inner}`")).then_some(name)
}

/// The text that a quoted literal stands for, if the whole of `sql` is one. A quote in it is
/// doubled or behind a backslash.
pub(super) fn literal(sql: &str) -> Option<String> {
    let (text, rest) = first_literal(sql)?;
    rest.is_empty().then_some(text)
}

/// The texts of a list of quoted literals.
pub(super) fn literals(mut sql: &str) -> Option<Vec<String>> {
    let mut all = Vec::new();
    loop {
        let (text, rest) = first_literal(sql)?;
        all.push(text);
        match rest.strip_prefix(',') {
            Some(more) => sql = more.trim_start(),
            None => return rest.is_empty().then_some(all),
        }
    }
}

/// The text that a quoted literal at the beginning stands for, and what is behind it.
pub(super) fn first_literal(sql: &str) -> Option<(String, &str)> {
    let inner = sql.strip_prefix('\'')?;
    let mut text = String::new();
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' if chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                chars.next();
                text.push('\'');
            }
            '\'' => return Some((text, &inner[at + 1..])),
            '\\' => text.push(unescaped(chars.next()?.1)),
            c => text.push(c),
        }
    }
    None
}

/// <https://dev.mysql.com/doc/refman/8.4/en/string-literals.html#character-escape-sequences>
const fn unescaped(c: char) -> char {
    match c {
        '0' => '\0',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\u{8}',
        'Z' => '\u{1A}',
        c => c,
    }
}

/// MySQL's catalogue has quotes and backslashes of expressions behind one more backslash.
pub(super) fn expression(printed: &str, is_mysql: bool) -> String {
    if !is_mysql {
        return bare(printed).to_owned();
    }
    let mut text = String::with_capacity(printed.len());
    let mut chars = printed.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next().map(|c| if c == 'n' { '\n' } else { c })),
            c => text.push(c),
        }
    }
    signed(bare(&text))
}

/// MySQL prints a negative number as it was read, and as the negative of a number once the table
/// was changed: `-1` and `-(1)`.
fn signed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut quote, mut escaped) = (text, None, false);
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        let number = behind.strip_prefix('(').and_then(|inner| {
            let (number, behind) = inner.split_once(')')?;
            let is_number = |c: char| c.is_ascii_digit() || c == '.';
            (!number.is_empty() && number.chars().all(is_number)).then_some((number, behind))
        });
        out.push(c);
        rest = behind;
        match quote {
            _ if escaped => escaped = false,
            Some(q) if c == '\\' && q != '`' => escaped = true,
            Some(q) if c == q => quote = None,
            Some(_) => {}
            None if matches!(c, '\'' | '"' | '`') => quote = Some(c),
            None => {
                if let (Some((number, behind)), '-') = (number, c) {
                    out.push_str(number);
                    rest = behind;
                }
            }
        }
    }
    out
}

/// The text without parentheses around the whole of it.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) else {
        return text;
    };
    let (mut depth, mut quote, mut escaped) = (0_u32, None, false);
    for c in inner.chars() {
        match quote {
            _ if escaped => escaped = false,
            Some(_) if c == '\\' && quote != Some('`') => escaped = true,
            Some(q) if c == q => quote = None,
            Some(_) => {}
            None => match c {
                '\'' | '"' | '`' => quote = Some(c),
                '(' => depth += 1,
                ')' if depth == 0 => return text,
                ')' => depth -= 1,
                _ => {}
            },
        }
    }
    if depth == 0 && quote.is_none() {
        bare(inner)
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{expression, literal, literals};

    #[test]
    fn literals_with_quotes_and_backslashes() {
        assert_eq!(literal("'it''s'").as_deref(), Some("it's"));
        assert_eq!(literal(r"'it\'s \\ x'").as_deref(), Some(r"it's \ x"));
        assert_eq!(literal("'a' + 'b'"), None);
        assert_eq!(literals("'a','it''s'").unwrap(), ["a", "it's"]);
    }

    #[test]
    fn expressions_without_what_the_catalogue_adds() {
        let check = |printed, expected| assert_eq!(expression(printed, true), expected);
        check(r"(`s` <> _utf8mb4\'it\\\'s\')", r"`s` <> _utf8mb4'it\'s'");
        check("((`a` + 1))", "`a` + 1");
        check("(`a` + 1) * (`b`)", "(`a` + 1) * (`b`)");
        check("(`a-(1)` > -(1000))", "`a-(1)` > -1000");
        check("(`a` > -(`b`))", "`a` > -(`b`)");
        check(r"(concat(`a`,_utf8mb4\')\'))", "concat(`a`,_utf8mb4')')");
    }
}

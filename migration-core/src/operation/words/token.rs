//! The tokens of an SQL text.

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
    let mut before = ' ';
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match first {
            '-' if begins_comment(before, rest) => line(rest),
            '/' if rest.starts_with("/*") && !rest.starts_with("/*!") => block(rest),
            '\'' => closing(rest, '\''),
            '"' | '`' => closing(rest, first),
            c if c.is_ascii_digit() => run(rest, |c| c.is_alphanumeric() || c == '.'),
            c if is_word(c) => run(rest, is_word),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(end);
        rest = after;
        before = token.chars().next_back().unwrap_or(' ');
        Some(
            if first == '"' || first == '`' || (is_word(first) && !first.is_ascii_digit()) {
                Token::Word(token)
            } else {
                Token::Other(token)
            },
        )
    })
}

/// Whether a piece of a text is white space, or a comment, which counts as much.
pub(super) fn is_space(text: &str) -> bool {
    text.trim().is_empty() || text.starts_with("--") || text.starts_with("/*")
}

/// Whether two dashes begin a comment: `5--1` is a number on MySQL, whose comments have white
/// space behind the dashes.
fn begins_comment(before: char, rest: &str) -> bool {
    rest.strip_prefix("--").is_some_and(|rest| {
        before.is_whitespace() || rest.chars().next().is_none_or(char::is_whitespace)
    })
}

/// What is left of the line.
fn line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn block(text: &str) -> usize {
    text.find("*/").map_or(text.len(), |at| at + 2)
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
    fn the_tokens_of_a_text_are_the_text() {
        for sql in [
            "a'b''c'\"d\"\"e\" 1.5e3 + ü",
            "'open",
            "\"open",
            "",
            "a -- it's\nb /* c's */ d--1 /*",
        ] {
            let joined: String = tokens(sql)
                .map(|token| match token {
                    Token::Word(text) | Token::Other(text) => text,
                })
                .collect();
            assert_eq!(joined, sql);
        }
    }

    #[test]
    fn a_comment_holds_no_words() {
        let words = |sql: &'static str| -> Vec<&str> {
            tokens(sql)
                .filter_map(|token| match token {
                    Token::Word(word) => Some(word),
                    Token::Other(_) => None,
                })
                .collect()
        };
        for (sql, expected) in [
            ("a -- don't b\nc", ["a", "c"]),
            ("a --don't b\nc", ["a", "c"]),
            ("a/* it's b */c", ["a", "c"]),
            ("a--c", ["a", "c"]),
            ("a/c -- ", ["a", "c"]),
        ] {
            assert_eq!(words(sql), expected, "{sql}");
        }
    }
}

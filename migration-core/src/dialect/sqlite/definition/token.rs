//! SQLite's tokens: <https://www.sqlite.org/src/file/src/tokenize.c> is the rule.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A keyword or a bare name.
    Word,
    /// A name in `"…"`, `` `…` `` or `[…]`.
    Quoted,
    /// A text in `'…'`.
    Text,
    /// A number.
    Number,
    /// Bytes in `x'…'`.
    Blob,
    /// Anything else: one character.
    Symbol,
}

/// A token, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    pub(crate) text: &'a str,
    pub(crate) start: usize,
}

impl Token<'_> {
    pub(crate) const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this keyword, in upper or lower case.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    pub(crate) fn is_symbol(&self, symbol: char) -> bool {
        self.kind == Kind::Symbol && self.text.starts_with(symbol)
    }

    /// Whether it may stand for a name. SQLite takes a text for a name where only a name can be.
    pub(crate) const fn is_name(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Quoted | Kind::Text)
    }
}

/// The tokens of a text; white space and comments are none.
pub(crate) fn tokens(sql: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &sql[at..];
            let (kind, len) = next(rest)?;
            let start = at;
            at += len;
            if let Some(kind) = kind {
                return Some(Token {
                    kind,
                    text: &rest[..len],
                    start,
                });
            }
        }
    })
}

/// What begins here, and its length; a piece without a kind is no token.
fn next(rest: &str) -> Option<(Option<Kind>, usize)> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    let second = chars.next();
    Some(match first {
        c if c.is_ascii_whitespace() => (None, 1),
        '-' if second == Some('-') => (None, until(rest, "\n")),
        '/' if second == Some('*') => (None, 2 + until(&rest[2..], "*/")),
        '\'' => (Some(Kind::Text), quoted(rest, '\'')),
        '"' | '`' => (Some(Kind::Quoted), quoted(rest, first)),
        '[' => (Some(Kind::Quoted), until(rest, "]")),
        'x' | 'X' if second == Some('\'') => (Some(Kind::Blob), 1 + quoted(&rest[1..], '\'')),
        c if c.is_ascii_digit() => (Some(Kind::Number), number(rest)),
        '.' if second.is_some_and(|c| c.is_ascii_digit()) => (Some(Kind::Number), number(rest)),
        c if is_word(c) => (Some(Kind::Word), run(rest, is_word)),
        c => (Some(Kind::Symbol), c.len_utf8()),
    })
}

/// SQLite takes every character beyond ASCII for a letter.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$' || !c.is_ascii()
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// The length up to and with `end`.
fn until(text: &str, end: &str) -> usize {
    text.find(end).map_or(text.len(), |at| at + end.len())
}

/// `12`, `1.5e-3`, `.5`, `0xff`: the sign of an exponent belongs to it.
fn number(text: &str) -> usize {
    let hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    let mut previous = ' ';
    text.find(|c: char| {
        let exponent = !hexadecimal && matches!(previous, 'e' | 'E') && matches!(c, '+' | '-');
        previous = c;
        !(exponent || c == '.' || is_word(c))
    })
    .unwrap_or(text.len())
}

/// The length of a quoted piece; a doubled quote within it is no end.
fn quoted(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            return at + 1;
        }
    }
    text.len()
}

/// What a name or a text says, without its quotes.
pub(crate) fn unquoted(token: &str) -> String {
    let Some(quote @ ('"' | '`' | '\'' | '[')) = token.chars().next() else {
        return token.to_owned();
    };
    let inner = &token[1..];
    if quote == '[' {
        return inner.strip_suffix(']').unwrap_or(inner).to_owned();
    }
    let inner = inner.strip_suffix(quote).unwrap_or(inner);
    inner.replace(&format!("{quote}{quote}"), &quote.to_string())
}

/// Whether the text names this column.
pub(crate) fn mentions(sql: &str, name: &str) -> bool {
    tokens(sql).any(|token| {
        matches!(token.kind, Kind::Word | Kind::Quoted)
            && unquoted(token.text).eq_ignore_ascii_case(name)
    })
}

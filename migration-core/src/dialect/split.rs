//! An SQL text in its single statements, so that each is run, journaled and named alone.
//!
//! It knows strings, quoted names, comments, PostgreSQL's dollar quotes and the bodies of
//! triggers and routines: enough to find the semicolons that end a statement, and no more.

use super::problem::Problem;
use crate::schema::DialectName;

/// One statement of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The statement, without the semicolon at its end.
    pub sql: &'a str,
    /// Its first words in upper case, comments left out.
    pub words: Vec<String>,
}

/// How many words of a statement are kept: `CREATE UNIQUE INDEX CONCURRENTLY`, and room for
/// `CREATE OR REPLACE DEFINER = a @ b PROCEDURE`.
const HEAD: usize = 12;

impl Piece<'_> {
    fn begins(&self, words: &[&str]) -> bool {
        self.words.len() >= words.len() && self.words.iter().zip(words).all(|(a, b)| a == b)
    }

    /// Refuses what would end the migration's transaction, and with it its all-or-nothing.
    pub(super) fn stays_in_transaction(&self) -> Result<(), Problem> {
        let ends = match self.words.first().map(String::as_str) {
            Some("COMMIT" | "END" | "ABORT") => true,
            Some("ROLLBACK") => !self.begins(&["ROLLBACK", "TO"]),
            Some("BEGIN") => !self.begins(&["BEGIN", "NOT", "ATOMIC"]),
            Some("START") => self.begins(&["START", "TRANSACTION"]),
            _ => false,
        };
        if ends {
            return Err(Problem::new(
                format!("{:?} would end the migration's own transaction", self.sql),
                "leave it out: where a transaction begins and ends is not the migration's to say",
            ));
        }
        Ok(())
    }

    /// Whether PostgreSQL refuses the statement inside a transaction.
    pub(super) fn wants_no_transaction(&self) -> bool {
        let concurrently = self.words.iter().any(|word| word == "CONCURRENTLY")
            && ["CREATE", "DROP", "REINDEX"]
                .iter()
                .any(|verb| self.begins(&[verb]));
        concurrently
            || self.begins(&["VACUUM"])
            || self.begins(&["ALTER", "SYSTEM"])
            || ["CREATE", "DROP"]
                .iter()
                .any(|verb| self.begins(&[verb, "DATABASE"]) || self.begins(&[verb, "TABLESPACE"]))
    }
}

/// The statements of a text, in order. What is not closed at the end of the text belongs to
/// the last of them; the server will say what is wrong with it.
#[must_use]
pub fn statements(sql: &str, dialect: DialectName) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut statement = Statement::default();
    let (mut start, mut at) = (0, 0);
    while at < sql.len() {
        let rest = &sql[at..];
        let token = token(rest, dialect, at > 0 && continues_word(&sql[..at]));
        match token {
            Token::Semicolon if statement.is_open(dialect) => {}
            Token::Semicolon => {
                finish(&mut pieces, &sql[start..at], std::mem::take(&mut statement));
                start = at + 1;
            }
            Token::Space(_) => {}
            _ => statement.take(token, rest, dialect),
        }
        at += token.len();
    }
    finish(&mut pieces, &sql[start..], statement);
    pieces
}

/// Every bare word of a text in upper case: what stands in strings, quoted names and comments is
/// left out.
#[must_use]
pub fn words(sql: &str, dialect: DialectName) -> Vec<String> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < sql.len() {
        let token = token(&sql[at..], dialect, at > 0 && continues_word(&sql[..at]));
        if let Token::Word(len) = token {
            words.push(sql[at..at + len].to_uppercase());
        }
        at += token.len();
    }
    words
}

fn finish<'a>(pieces: &mut Vec<Piece<'a>>, sql: &'a str, statement: Statement) {
    if statement.holds_something {
        pieces.push(Piece {
            sql: sql.trim(),
            words: statement.words,
        });
    }
}

/// What is known about the statement that is being read.
#[derive(Default)]
struct Statement {
    holds_something: bool,
    words: Vec<String>,
    /// Parentheses that are open.
    parentheses: usize,
    /// `BEGIN` and `CASE` without their `END`.
    blocks: usize,
    /// Whether it defines a trigger or a routine, whose body may hold statements.
    body: bool,
    previous: String,
}

impl Statement {
    fn is_open(&self, dialect: DialectName) -> bool {
        // PostgreSQL's CREATE RULE has statements in parentheses. Elsewhere a parenthesis
        // that nobody closes should spoil no more than its own statement.
        let in_parentheses = dialect == DialectName::Postgres && self.parentheses > 0;
        in_parentheses || self.blocks > 0 || self.waits_for_body(dialect)
    }

    /// SQLite's triggers always have a body in `BEGIN … END`.
    fn waits_for_body(&self, dialect: DialectName) -> bool {
        dialect == DialectName::Sqlite && self.body && self.previous != "END"
    }

    fn take(&mut self, token: Token, text: &str, dialect: DialectName) {
        self.holds_something = true;
        match token {
            Token::Open => self.parentheses += 1,
            Token::Close => self.parentheses = self.parentheses.saturating_sub(1),
            Token::Word(len) => self.word(text[..len].to_uppercase(), dialect),
            _ => self.previous.clear(),
        }
    }

    fn word(&mut self, word: String, dialect: DialectName) {
        if self.words.len() < HEAD {
            self.words.push(word.clone());
            if !self.body && self.defines_body(dialect) {
                self.body = true;
                // A block of its own begins before it can be told from a transaction.
                self.blocks += usize::from(word == "ATOMIC");
            }
        }
        let previous = std::mem::replace(&mut self.previous, word);
        let word = self.previous.as_str();
        if dialect == DialectName::Postgres {
            // Only a function body in standard SQL holds statements outside of quotes.
            match word {
                "ATOMIC" if previous == "BEGIN" => self.blocks += 1,
                "CASE" if self.blocks > 0 => self.blocks += 1,
                "END" => self.blocks = self.blocks.saturating_sub(1),
                _ => {}
            }
        } else if self.body {
            match word {
                // `END CASE` closes what `CASE` opened, and was counted at its `END`.
                "BEGIN" => self.blocks += 1,
                "CASE" if previous != "END" => self.blocks += 1,
                "END" => self.blocks = self.blocks.saturating_sub(1),
                // `END IF` and the like close what was never counted as open.
                "IF" | "LOOP" | "WHILE" | "REPEAT" | "FOR" if previous == "END" => {
                    self.blocks += 1;
                }
                _ => {}
            }
        }
    }

    fn defines_body(&self, dialect: DialectName) -> bool {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let Some((last, before)) = words.split_last() else {
            return false;
        };
        match dialect {
            DialectName::Postgres => false,
            DialectName::Sqlite => {
                *last == "TRIGGER"
                    && matches!(
                        before,
                        ["CREATE"] | ["CREATE", "TEMP"] | ["CREATE", "TEMPORARY"]
                    )
            }
            DialectName::Mysql if *last == "ATOMIC" => before == ["BEGIN", "NOT"],
            DialectName::Mysql => {
                matches!(
                    *last,
                    "TRIGGER" | "PROCEDURE" | "FUNCTION" | "EVENT" | "PACKAGE"
                ) && before.first() == Some(&"CREATE")
                    && !before.iter().any(|word| OTHER_OBJECTS.contains(word))
            }
        }
    }
}

/// What a CREATE of MySQL or MariaDB may name that has no body: a table may be called `event`.
const OTHER_OBJECTS: [&str; 12] = [
    "TABLE", "INDEX", "VIEW", "DATABASE", "SCHEMA", "UNIQUE", "FULLTEXT", "SPATIAL", "USER",
    "ROLE", "SERVER", "SEQUENCE",
];

/// A piece of the text, with its length in bytes where it varies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Semicolon,
    Open,
    Close,
    Word(usize),
    /// White space and comments.
    Space(usize),
    Other(usize),
}

impl Token {
    const fn len(self) -> usize {
        match self {
            Self::Semicolon | Self::Open | Self::Close => 1,
            Self::Word(len) | Self::Space(len) | Self::Other(len) => len,
        }
    }
}

fn token(rest: &str, dialect: DialectName, in_word: bool) -> Token {
    use DialectName::{Mysql, Postgres, Sqlite};
    let mut chars = rest.chars();
    let first = chars.next().unwrap_or(' ');
    let second = chars.next();
    match first {
        ';' => Token::Semicolon,
        '(' => Token::Open,
        ')' => Token::Close,
        '\'' => Token::Other(quoted(rest, '\'', dialect == Mysql)),
        '"' => Token::Other(quoted(rest, '"', dialect == Mysql)),
        '`' if dialect != Postgres => Token::Other(quoted(rest, '`', false)),
        '[' if dialect == Sqlite => Token::Other(until(rest, "]")),
        '-' if second == Some('-') && is_dash_comment(rest, dialect) => {
            Token::Space(until(rest, "\n"))
        }
        '#' if dialect == Mysql => Token::Space(until(rest, "\n")),
        '/' if second == Some('*') => block_comment(rest, dialect),
        '$' if dialect == Postgres && !in_word => match dollar_quoted(rest) {
            Some(len) => Token::Other(len),
            None => Token::Other(1),
        },
        'e' | 'E' if dialect == Postgres && !in_word && second == Some('\'') => {
            Token::Other(1 + quoted(&rest[1..], '\'', true))
        }
        c if c.is_whitespace() => Token::Space(c.len_utf8()),
        c if is_word(c) && !c.is_ascii_digit() && c != '$' => {
            Token::Word(rest.find(|c| !is_word(c)).unwrap_or(rest.len()))
        }
        c if is_word(c) => Token::Other(rest.find(|c| !is_word(c)).unwrap_or(rest.len())),
        c => Token::Other(c.len_utf8()),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

fn continues_word(before: &str) -> bool {
    before.chars().next_back().is_some_and(is_word)
}

/// MySQL wants white space behind the dashes: `5--1` is a number there.
fn is_dash_comment(rest: &str, dialect: DialectName) -> bool {
    dialect != DialectName::Mysql
        || rest[2..]
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || c.is_control())
}

/// The length up to and with `end`.
fn until(rest: &str, end: &str) -> usize {
    rest.find(end).map_or(rest.len(), |at| at + end.len())
}

/// The length of a quoted piece. A doubled quote begins the next piece at once, which comes
/// to the same.
fn quoted(rest: &str, quote: char, backslashes: bool) -> usize {
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == '\\' && backslashes {
            chars.next();
        } else if c == quote {
            return at + 1;
        }
    }
    rest.len()
}

/// PostgreSQL's comments nest. On MySQL `/*! … */` and MariaDB `/*M! … */` are code.
fn block_comment(rest: &str, dialect: DialectName) -> Token {
    let mut depth = 0usize;
    let mut at = 0;
    let bytes = rest.as_bytes();
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") && (depth == 0 || dialect == DialectName::Postgres) {
            depth += 1;
            at += 2;
        } else if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += 1;
        }
    }
    let code =
        dialect == DialectName::Mysql && (rest.starts_with("/*!") || rest.starts_with("/*M!"));
    if code {
        Token::Other(at)
    } else {
        Token::Space(at)
    }
}

/// The length of `$tag$ … $tag$`, if that is what begins here.
fn dollar_quoted(rest: &str) -> Option<usize> {
    let tag_end = rest[1..].find('$')? + 2;
    let tag = &rest[..tag_end];
    let name = &tag[1..tag.len() - 1];
    let is_tag = name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_ascii_digit());
    if !is_tag {
        return None;
    }
    Some(
        rest[tag_end..]
            .find(tag)
            .map_or(rest.len(), |at| tag_end + at + tag.len()),
    )
}

/// Where each of the first tokens of a text begins and ends, at most so many, without white space and
/// comments. A name in quotes is one, quotes in it included.
pub(super) fn tokens(sql: &str, dialect: DialectName, most: usize) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < sql.len() && all.len() < most {
        let token = token(&sql[at..], dialect, at > 0 && continues_word(&sql[..at]));
        let (begin, end) = (at, at + token.len());
        at = end;
        if matches!(token, Token::Space(_)) {
            continue;
        }
        let quote = sql[begin..].chars().next().filter(|c| "'\"`".contains(*c));
        match all.last_mut() {
            Some((start, last))
                if *last == begin && quote.is_some_and(|c| sql[*start..].starts_with(c)) =>
            {
                *last = end;
            }
            _ => all.push((begin, end)),
        }
    }
    all
}

#[cfg(test)]
mod tests;

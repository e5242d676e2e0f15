use std::fmt;

use super::token::{Token, tokens, unquoted};

/// A text that is not what SQLite keeps of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// Where it cannot be read on.
    pub(crate) near: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot be read near {:?}", self.near)
    }
}

/// The place up to which a text is read.
pub(super) struct Cursor<'a> {
    sql: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(sql: &'a str) -> Self {
        Self {
            sql,
            tokens: tokens(sql).collect(),
            at: 0,
        }
    }

    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.ahead(0)
    }

    pub(super) fn ahead(&self, by: usize) -> Option<Token<'a>> {
        self.tokens.get(self.at + by).copied()
    }

    pub(super) fn next(&mut self) -> Result<Token<'a>, Unreadable> {
        let token = self.peek().ok_or_else(|| self.unreadable())?;
        self.at += 1;
        Ok(token)
    }

    /// Whether these keywords come next.
    pub(super) fn sees(&self, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(i, word)| self.ahead(i).is_some_and(|token| token.is_word(word)))
    }

    /// Goes behind these keywords, if they come next.
    pub(super) fn take(&mut self, words: &[&str]) -> bool {
        let seen = self.sees(words);
        if seen {
            self.at += words.len();
        }
        seen
    }

    pub(super) fn sees_symbol(&self, symbol: char) -> bool {
        self.peek().is_some_and(|token| token.is_symbol(symbol))
    }

    pub(super) fn take_symbol(&mut self, symbol: char) -> bool {
        let seen = self.sees_symbol(symbol);
        self.at += usize::from(seen);
        seen
    }

    /// Goes behind this keyword, which must come next.
    pub(super) fn expect(&mut self, words: &[&str]) -> Result<(), Unreadable> {
        if self.take(words) {
            Ok(())
        } else {
            Err(self.unreadable())
        }
    }

    pub(super) fn expect_symbol(&mut self, symbol: char) -> Result<(), Unreadable> {
        if self.take_symbol(symbol) {
            Ok(())
        } else {
            Err(self.unreadable())
        }
    }

    /// A name, without its quotes.
    pub(super) fn name(&mut self) -> Result<String, Unreadable> {
        match self.peek() {
            Some(token) if token.is_name() => {
                self.at += 1;
                Ok(unquoted(token.text))
            }
            _ => Err(self.unreadable()),
        }
    }

    /// A name that may stand behind the name of a database and a dot.
    pub(super) fn name_of_database_too(&mut self) -> Result<String, Unreadable> {
        let name = self.name()?;
        if self.take_symbol('.') {
            return self.name();
        }
        Ok(name)
    }

    /// Names within parentheses, with commas between them.
    pub(super) fn names(&mut self) -> Result<Vec<String>, Unreadable> {
        self.expect_symbol('(')?;
        let mut names = vec![self.name()?];
        while self.take_symbol(',') {
            names.push(self.name()?);
        }
        self.expect_symbol(')')?;
        Ok(names)
    }

    /// What stands within the parentheses that come next.
    pub(super) fn parenthesised(&mut self) -> Result<&'a str, Unreadable> {
        let open = self.place();
        self.expect_symbol('(')?;
        self.skip_to_end()?;
        self.expect_symbol(')')?;
        let text = self.since(open);
        Ok(text[1..text.len() - 1].trim())
    }

    /// Goes on to a closing parenthesis or the text's end.
    fn skip_to_end(&mut self) -> Result<(), Unreadable> {
        while !self.sees_symbol(')') {
            self.skip_one()?;
        }
        Ok(())
    }

    /// Goes behind one token, or behind all that stands in parentheses.
    pub(super) fn skip_one(&mut self) -> Result<(), Unreadable> {
        if self.next()?.is_symbol('(') {
            self.skip_to_end()?;
            self.at += 1;
        }
        Ok(())
    }

    /// A place to come back to.
    pub(super) const fn place(&self) -> usize {
        self.at
    }

    /// The words between a place and this one.
    pub(super) fn since(&self, place: usize) -> &'a str {
        self.between(place, self.at)
    }

    pub(super) fn between(&self, from: usize, to: usize) -> &'a str {
        match (
            self.tokens.get(from),
            to.checked_sub(1).and_then(|i| self.tokens.get(i)),
        ) {
            (Some(first), Some(last)) if from < to => &self.sql[first.start..last.end()],
            _ => "",
        }
    }

    #[cfg(any(feature = "_io", test))]
    /// All that comes from here on.
    pub(super) fn rest(&self) -> &'a str {
        self.peek().map_or("", |token| &self.sql[token.start..])
    }

    pub(super) fn token_at(&self, place: usize) -> Option<Token<'a>> {
        self.tokens.get(place).copied()
    }

    pub(super) fn unreadable(&self) -> Unreadable {
        let start = self.peek().map_or(self.sql.len(), |token| token.start);
        Unreadable {
            near: self.sql[start..].chars().take(40).collect(),
        }
    }
}

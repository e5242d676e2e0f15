use crate::dialect::split;
use crate::schema::DialectName;

/// How many tokens are read: what a statement is about stands at its beginning, and its rows may
/// be many.
const HEAD: usize = 512;

/// Reads the beginning of a statement, token by token.
#[derive(Debug, Clone)]
pub(in crate::dialect) struct Reader<'a> {
    sql: &'a str,
    dialect: DialectName,
    /// Where each of the first tokens begins and ends.
    tokens: Vec<(usize, usize)>,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(in crate::dialect) fn new(sql: &'a str, dialect: DialectName) -> Self {
        Self {
            sql,
            dialect,
            tokens: split::tokens(sql, dialect, HEAD),
            at: 0,
        }
    }

    /// The next token, as it is written.
    pub(in crate::dialect) fn peek(&self) -> Option<&'a str> {
        let (begin, end) = *self.tokens.get(self.at)?;
        Some(&self.sql[begin..end])
    }

    pub(in crate::dialect) fn next(&mut self) -> Option<&'a str> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// The next word in upper case.
    pub(in crate::dialect) fn word(&mut self) -> String {
        self.next().unwrap_or_default().to_ascii_uppercase()
    }

    /// Goes behind the next token, if it is this word or sign.
    pub(in crate::dialect) fn skip(&mut self, word: &str) -> bool {
        let found = self
            .peek()
            .is_some_and(|token| token.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    /// Goes behind these words, if they all follow.
    pub(in crate::dialect) fn skip_all(&mut self, words: &[&str]) -> bool {
        let begin = self.at;
        let found = words.iter().all(|word| self.skip(word));
        if !found {
            self.at = begin;
        }
        found
    }

    /// A name as it is written, with what stands before a dot in it.
    pub(in crate::dialect) fn name(&mut self) -> Option<&'a str> {
        let (begin, mut end) = *self.tokens.get(self.at)?;
        let is_name = |text: &str| {
            text.starts_with(|c: char| c.is_alphanumeric() || "_$\"`".contains(c))
                && !text.starts_with("$$")
        };
        if !is_name(self.peek()?) {
            return None;
        }
        self.at += 1;
        while self.skip(".") {
            end = self.tokens.get(self.at)?.1;
            if !is_name(self.peek()?) {
                return None;
            }
            self.at += 1;
        }
        Some(&self.sql[begin..end])
    }

    /// Whether one of these words is among the tokens of the statement.
    pub(in crate::dialect) fn has(&self, words: &[&str]) -> bool {
        let all = split::tokens(self.sql, self.dialect, usize::MAX);
        all.into_iter().any(|(begin, end)| {
            let token = &self.sql[begin..end];
            words.iter().any(|word| token.eq_ignore_ascii_case(word))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        let name = |sql, dialect| Reader::new(sql, dialect).name().map(str::to_owned);
        for (sql, expected) in [
            ("`a``b` (x)", Some("`a``b`")),
            ("db . `t` ADD", Some("db . `t`")),
            ("/* x */ users", Some("users")),
            ("(a)", None),
            ("", None),
        ] {
            assert_eq!(name(sql, DialectName::Mysql).as_deref(), expected, "{sql}");
        }
        assert_eq!(
            name("\"s\".\"a\"\"b\" ON", DialectName::Postgres).as_deref(),
            Some("\"s\".\"a\"\"b\"")
        );
    }
}

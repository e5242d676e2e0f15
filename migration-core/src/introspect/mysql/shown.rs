//! What `SHOW CREATE` prints. The catalogue has characters of three bytes at most and puts
//! question marks for the others; here expressions are whole. A plain literal that is a default is
//! cut in both.

use std::collections::BTreeMap;

use super::printed::quoted;
use crate::driver::{Connection, DriverError, ErrorKind};

/// Whether a text of the catalogue may not be what it is a text of.
pub(super) fn is_doubtful(text: &str) -> bool {
    text.contains('?')
}

/// The statement that would create something: the column of the answer that holds it.
pub(super) async fn statement(
    connection: &mut Connection,
    kind: &str,
    name: &str,
    at: usize,
) -> Result<Option<String>, DriverError> {
    let show = format!("SHOW CREATE {kind} {}", quoted(name));
    let rows = match connection.query(&show).await {
        // Bytes that are a default stand in it as they are, and are no text.
        Err(error) if error.code.is_none() && error.kind == ErrorKind::Other => return Ok(None),
        rows => rows?,
    };
    let row = rows.into_iter().next();
    Ok(row.and_then(|row| row.into_iter().nth(at)).flatten())
}

/// The tables that were shown so far.
#[derive(Default)]
pub(super) struct ShownTables(BTreeMap<String, ShownTable>);

impl ShownTables {
    pub(super) async fn of(
        &mut self,
        connection: &mut Connection,
        table: &str,
    ) -> Result<&ShownTable, DriverError> {
        let shown = match self.0.remove(table) {
            Some(shown) => shown,
            None => ShownTable::of(connection, table).await?,
        };
        Ok(self.0.entry(table.to_owned()).or_insert(shown))
    }
}

/// What stands between the parentheses of a table as the server prints it.
pub(super) struct ShownTable(String);

impl ShownTable {
    async fn of(connection: &mut Connection, table: &str) -> Result<Self, DriverError> {
        let text = statement(connection, "TABLE", table, 1).await?;
        Ok(Self::new(&text.unwrap_or_default(), table))
    }

    fn new(text: &str, table: &str) -> Self {
        let head = format!("CREATE TABLE {} (", quoted(table));
        Self(text.strip_prefix(&head).unwrap_or_default().to_owned())
    }

    /// The default of a column, as SQL.
    pub(super) fn default_of(&self, column: &str) -> Option<&str> {
        const BEHIND: [&str; 5] = ["ON", "COMMENT", "CHECK", "AUTO_INCREMENT", "/*"];
        let rest = after(self.piece(&quoted(column))?, "DEFAULT")?;
        Some(until(rest, &BEHIND))
    }

    /// What a column is computed from.
    pub(super) fn computed_from(&self, column: &str) -> Option<&str> {
        let rest = after(self.piece(&quoted(column))?, "AS")?;
        Some(until(rest, &["STORED", "PERSISTENT", "VIRTUAL"]))
    }

    /// The condition of a check of the table, or of the column of that name.
    pub(super) fn check(&self, name: &str) -> Option<&str> {
        let name = quoted(name);
        let piece = self.piece(&format!("CONSTRAINT {name}"));
        let rest = after(piece.or_else(|| self.piece(&name))?, "CHECK")?;
        Some(until(rest, &["/*"]))
    }

    /// What is listed under these words.
    fn piece(&self, begins: &str) -> Option<&str> {
        let mut rest = self.0.as_str();
        loop {
            let end = words(rest).find(|(_, word)| matches!(*word, "," | ")"));
            let (at, _) = end?;
            let piece = rest[..at].trim();
            if let Some(of) = piece.strip_prefix(begins)
                && of.starts_with(' ')
            {
                return Some(of);
            }
            if rest[at..].starts_with(')') {
                return None;
            }
            rest = &rest[at + 1..];
        }
    }
}

fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (at, _) = words(text).find(|(_, each)| *each == word)?;
    Some(text[at + word.len()..].trim())
}

fn until<'a>(text: &'a str, ends: &[&str]) -> &'a str {
    let end = words(text).find(|(_, word)| ends.contains(word));
    end.map_or(text, |(at, _)| text[..at].trim())
}

/// The words, commas and the closing parenthesis of a text that stand neither in quotes nor in
/// parentheses, each with its place.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut depth = 0_u32;
    std::iter::from_fn(move || {
        while let Some(c) = text[at..].chars().next() {
            let begin = at;
            at += c.len_utf8();
            match c {
                '\'' | '"' | '`' => at = behind_quote(text, at, c),
                '(' => depth += 1,
                ')' if depth > 0 => depth -= 1,
                ',' | ')' if depth == 0 => return Some((begin, &text[begin..at])),
                c if depth == 0 && !c.is_whitespace() => {
                    let ends = |c: char| c.is_whitespace() || "(),'\"`".contains(c);
                    let rest = &text[begin..];
                    let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
                    at = begin + word.len();
                    let word = if word.starts_with("/*") { "/*" } else { word };
                    return Some((begin, word));
                }
                _ => {}
            }
        }
        None
    })
}

/// The place behind the quote that ends a text which began before `at`.
fn behind_quote(text: &str, at: usize, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in text[at..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote != '`' => escaped = true,
            // One that is doubled ends a text and begins another.
            c if c == quote => return at + i + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::ShownTable;

    #[test]
    fn a_table_s_parts() {
        let shown = ShownTable::new(
            r#"CREATE TABLE `t (` (
  `a b` varchar(20) NOT NULL DEFAULT 'gr?, DEFAULT \' ''' COMMENT 'x DEFAULT ''y''',
  `e``,` varchar(20) NOT NULL DEFAULT concat('😀','x)') COMMENT 'y',
  `at` datetime(6) DEFAULT (now(6)) ON UPDATE current_timestamp(6) /*!80023 INVISIBLE */,
  `g` varchar(50) GENERATED ALWAYS AS (concat(`c`,'😀?')) STORED COMMENT 'g',
  `j` longtext NOT NULL CHECK (json_valid(`j`)),
  PRIMARY KEY (`e``,`),
  CONSTRAINT `odd )` CHECK (`c` <> '😀?') /*!80016 NOT ENFORCED */
) ENGINE=InnoDB COMMENT='x'"#,
            "t (",
        );
        assert_eq!(shown.default_of("a b"), Some(r"'gr?, DEFAULT \' '''"));
        assert_eq!(shown.default_of("e`,"), Some("concat('😀','x)')"));
        assert_eq!(shown.default_of("at"), Some("(now(6))"));
        assert_eq!(shown.default_of("j"), None);
        assert_eq!(shown.computed_from("g"), Some("(concat(`c`,'😀?'))"));
        assert_eq!(shown.check("j"), Some("(json_valid(`j`))"));
        assert_eq!(shown.check("odd )"), Some("(`c` <> '😀?')"));
        assert_eq!(shown.check("none"), None);
    }
}

//! What the server answers: rows of text, told apart by their first column.

use std::collections::HashMap;
use std::str::FromStr;

/// All rows, by the question they answer.
#[derive(Debug, Default)]
pub(super) struct Answers(HashMap<String, Vec<Row>>);

impl Answers {
    pub(super) fn new(rows: Vec<Vec<Option<String>>>) -> Self {
        let mut answers = Self::default();
        for row in rows {
            let mut row = Row::new(row);
            let question = row.text();
            answers.0.entry(question).or_default().push(row);
        }
        answers
    }

    /// The rows that answer one question.
    pub(super) fn to(&mut self, question: &str) -> Vec<Row> {
        self.0.remove(question).unwrap_or_default()
    }
}

/// One row, read from the left.
#[derive(Debug)]
pub(super) struct Row(std::vec::IntoIter<Option<String>>);

impl Row {
    pub(super) fn new(row: Vec<Option<String>>) -> Self {
        Self(row.into_iter())
    }

    pub(super) fn maybe(&mut self) -> Option<String> {
        self.0.next().flatten()
    }

    pub(super) fn text(&mut self) -> String {
        self.maybe().unwrap_or_default()
    }

    pub(super) fn flag(&mut self) -> bool {
        self.maybe().as_deref() == Some("t")
    }

    pub(super) fn number<T: FromStr + Default>(&mut self) -> T {
        self.text().parse().unwrap_or_default()
    }

    /// The items of an array, or of a vector of numbers.
    pub(super) fn list(&mut self) -> Vec<String> {
        items(&self.text())
    }

    pub(super) fn numbers<T: FromStr + Default>(&mut self) -> Vec<T> {
        let list = self.list();
        list.iter()
            .map(|item| item.parse().unwrap_or_default())
            .collect()
    }
}

/// The items of an array as PostgreSQL writes it, `{a,"b c"}`, or of a vector, `1 2`:
/// <https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO>
fn items(text: &str) -> Vec<String> {
    let Some(inner) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) else {
        return text.split_ascii_whitespace().map(str::to_owned).collect();
    };
    let mut all = Vec::new();
    let mut chars = inner.chars().peekable();
    while chars.peek().is_some() {
        let mut item = String::new();
        let mut quoted = false;
        while let Some(c) = chars.next() {
            match c {
                '"' => quoted = !quoted,
                '\\' => item.extend(chars.next()),
                ',' if !quoted => break,
                c => item.push(c),
            }
        }
        all.push(item);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::items;

    #[test]
    fn the_items_of_an_array() {
        for (text, expected) in [
            ("{}", &[][..]),
            ("{1,2}", &["1", "2"]),
            ("1 2", &["1", "2"]),
            ("", &[]),
            (
                r#"{"a,b","say \"x\"","back\\slash",plain}"#,
                &["a,b", "say \"x\"", "back\\slash", "plain"],
            ),
            (r#"{"",x}"#, &["", "x"]),
        ] {
            assert_eq!(items(text), expected, "{text}");
        }
    }
}

//! What a text names.

use super::strings::is_path_of;
use super::token::{Token, is_space, tokens};

/// Whether the text names the column.
pub fn mentions(sql: &str, column: &str) -> bool {
    tokens(sql).any(|token| matches!(token, Token::Word(word) if names(word, column)))
}

/// Whether the query shows every column of something: it selects `*`.
pub fn shows_all(sql: &str) -> bool {
    let mut before = "";
    for token in tokens(sql) {
        let (Token::Word(text) | Token::Other(text)) = token;
        if is_space(text) {
            continue;
        }
        if text == "*"
            && ["select", "distinct", "all", ",", "."]
                .iter()
                .any(|each| each.eq_ignore_ascii_case(before))
        {
            return true;
        }
        before = text;
    }
    false
}

/// Whether the text says a comment: the word with a string behind it.
pub fn says_comment(sql: &str) -> bool {
    let mut before = "";
    for token in tokens(sql) {
        let (Token::Word(text) | Token::Other(text)) = token;
        if is_space(text) {
            continue;
        }
        if text.starts_with('\'') && before.eq_ignore_ascii_case("comment") {
            return true;
        }
        before = text;
    }
    false
}

/// What stands behind these words, the first time they follow one another.
pub fn behind<'a>(sql: &'a str, sought: &[&str]) -> Option<&'a str> {
    let (mut at, mut found) = (0, 0);
    for token in tokens(sql) {
        let (Token::Word(text) | Token::Other(text)) = token;
        at += text.len();
        if !matches!(token, Token::Word(_)) {
            continue;
        }
        found = match sought.get(found) {
            Some(word) if word.eq_ignore_ascii_case(text) => found + 1,
            _ => usize::from(
                sought
                    .first()
                    .is_some_and(|word| word.eq_ignore_ascii_case(text)),
            ),
        };
        if found == sought.len() {
            return Some(sql[at..].trim_start());
        }
    }
    None
}

/// What stands within the first parentheses of a text: the arguments of a routine that it creates.
pub fn parenthesised(sql: &str) -> Option<&str> {
    let (mut at, mut depth) = (0, 0_usize);
    let mut begin = None;
    for token in tokens(sql) {
        let (Token::Word(text) | Token::Other(text)) = token;
        match text {
            "(" => {
                depth += 1;
                begin = begin.or(Some(at + 1));
            }
            ")" if depth == 1 => return Some(&sql[begin?..at]),
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += text.len();
    }
    None
}

/// Whether the text calls the routine: its name, and a parenthesis behind it.
pub fn calls(sql: &str, routine: &str) -> bool {
    let mut path: Vec<&str> = Vec::new();
    let mut goes_on = false;
    for token in tokens(sql) {
        match token {
            Token::Word(word) => {
                if !std::mem::take(&mut goes_on) {
                    path.clear();
                }
                path.push(word);
            }
            Token::Other(".") => goes_on = true,
            Token::Other("(") if is_path_of(&path, routine) => return true,
            Token::Other(space) if is_space(space) => {}
            Token::Other(_) => path.clear(),
        }
    }
    false
}

/// Whether a word, bare or quoted, is this column's name.
pub fn names(word: &str, column: &str) -> bool {
    match word.chars().next() {
        Some(quote @ ('"' | '`')) => {
            let inner = &word[1..word.len().saturating_sub(1).max(1)];
            inner.replace(&format!("{quote}{quote}"), &quote.to_string()) == column
        }
        _ => word.eq_ignore_ascii_case(column) && !is_keyword(word),
    }
}

/// Whether a bare word is a keyword on every server, and so never a name.
fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 32] = [
        "and",
        "as",
        "between",
        "case",
        "check",
        "create",
        "default",
        "distinct",
        "else",
        "exists",
        "foreign",
        "from",
        "group",
        "having",
        "in",
        "into",
        "is",
        "join",
        "not",
        "null",
        "on",
        "or",
        "order",
        "primary",
        "references",
        "select",
        "set",
        "table",
        "then",
        "union",
        "unique",
        "when",
    ];
    KEYWORDS.iter().any(|each| each.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::words::reads;

    #[test]
    fn a_text_mentions_a_column_by_whole_words_outside_strings() {
        for (sql, expected) in [
            ("price > 0", true),
            ("(PRICE)>0", true),
            ("\"price\" > 0", true),
            ("`price` > 0", true),
            ("list_price > 0", false),
            ("kind <> 'price'", false),
            ("kind <> 'it''s price' AND x", false),
            ("kind <> 'it''s' AND price > 0", true),
            ("1e5 > price", true),
            ("'unclosed price", false),
            ("\"PRICE\" > 0", false),
        ] {
            assert_eq!(mentions(sql, "price"), expected, "{sql}");
        }
    }

    #[test]
    fn all_columns_are_shown_by_a_star_that_multiplies_nothing() {
        for (sql, expected) in [
            ("SELECT * FROM t", true),
            ("select distinct\n* from t", true),
            ("SELECT a, t.* FROM t", true),
            ("SELECT a, * FROM t", true),
            ("SELECT a * 2, count(*) FROM t", false),
        ] {
            assert_eq!(shows_all(sql), expected, "{sql}");
        }
    }

    #[test]
    fn a_text_reads_a_table_in_its_namespace() {
        for (sql, relation, expected) in [
            ("SELECT * FROM audit.events", "audit.events", true),
            ("SELECT * FROM \"audit\".\"events\" e", "audit.events", true),
            ("SELECT * FROM events", "audit.events", false),
            ("SELECT * FROM other.events", "audit.events", false),
            ("SELECT * FROM audit.events", "events", false),
            ("SELECT * FROM audit.events", "audit", false),
            ("SELECT * FROM a JOIN b ON b.id = a.id", "b", true),
        ] {
            assert_eq!(reads(sql, relation), expected, "{sql}: {relation}");
        }
    }

    #[test]
    fn the_arguments_of_a_routine() {
        for (sql, expected) in [
            ("CREATE FUNCTION \"f(\"() RETURNS int", Some("")),
            (
                "CREATE FUNCTION f(a decimal(9, 2), b text) AS $$ (1) $$",
                Some("a decimal(9, 2), b text"),
            ),
            ("CREATE FUNCTION f(", None),
        ] {
            assert_eq!(parenthesised(sql), expected, "{sql}");
        }
    }

    #[test]
    fn a_routine_is_called_with_its_namespace() {
        for (sql, routine, expected) in [
            (
                "CREATE TRIGGER f AFTER INSERT ON t EXECUTE FUNCTION f()",
                "f",
                true,
            ),
            ("SELECT F (1) FROM t", "f", true),
            ("SELECT \"f\"(1)", "f", true),
            ("SELECT a.f(1)", "f", false),
            ("SELECT a.f(1)", "a.f", true),
            ("SELECT f, (1)", "f", false),
            ("SELECT 'f(1)'", "f", false),
        ] {
            assert_eq!(calls(sql, routine), expected, "{sql}: {routine}");
        }
    }

    #[test]
    fn a_comment_is_said_by_a_string() {
        for (sql, expected) in [
            (
                "CREATE FUNCTION f() RETURNS int COMMENT 'one' RETURN 1",
                true,
            ),
            (
                "CREATE FUNCTION f() RETURNS int comment\n'one' RETURN 1",
                true,
            ),
            (
                "CREATE FUNCTION f(comment text) RETURNS int RETURN 1",
                false,
            ),
            (
                "CREATE FUNCTION f() RETURNS int RETURN 'COMMENT ''one'' '",
                false,
            ),
        ] {
            assert_eq!(says_comment(sql), expected, "{sql}");
        }
    }

    #[test]
    fn what_stands_behind_words() {
        let sql = "CREATE TRIGGER `for each row` BEFORE INSERT ON t For for EACH\n ROW SET x = 1";
        assert_eq!(behind(sql, &["for", "each", "row"]), Some("SET x = 1"));
        assert_eq!(behind(sql, &["for", "row"]), None);
    }

    #[test]
    fn a_keyword_is_a_name_only_in_quotes() {
        assert!(!mentions("SELECT a FROM b", "select"));
        assert!(mentions("\"select\" > 0", "select"));
    }
}

//! What a name in a query stands for: a table, what stands before a dot, or something else, which
//! is a column if it is any. Enough of SQL's grammar for texts that people wrote.

use super::find::names;
use super::token::{Token, tokens};
use crate::operation::reserved::is_plain;
use crate::schema::{DialectName, SqlText, in_namespace};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The name of a table or a view.
    Relation,
    /// The name of the thing that the text creates.
    Created,
    /// It stands before a dot.
    Qualifier,
    Other,
}

/// A word of a query.
struct Word<'a> {
    text: &'a str,
    place: Place,
    /// Whether a dot stands before it.
    qualified: bool,
    /// Whether a dot stands behind it.
    qualifies: bool,
    /// A column that is shown under its own name: nothing else stands between two commas of the
    /// outermost list.
    shown: bool,
}

/// The pieces of a query.
enum Piece<'a> {
    Word(Word<'a>),
    Other(&'a str),
}

/// A list of tables or of what is shown, within the same parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    None,
    Tables,
    Shown,
}

/// What a table's name stands behind; in a trigger it stands behind ON, too.
const BEFORE: [&str; 7] = [
    "from", "join", "into", "update", "only", "table", "truncate",
];

/// What stands before the name of the thing that is created.
const CREATED: [&str; 5] = ["trigger", "view", "function", "procedure", "exists"];

/// What ends a list of tables.
const ENDS: [&str; 13] = [
    "where",
    "group",
    "order",
    "having",
    "limit",
    "union",
    "except",
    "intersect",
    "window",
    "returning",
    "set",
    "values",
    "on",
];

fn pieces(sql: &str) -> Vec<Piece<'_>> {
    let all: Vec<Token<'_>> = tokens(sql).collect();
    let is = |text: &str, word: &str| text.eq_ignore_ascii_case(word);
    let of_trigger = all
        .iter()
        .any(|token| matches!(token, Token::Word(word) if is(word, "trigger")));
    // What stands next, white space left out.
    let beside = |at: usize, step: isize| -> &str {
        let mut at = at.checked_add_signed(step);
        while let Some(token) = at.and_then(|at| all.get(at)) {
            let (Token::Word(text) | Token::Other(text)) = *token;
            if !text.trim().is_empty() {
                return text;
            }
            at = at.and_then(|at| at.checked_add_signed(step));
        }
        ""
    };
    let mut lists = vec![List::None];
    let mut out = Vec::with_capacity(all.len());
    let mut before = "";
    let mut of_path = Place::Other;
    for (at, token) in all.iter().enumerate() {
        let text = match *token {
            Token::Other(text) => {
                match text {
                    "(" => lists.push(List::None),
                    ")" if lists.len() > 1 => drop(lists.pop()),
                    _ => {}
                }
                if !text.trim().is_empty() {
                    before = text;
                }
                out.push(Piece::Other(text));
                continue;
            }
            Token::Word(text) => text,
        };
        let list = lists.last().copied().unwrap_or(List::None);
        let behind = BEFORE.iter().any(|each| is(before, each)) || (of_trigger && is(before, "on"));
        let goes_on = before == "." && of_path == Place::Relation;
        let place = if goes_on || behind || (list == List::Tables && before == ",") {
            Place::Relation
        } else if CREATED.iter().any(|each| is(before, each)) && is_first(&out) {
            Place::Created
        } else if beside(at, 1) == "." {
            Place::Qualifier
        } else {
            Place::Other
        };
        let (qualified, qualifies) = (before == ".", beside(at, 1) == ".");
        of_path = place;
        let next = beside(at, 1);
        let ends = next.is_empty() || next == "," || is(next, "from") || is(next, "union");
        // The name before the dot does not count.
        let begins = |text: &str| {
            text == ","
                || ["select", "distinct", "all"]
                    .iter()
                    .any(|each| is(text, each))
        };
        let first = if before == "." {
            behind_qualifier(&all, at)
        } else {
            before
        };
        let shown = lists.len() == 1 && list == List::Shown && begins(first) && ends;
        if let Some(list) = lists.last_mut() {
            if is(text, "select") {
                *list = List::Shown;
            } else if ["from", "join", "update", "into"]
                .iter()
                .any(|each| is(text, each))
            {
                *list = List::Tables;
            } else if ENDS.iter().any(|each| is(text, each)) {
                *list = List::None;
            }
        }
        before = text;
        out.push(Piece::Word(Word {
            text,
            place,
            qualified,
            qualifies,
            shown,
        }));
    }
    out
}

/// Whether the text begins with CREATE, and no name stood in it so far.
fn is_first(before: &[Piece<'_>]) -> bool {
    let mut words = before.iter().filter_map(|piece| match piece {
        Piece::Word(word) => Some(word),
        Piece::Other(_) => None,
    });
    words
        .next()
        .is_some_and(|word| word.text.eq_ignore_ascii_case("create"))
        && words.all(|word| word.place != Place::Created)
}

/// What stands before `name.` that stands before this.
fn behind_qualifier<'a>(all: &[Token<'a>], at: usize) -> &'a str {
    let mut texts = all[..at].iter().rev().filter_map(|token| {
        let (Token::Word(text) | Token::Other(text)) = *token;
        (!text.trim().is_empty()).then_some(text)
    });
    texts.nth(2).unwrap_or("")
}

fn words(sql: &str) -> impl Iterator<Item = Word<'_>> {
    pieces(sql).into_iter().filter_map(|piece| match piece {
        Piece::Word(word) => Some(word),
        Piece::Other(_) => None,
    })
}

/// Whether the text reads or writes the table or view, with its namespace before it if it is in
/// one.
pub fn reads(sql: &str, relation: &str) -> bool {
    let (namespace, local) = in_namespace(relation);
    let mut before: Option<Word<'_>> = None;
    for word in words(sql).filter(|word| word.place == Place::Relation) {
        let is_in = match (&before, namespace) {
            (Some(first), Some(namespace)) if word.qualified => names(first.text, namespace),
            (_, None) => !word.qualified,
            _ => false,
        };
        if is_in && !word.qualifies && names(word.text, local) {
            return true;
        }
        before = Some(word);
    }
    false
}

/// Whether the text names the column; a table may have a column of its own name.
pub fn mentions_column(sql: &str, column: &str) -> bool {
    words(sql).any(|word| word.place == Place::Other && names(word.text, column))
}

/// Puts a table's new name in the place of the old one, neither in a namespace.
pub(super) fn rename_relation(sql: &mut SqlText, from: &str, to: &str) {
    sql.change(|dialect, text| {
        changed(text, dialect, |word| {
            let is_relation = match word.place {
                Place::Relation => !word.qualified && !word.qualifies,
                Place::Qualifier => !word.qualified,
                Place::Created | Place::Other => false,
            };
            (is_relation && names(word.text, from)).then(|| (to.to_owned(), false))
        })
    });
}

/// Puts a column's new name in the place of the old one; what shows the column goes on to show it
/// under the old name.
pub fn rename_column(sql: &mut SqlText, from: &str, to: &str) {
    sql.change(|dialect, text| {
        changed(text, dialect, |word| {
            let is_column = word.place == Place::Other && names(word.text, from);
            is_column.then(|| (to.to_owned(), word.shown))
        })
    });
}

/// The text with other names in it; a name with `true` is followed by the old one.
fn changed(
    sql: &str,
    dialect: Option<DialectName>,
    name: impl Fn(&Word<'_>) -> Option<(String, bool)>,
) -> String {
    let usual = match dialect {
        Some(DialectName::Mysql) => '`',
        _ => '"',
    };
    let quoted = |name: &str, quote: char| {
        let doubled = name.replace(quote, &format!("{quote}{quote}"));
        format!("{quote}{doubled}{quote}")
    };
    let mut out = String::with_capacity(sql.len());
    for piece in pieces(sql) {
        let word = match piece {
            Piece::Other(text) => {
                out.push_str(text);
                continue;
            }
            Piece::Word(word) => word,
        };
        let Some((new, again)) = name(&word) else {
            out.push_str(word.text);
            continue;
        };
        match word.text.chars().next() {
            Some(own @ ('"' | '`')) => out.push_str(&quoted(&new, own)),
            _ if is_plain(&new) => out.push_str(&new),
            _ => out.push_str(&quoted(&new, usual)),
        }
        if again {
            out.push_str(" AS ");
            out.push_str(word.text);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_by_the_place_of_their_names() {
        for (sql, expected) in [
            ("SELECT a FROM t", true),
            ("SELECT t FROM a", false),
            ("SELECT x FROM a, t", true),
            ("SELECT x, t FROM a WHERE b, t", false),
            ("SELECT x FROM a AS b JOIN \"t\" ON b.t = 1", true),
            ("SELECT x FROM main.t", false),
            (
                "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END",
                false,
            ),
            ("SELECT x FROM (SELECT 1 FROM t) y", true),
            (
                "CREATE TRIGGER n AFTER UPDATE OF x ON t BEGIN SELECT 1; END",
                true,
            ),
            ("SELECT 1 FROM a JOIN b ON t = 1", false),
        ] {
            assert_eq!(reads(sql, "t"), expected, "{sql}");
        }
    }

    #[test]
    fn a_table_in_a_namespace_is_read_with_it() {
        for (sql, expected) in [
            ("SELECT a FROM n.t", true),
            ("SELECT a FROM t", false),
            ("SELECT a FROM b, \"n\".t AS x", true),
            ("SELECT n.t FROM b", false),
        ] {
            assert_eq!(reads(sql, "n.t"), expected, "{sql}");
        }
    }

    #[test]
    fn a_table_s_name_is_no_column_s() {
        assert!(!mentions_column("SELECT a FROM \"b\"", "b"));
        assert!(mentions_column("SELECT b FROM b", "b"));
        assert!(mentions_column("SELECT 1 FROM a JOIN c ON b = 1", "b"));
        assert!(!mentions_column(
            "CREATE TRIGGER b AFTER INSERT ON t BEGIN SELECT 1; END",
            "b"
        ));
    }

    #[test]
    fn a_column_goes_on_to_be_shown_under_its_name() {
        for (sql, expected) in [
            ("SELECT a FROM t", "SELECT n AS a FROM t"),
            (
                "SELECT t.a, x.\"a\" FROM t",
                "SELECT t.n AS a, x.\"n\" AS \"a\" FROM t",
            ),
            (
                "SELECT a AS b FROM t WHERE a > 1",
                "SELECT n AS b FROM t WHERE n > 1",
            ),
            ("SELECT max(a), a + 1 FROM a", "SELECT max(n), n + 1 FROM a"),
            (
                "SELECT a FROM a ORDER BY a",
                "SELECT n AS a FROM a ORDER BY n",
            ),
            ("SELECT 'a' FROM t", "SELECT 'a' FROM t"),
        ] {
            let mut text = SqlText::from(sql);
            rename_column(&mut text, "a", "n");
            assert_eq!(text, SqlText::from(expected));
        }
    }

    #[test]
    fn a_table_s_new_name_is_no_column_s() {
        let mut text = SqlText::from("SELECT t.a, t FROM t JOIN b ON t.x = b.t");
        rename_relation(&mut text, "t", "order");
        assert_eq!(
            text,
            SqlText::from("SELECT \"order\".a, t FROM \"order\" JOIN b ON \"order\".x = b.t")
        );
    }
}

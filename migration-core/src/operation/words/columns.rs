//! Tables and columns found, and renamed, by the places where their names stand.

use super::find::names;
use super::places::{Piece, Place, Word, pieces, words};
use super::strings::names_in_string;
use super::token::is_space;
use crate::operation::reserved::is_plain;
use crate::schema::{DialectName, SqlText, in_namespace};

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
    names_in_string(sql, relation)
}

/// How surely a text names a column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mention {
    /// It does not.
    No,
    /// The name stands alone: another table that is read may have such a column.
    Bare,
    /// The table's name stands before it.
    Qualified,
}

/// How surely the text names this column of this table, which it reads or belongs to.
pub fn mention(sql: &str, table: &str, column: &str) -> Mention {
    let pieces = pieces(sql);
    let called = called(&pieces, table);
    let mut surest = Mention::No;
    for piece in &pieces {
        let Piece::Word(word) = piece else { continue };
        if word.place == Place::Other && names(word.text, column) {
            surest = surest.max(match word.qualified {
                false => Mention::Bare,
                true if called.iter().any(|own| same(word.before, own)) => Mention::Qualified,
                true => Mention::No,
            });
        }
    }
    surest
}

/// What stands before a column of the table where something does: its name, or the names that
/// the query gives it. A trigger calls the rows of its table NEW and OLD.
fn called<'a>(pieces: &[Piece<'a>], table: &'a str) -> Vec<&'a str> {
    const NO_NAMES: [&str; 22] = [
        "where",
        "join",
        "cross",
        "left",
        "right",
        "inner",
        "full",
        "natural",
        "outer",
        "on",
        "using",
        "group",
        "order",
        "limit",
        "union",
        "set",
        "values",
        "for",
        "begin",
        "when",
        "having",
        "returning",
    ];
    let (_, local) = in_namespace(table);
    let mut all = vec!["new", "old"];
    let mut rest = pieces.iter();
    while let Some(piece) = rest.next() {
        let Piece::Word(word) = piece else { continue };
        if word.place != Place::Relation || word.qualifies || !names(word.text, local) {
            continue;
        }
        let is_space = |piece: &&Piece<'_>| matches!(piece, Piece::Other(text) if is_space(text));
        let mut ahead = rest
            .clone()
            .filter(|piece| !is_space(piece))
            .map(|piece| match piece {
                Piece::Word(word) => Some(word.text),
                Piece::Other(_) => None,
            });
        let next = match ahead.next().flatten() {
            Some(word) if word.eq_ignore_ascii_case("as") => ahead.next().flatten(),
            Some(word) if NO_NAMES.iter().any(|each| word.eq_ignore_ascii_case(each)) => None,
            other => other,
        };
        all.push(next.unwrap_or(word.text));
    }
    all
}

/// Whether two words are the same name.
fn same(word: &str, other: &str) -> bool {
    let bare = |word: &str| match word.chars().next() {
        Some(quote @ ('"' | '`')) => {
            let inner = &word[1..word.len().saturating_sub(1).max(1)];
            inner.replace(&format!("{quote}{quote}"), &quote.to_string())
        }
        _ => word.to_lowercase(),
    };
    bare(word) == bare(other)
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

/// Whether the query reads a table of this name in no namespace, or calls one so.
pub(super) fn is_called(sql: &str, name: &str) -> bool {
    words(sql).any(|word| {
        let is_one = matches!(word.place, Place::Relation | Place::Created);
        is_one && !word.qualified && !word.qualifies && names(word.text, name)
    })
}

/// The text with other namespaces before the names of tables, as far as these and their columns can
/// be told from columns alone.
pub(super) fn replaced_by_place(sql: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let all = pieces(sql);
    let mut out = String::with_capacity(sql.len());
    for (at, piece) in all.iter().enumerate() {
        let word = match piece {
            Piece::Other(text) => {
                out.push_str(text);
                continue;
            }
            Piece::Word(word) => word,
        };
        let next = all[at + 1..].iter().find_map(|piece| match piece {
            Piece::Word(word) => Some(word),
            Piece::Other(_) => None,
        });
        let is_before_table = word.qualifies
            && !word.qualified
            && (word.place == Place::Relation || next.is_some_and(|next| next.qualifies));
        let changed = is_before_table.then(|| change(word.text)).flatten();
        out.push_str(changed.as_deref().unwrap_or(word.text));
    }
    out
}

/// Puts a column's new name in the place of the old one; what shows the column goes on to show it
/// under the old name.
pub fn rename_column(sql: &mut SqlText, table: &str, from: &str, to: &str) {
    sql.change(|dialect, text| {
        let all = pieces(text);
        let called = called(&all, table);
        changed(text, dialect, |word| {
            let is_meant = !word.qualified || called.iter().any(|own| same(word.before, own));
            let is_column = word.place == Place::Other && names(word.text, from) && is_meant;
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
    fn a_column_is_named_surely_behind_its_table() {
        for (sql, expected) in [
            ("SELECT a FROM \"b\"", Mention::No),
            ("SELECT b FROM b", Mention::Bare),
            ("SELECT b.b FROM b", Mention::Qualified),
            ("SELECT x.b FROM b AS x", Mention::Qualified),
            ("SELECT c.b FROM b JOIN c ON c.x = 1", Mention::No),
            ("SELECT 1 FROM a JOIN b ON b = 1", Mention::Bare),
            (
                "CREATE TRIGGER b AFTER INSERT ON b BEGIN SELECT NEW.b; END",
                Mention::Qualified,
            ),
            (
                "CREATE TRIGGER b AFTER INSERT ON b BEGIN SELECT 1; END",
                Mention::No,
            ),
        ] {
            assert_eq!(mention(sql, "b", "b"), expected, "{sql}");
        }
    }

    #[test]
    fn a_column_goes_on_to_be_shown_under_its_name() {
        for (sql, expected) in [
            ("SELECT a FROM t", "SELECT n AS a FROM t"),
            (
                "SELECT t.a, x.\"a\" FROM t",
                "SELECT t.n AS a, x.\"a\" FROM t",
            ),
            (
                "SELECT a AS b FROM t WHERE a > 1",
                "SELECT n AS b FROM t WHERE n > 1",
            ),
            ("SELECT a AS a FROM t", "SELECT n AS a FROM t"),
            ("SELECT max(a), a + 1 FROM t", "SELECT max(n), n + 1 FROM t"),
            (
                "SELECT a FROM a ORDER BY a",
                "SELECT n AS a FROM a ORDER BY n",
            ),
            ("SELECT 'a' FROM t", "SELECT 'a' FROM t"),
        ] {
            let mut text = SqlText::from(sql);
            rename_column(&mut text, "t", "a", "n");
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

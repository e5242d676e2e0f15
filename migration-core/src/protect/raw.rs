use crate::dialect::split;
use crate::operation::words::{Token, tokens};
use crate::schema::DialectName;

/// A statement of a person's own that is known to lose rows or values.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawLoss {
    /// The statement, as written.
    pub(super) sql: String,
    /// The table, where the statement begins with its name.
    pub(super) table: Option<String>,
}

/// The statements of a text that lose rows or values, as far as their words tell. What a
/// routine, a trigger or a `DO` block does is not known.
pub(super) fn losing(sql: &str, dialect: DialectName) -> Vec<RawLoss> {
    split::statements(sql, dialect)
        .into_iter()
        .filter(|piece| loses(&split::words(piece.sql, dialect)))
        .map(|piece| RawLoss {
            sql: piece.sql.to_owned(),
            table: table(piece.sql),
        })
        .collect()
}

fn loses(words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["TRUNCATE" | "DELETE", ..] => true,
        ["DROP", "TEMPORARY" | "TEMP", ..] => false,
        [
            "DROP",
            "TABLE" | "DATABASE" | "SCHEMA" | "SEQUENCE" | "OWNED",
            ..,
        ] => true,
        // What goes with it is not said.
        ["DROP", .., "CASCADE"] => true,
        ["WITH", rest @ ..] => rest.contains(&"DELETE"),
        ["ALTER", "TABLE" | "FOREIGN", rest @ ..] | ["ALTER", "ONLINE" | "IGNORE", rest @ ..] => {
            altered_away(rest)
        }
        _ => false,
    }
}

/// Whether an ALTER TABLE drops a column or a partition, or empties one.
fn altered_away(words: &[&str]) -> bool {
    words.iter().enumerate().any(|(at, word)| match *word {
        "TRUNCATE" | "DISCARD" => true,
        // `DROP name` and `DROP COLUMN name` are the same; a name in quotes is no word.
        "DROP" => !matches!(
            words.get(at + 1).copied(),
            Some(
                "CONSTRAINT"
                    | "INDEX"
                    | "KEY"
                    | "PRIMARY"
                    | "FOREIGN"
                    | "CHECK"
                    | "DEFAULT"
                    | "NOT"
                    | "EXPRESSION"
                    | "IDENTITY"
                    | "SYSTEM"
            )
        ),
        _ => false,
    })
}

/// `DELETE FROM name`, `DROP TABLE IF EXISTS name`, `TRUNCATE name`: the name.
fn table(sql: &str) -> Option<String> {
    let mut words = tokens(sql).filter_map(|token| match token {
        Token::Word(word) => Some(word),
        Token::Other(_) => None,
    });
    let verb = words.next()?.to_uppercase();
    let mut seen_noun = matches!(verb.as_str(), "TRUNCATE" | "DELETE");
    for word in words {
        match word.to_uppercase().as_str() {
            "TABLE" | "FROM" => seen_noun = true,
            "IF" | "EXISTS" | "ONLY" => {}
            _ if !seen_noun => return None,
            _ => return Some(word.trim_matches(['"', '`']).to_owned()),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_that_lose_data_are_told_from_those_that_do_not() {
        use DialectName::{Mysql, Postgres, Sqlite};
        for (dialect, sql, expected) in [
            (Sqlite, "DELETE FROM users", Some(Some("users"))),
            (
                Postgres,
                "delete from only \"users\" where 1=1",
                Some(Some("users")),
            ),
            (Postgres, "TRUNCATE users, posts", Some(Some("users"))),
            (Mysql, "TRUNCATE TABLE `users`", Some(Some("users"))),
            (Sqlite, "DROP TABLE IF EXISTS users", Some(Some("users"))),
            (Postgres, "DROP SCHEMA audit CASCADE", Some(None)),
            (Postgres, "DROP TYPE mood CASCADE", Some(None)),
            (
                Postgres,
                "WITH old AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM old",
                Some(None),
            ),
            (
                Sqlite,
                "ALTER TABLE users DROP COLUMN name",
                Some(Some("users")),
            ),
            (
                Sqlite,
                "ALTER TABLE \"users\" DROP \"name\"",
                Some(Some("users")),
            ),
            (
                Mysql,
                "ALTER TABLE users ADD a INT, ADD b INT, ADD c INT, ADD d INT, DROP name",
                Some(Some("users")),
            ),
            (
                Mysql,
                "ALTER TABLE users DROP PARTITION p0",
                Some(Some("users")),
            ),
            (
                Postgres,
                "ALTER TABLE users ALTER COLUMN name DROP NOT NULL, DROP CONSTRAINT c",
                None,
            ),
            (
                Mysql,
                "ALTER TABLE users DROP INDEX i, DROP PRIMARY KEY, DROP FOREIGN KEY f",
                None,
            ),
            (Mysql, "DROP TEMPORARY TABLE t", None),
            (Postgres, "DROP INDEX i", None),
            (
                Postgres,
                "-- DELETE FROM users\nSELECT 'DROP TABLE users'",
                None,
            ),
            (
                Sqlite,
                "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; END",
                None,
            ),
            (Postgres, "DO $$ BEGIN DELETE FROM users; END $$", None),
            (Sqlite, "UPDATE users SET a = 1", None),
        ] {
            let found = losing(sql, dialect);
            let tables: Vec<Option<&str>> =
                found.iter().map(|loss| loss.table.as_deref()).collect();
            assert_eq!(tables.first().copied(), expected, "{sql}");
        }
        let two = losing("SELECT 1; DELETE FROM a; DROP TABLE b", Postgres);
        assert_eq!(two.len(), 2);
        assert_eq!(two[1].sql, "DROP TABLE b");
    }
}

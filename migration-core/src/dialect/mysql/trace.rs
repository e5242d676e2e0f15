//! Where a statement of MySQL's or MariaDB's is seen afterwards. Both change an object whole or
//! not at all: <https://dev.mysql.com/doc/refman/8.4/en/atomic-ddl.html>,
//! <https://mariadb.com/kb/en/atomic-ddl/>. What `SHOW CREATE` prints of it is compared with itself,
//! so it does not matter in which words a server tells what was written.

use super::DIALECT;
use crate::dialect::trace::{Place, Reader, Rule, Trace};

pub(in crate::dialect) fn trace(sql: &str) -> Trace {
    let mut reader = Reader::new(sql, DIALECT);
    match reader.word().as_str() {
        "INSERT" | "UPDATE" | "DELETE" | "REPLACE" | "SELECT" | "WITH" | "VALUES" | "TABLE"
        | "DO" | "LOAD" | "(" => Trace::Rows,
        "SET" | "USE" | "LOCK" | "UNLOCK" => Trace::Session,
        "ANALYZE" | "OPTIMIZE" | "CHECK" | "CHECKSUM" | "FLUSH" | "SHOW" | "EXPLAIN"
        | "DESCRIBE" | "GRANT" => Trace::Repeatable,
        "RENAME" => renamed(&mut reader).unwrap_or(Trace::Unknown),
        verb @ ("CREATE" | "ALTER" | "DROP") => {
            defined(verb, &mut reader).unwrap_or(Trace::Unknown)
        }
        _ => Trace::Unknown,
    }
}

/// `RENAME TABLE a TO b`. Of several pairs one may take what another gave away.
fn renamed(reader: &mut Reader<'_>) -> Option<Trace> {
    if !reader.skip("TABLE") && !reader.skip("TABLES") {
        return None;
    }
    reader.skip_all(&["IF", "EXISTS"]);
    let from = reader.name()?;
    if !reader.skip("TO") {
        return None;
    }
    let to = reader.name()?;
    if reader.peek().is_some() {
        return None;
    }
    Some(Trace::Catalogue(vec![
        place("TABLE", from),
        place("TABLE", to),
    ]))
}

/// How far behind the verb the kind of the object stands at most: `CREATE OR REPLACE ALGORITHM =
/// MERGE DEFINER = a @ b SQL SECURITY INVOKER VIEW`.
const MODIFIERS: usize = 16;

fn defined(verb: &str, reader: &mut Reader<'_>) -> Option<Trace> {
    let mut kind = None;
    for _ in 0..MODIFIERS {
        let word = reader.word();
        match word.as_str() {
            "TEMPORARY" => return Some(Trace::Temporary),
            "TABLE" | "VIEW" | "TRIGGER" | "FUNCTION" | "PROCEDURE" | "SEQUENCE" | "EVENT"
            | "INDEX" | "DATABASE" => {
                kind = Some(word);
                break;
            }
            "SCHEMA" => {
                kind = Some("DATABASE".to_owned());
                break;
            }
            "" | "USER" | "ROLE" | "SERVER" | "PACKAGE" | "TABLESPACE" | "LOGFILE" | "INSTANCE"
            | "REFERENCE" | "RESOURCE" => return None,
            _ => {}
        }
    }
    let kind = kind?;
    reader.skip("IGNORE");
    let _ = reader.skip_all(&["IF", "NOT", "EXISTS"]) || reader.skip_all(&["IF", "EXISTS"]);
    if kind == "INDEX" {
        reader.name()?;
        while !reader.skip("ON") {
            reader.next()?;
        }
        return Some(Trace::Catalogue(vec![place("TABLE", reader.name()?)]));
    }
    let first = reader.name()?;
    let mut places = vec![place(&kind, first)];
    if verb == "DROP" {
        while reader.skip(",") {
            places.push(place(&kind, reader.name()?));
        }
    }
    // The rows of a partition, or of all, come and go behind the same definition.
    let moves_rows = ["EXCHANGE", "DISCARD", "IMPORT", "TRUNCATE"];
    if verb == "ALTER" && kind == "TABLE" && reader.has(&moves_rows) {
        return None;
    }
    Some(Trace::Catalogue(places))
}

fn place(kind: &str, name: &str) -> Place {
    Place {
        what: format!("{} {name}", kind.to_ascii_lowercase()),
        query: format!("SHOW CREATE {kind} {name}"),
        rule: Rule::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queries(sql: &str) -> String {
        match trace(sql) {
            Trace::Catalogue(places) => {
                let all: Vec<String> = places.into_iter().map(|place| place.query).collect();
                all.join("; ")
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_statement_tells_where_it_is_seen() {
        for (sql, expected) in [
            ("CREATE TABLE `a` (\n `id` INT)", "SHOW CREATE TABLE `a`"),
            (
                "ALTER TABLE `a``b` ADD COLUMN `c` INT",
                "SHOW CREATE TABLE `a``b`",
            ),
            (
                "alter table if exists shop.a drop column c",
                "SHOW CREATE TABLE shop.a",
            ),
            (
                "DROP TABLE IF EXISTS a, `b`",
                "SHOW CREATE TABLE a; SHOW CREATE TABLE `b`",
            ),
            (
                "RENAME TABLE `a` TO `b`",
                "SHOW CREATE TABLE `a`; SHOW CREATE TABLE `b`",
            ),
            (
                "CREATE UNIQUE INDEX i USING BTREE ON a (b)",
                "SHOW CREATE TABLE a",
            ),
            ("DROP INDEX `i` ON `a`", "SHOW CREATE TABLE `a`"),
            (
                "CREATE OR REPLACE ALGORITHM = MERGE DEFINER = `x`@`%` SQL SECURITY INVOKER VIEW v AS SELECT 1",
                "SHOW CREATE VIEW v",
            ),
            (
                "CREATE DEFINER = CURRENT_USER TRIGGER IF NOT EXISTS t BEFORE INSERT ON a FOR EACH ROW SET @x = 1",
                "SHOW CREATE TRIGGER t",
            ),
            ("DROP PROCEDURE p", "SHOW CREATE PROCEDURE p"),
            ("CREATE SCHEMA IF NOT EXISTS d", "SHOW CREATE DATABASE d"),
            ("/* c */ INSERT INTO a VALUES (1)", "Rows"),
            ("(SELECT 1)", "Rows"),
            ("SET sql_mode = ''", "Session"),
            ("ANALYZE TABLE a", "Repeatable"),
            ("CREATE TEMPORARY TABLE a (b INT)", "Temporary"),
            ("ALTER TABLE a EXCHANGE PARTITION p WITH TABLE b", "Unknown"),
            ("ALTER TABLE a TRUNCATE PARTITION p", "Unknown"),
            ("RENAME TABLE a TO t, b TO a, t TO b", "Unknown"),
            ("RENAME USER a TO b", "Unknown"),
            ("TRUNCATE TABLE a", "Unknown"),
            ("CALL p()", "Unknown"),
            ("CREATE USER u", "Unknown"),
            ("CREATE", "Unknown"),
            ("", "Unknown"),
        ] {
            assert_eq!(queries(sql), expected, "{sql}");
        }
    }
}

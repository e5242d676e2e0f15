//! Where a statement is seen afterwards that PostgreSQL runs outside of transactions: everything
//! else shares a transaction with its line in the journal.

use super::DIALECT;
use super::literal::string;
use crate::dialect::trace::{Place, Reader, Rule, Trace};

pub(in crate::dialect) fn trace(sql: &str) -> Trace {
    let mut reader = Reader::new(sql, DIALECT);
    match reader.word().as_str() {
        // An index that is built again leaves the one there is, until it takes its place. A block is
        // ours, and clears away what was left behind.
        "VACUUM" | "REINDEX" | "DO" => Trace::Repeatable,
        "SET" => Trace::Session,
        "CREATE" => made(&mut reader).map_or(Trace::Unknown, one),
        "DROP" => gone(&mut reader).map_or(Trace::Unknown, one),
        "ALTER" if reader.skip("SYSTEM") => Trace::Repeatable,
        "ALTER" if reader.skip("TYPE") && reader.has(&["EXISTS"]) => Trace::Repeatable,
        "ALTER" if reader.skip("TABLE") => detached(&mut reader).map_or(Trace::Unknown, one),
        _ => Trace::Unknown,
    }
}

fn one(place: Place) -> Trace {
    Trace::Catalogue(vec![place])
}

/// An index stays behind where its building is interrupted, and is not valid:
/// <https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY>
fn made(reader: &mut Reader<'_>) -> Option<Place> {
    if reader.skip("DATABASE") {
        return in_cluster("database", reader.name()?, Rule::Made { clear: None });
    }
    if reader.skip("TABLESPACE") {
        return in_cluster("tablespace", reader.name()?, Rule::Made { clear: None });
    }
    reader.skip("UNIQUE");
    if !reader.skip_all(&["INDEX", "CONCURRENTLY"]) {
        return None;
    }
    reader.skip_all(&["IF", "NOT", "EXISTS"]);
    let index = reader.name()?;
    if !reader.skip("ON") {
        return None;
    }
    reader.skip("ONLY");
    let table = reader.name()?;
    // An index is in the namespace of its table, and never says it.
    let place = match parts(table).split_last() {
        Some((_, [namespace])) => format!("{namespace}.{index}"),
        _ => index.to_owned(),
    };
    Some(Place {
        what: format!("index {index}"),
        query: format!(
            "SELECT CASE WHEN i.indisvalid THEN 'whole' ELSE 'half' END, c.oid \
             FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
             WHERE i.indrelid = to_regclass({}) AND c.relname = {}",
            text(table),
            text(&bare(index)),
        ),
        rule: Rule::Made {
            clear: Some(format!("DROP INDEX CONCURRENTLY IF EXISTS {place}")),
        },
    })
}

fn gone(reader: &mut Reader<'_>) -> Option<Place> {
    let kind = reader.word();
    let concurrently = reader.skip("CONCURRENTLY");
    reader.skip_all(&["IF", "EXISTS"]);
    let name = reader.name()?;
    match kind.as_str() {
        "DATABASE" => in_cluster("database", name, Rule::Gone { finish: None }),
        "TABLESPACE" => in_cluster("tablespace", name, Rule::Gone { finish: None }),
        "INDEX" if concurrently => Some(Place {
            what: format!("index {name}"),
            query: format!(
                "SELECT 'whole', c.oid FROM pg_class c WHERE c.oid = to_regclass({})",
                text(name)
            ),
            rule: Rule::Gone { finish: None },
        }),
        _ => None,
    }
}

/// A partition that is detached concurrently, and half of it done, is finished by itself:
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION>
fn detached(reader: &mut Reader<'_>) -> Option<Place> {
    reader.skip_all(&["IF", "EXISTS"]);
    let parent = reader.name()?;
    if !reader.skip_all(&["DETACH", "PARTITION"]) {
        return None;
    }
    let partition = reader.name()?;
    Some(Place {
        what: format!("partition {partition}"),
        query: format!(
            "SELECT CASE WHEN inhdetachpending THEN 'half' ELSE 'whole' END, inhrelid FROM pg_inherits \
             WHERE inhparent = to_regclass({}) AND inhrelid = to_regclass({})",
            text(parent),
            text(partition),
        ),
        rule: Rule::Gone {
            finish: Some(format!(
                "ALTER TABLE {parent} DETACH PARTITION {partition} FINALIZE"
            )),
        },
    })
}

fn in_cluster(kind: &str, name: &str, rule: Rule) -> Option<Place> {
    let (catalogue, column) = match kind {
        "database" => ("pg_database", "datname"),
        _ => ("pg_tablespace", "spcname"),
    };
    Some(Place {
        what: format!("{kind} {name}"),
        query: format!(
            "SELECT 'whole', oid FROM {catalogue} WHERE {column} = {}",
            text(&bare(name))
        ),
        rule,
    })
}

/// The parts of a name that is written with dots between them.
fn parts(name: &str) -> Vec<&str> {
    let mut in_quotes = false;
    name.split(|c: char| {
        in_quotes ^= c == '"';
        c == '.' && !in_quotes
    })
    .map(str::trim)
    .collect()
}

/// The name that is written, with or without quotes.
fn bare(name: &str) -> String {
    match name
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        Some(inner) => inner.replace("\"\"", "\""),
        None => name.to_lowercase(),
    }
}

fn text(value: &str) -> String {
    let mut out = String::new();
    string(&mut out, value);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sql: &str) -> String {
        match trace(sql) {
            Trace::Catalogue(places) => places
                .into_iter()
                .map(|place| match place.rule {
                    Rule::Made { clear: Some(sql) } => format!("{}, else {sql}", place.what),
                    Rule::Gone { finish: Some(sql) } => format!("{}, else {sql}", place.what),
                    _ => place.what,
                })
                .collect(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_statement_tells_where_it_is_seen() {
        for (sql, expected) in [
            (
                r#"CREATE UNIQUE INDEX CONCURRENTLY "i" ON "s"."t" ("a")"#,
                r#"index "i", else DROP INDEX CONCURRENTLY IF EXISTS "s"."i""#,
            ),
            (
                "create index concurrently if not exists i on only t (a)",
                "index i, else DROP INDEX CONCURRENTLY IF EXISTS i",
            ),
            (
                r#"DROP INDEX CONCURRENTLY IF EXISTS "s"."i""#,
                r#"index "s"."i""#,
            ),
            (
                r#"ALTER TABLE "e" DETACH PARTITION "e_1" CONCURRENTLY"#,
                r#"partition "e_1", else ALTER TABLE "e" DETACH PARTITION "e_1" FINALIZE"#,
            ),
            (
                r#"ALTER TYPE "mood" ADD VALUE IF NOT EXISTS 'x'"#,
                "Repeatable",
            ),
            ("VACUUM t", "Repeatable"),
            ("CREATE DATABASE d", "database d"),
            ("DROP TABLESPACE d", "tablespace d"),
            ("CREATE INDEX CONCURRENTLY ON t (a)", "Unknown"),
            ("SELECT 1", "Unknown"),
        ] {
            assert_eq!(told(sql), expected, "{sql}");
        }
    }

    #[test]
    fn a_name_is_asked_for_as_the_catalogue_has_it() {
        let query = |sql: &str| match trace(sql) {
            Trace::Catalogue(places) => places[0].query.clone(),
            other => panic!("{other:?}"),
        };
        let sql = query(r#"CREATE INDEX CONCURRENTLY "it's ""x""" ON T (a)"#);
        assert!(
            sql.ends_with(r#"to_regclass('T') AND c.relname = 'it''s "x"'"#),
            "{sql}"
        );
        assert_eq!(parts(r#""a.b"."c""#), [r#""a.b""#, r#""c""#]);
    }
}

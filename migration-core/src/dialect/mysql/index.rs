//! Indexes.

use super::change::Work;
use super::literal::{comment, name};
use super::{DIALECT, constraint, expression, refused, types};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, text};
use crate::operation::{AlterIndex, CreateIndex, DropIndex, RenameIndex};
use crate::schema::{Index, IndexKey, IndexMethod, IndexPart, NullsOrder, Table};

/// Without blocking writes, or not at all:
/// <https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html>
const ONLINE: &str = ", ALGORITHM = INPLACE, LOCK = NONE";

pub(super) fn create(
    op: &CreateIndex,
    table: &Table,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    let mut sql = String::from("ADD ");
    clause(&mut sql, table, &op.index, server)?;
    if op.concurrently {
        sql.push_str(ONLINE);
    }
    Ok(vec![Work::Alter(sql)])
}

/// The index as a line of `CREATE TABLE`, or behind `ADD`.
pub(super) fn clause(
    out: &mut String,
    table: &Table,
    index: &Index,
    server: &Capabilities,
) -> Result<(), Problem> {
    let Index {
        name: called,
        parts,
        unique,
        filter,
        method,
        include,
        nulls_not_distinct,
        invisible,
        storage,
        comment: about,
    } = index;
    let what = || format!("index {called:?}");
    if filter.is_some() {
        return Err(Problem::new(
            format!(
                "{} has a filter, and MySQL and MariaDB have no partial indexes",
                what()
            ),
            "leave the filter out, or create the index with `schema.sql(by_dialect()…)` on the others only",
        ));
    }
    let postgres = "PostgreSQL's alone";
    refused::none(!include.is_empty(), what, "included columns", postgres)?;
    refused::none(
        *nulls_not_distinct,
        what,
        "NULLs that are not distinct",
        postgres,
    )?;
    refused::none(!storage.is_empty(), what, "storage parameters", postgres)?;
    let whole = match method {
        Some(IndexMethod::Fulltext) => Some("FULLTEXT "),
        Some(IndexMethod::Spatial) => Some("SPATIAL "),
        _ => None,
    };
    if whole.is_some() && *unique {
        return Err(Problem::new(
            format!("{} is unique and over words or geometries", what()),
            "leave the `unique` out",
        ));
    }
    if whole.is_none() {
        let columns = parts.iter().filter(|part| part.prefix.is_none());
        let columns = columns.filter_map(|part| match &part.key {
            IndexKey::Column(column) => Some(column.as_str()),
            IndexKey::Expression(_) => None,
        });
        types::can_be_key(table, &what(), columns)?;
    }
    out.push_str(whole.unwrap_or(if *unique { "UNIQUE " } else { "" }));
    out.push_str("INDEX ");
    name(out, called);
    out.push_str(" (");
    text::listed(out, parts, |out, each| part(out, table, each, what, server))?;
    out.push(')');
    match method {
        // A tree is what InnoDB makes where nothing is said.
        None | Some(IndexMethod::Btree | IndexMethod::Fulltext | IndexMethod::Spatial) => {}
        Some(IndexMethod::Hash) if in_memory(table) => out.push_str(" USING HASH"),
        Some(method) => {
            return Err(Problem::new(
                format!(
                    "{} has the method {}, which InnoDB has not",
                    what(),
                    method.as_str()
                ),
                "leave the method out where this is meant for MySQL and MariaDB",
            ));
        }
    }
    if let Some(about) = about {
        comment(out, " COMMENT ", about, what)?;
    }
    if *invisible && *unique && table.primary_key.is_none() {
        return Err(Problem::new(
            format!(
                "unique index {:?} is the key that the rows of table {:?} are kept by, which has no primary key, and \
                 so cannot be invisible",
                index.name, table.name
            ),
            "give the table a primary key first",
        ));
    }
    if *invisible {
        out.push(' ');
        out.push_str(ignored(server, what)?);
    }
    Ok(())
}

fn part(
    out: &mut String,
    table: &Table,
    part: &IndexPart,
    what: impl Fn() -> String,
    server: &Capabilities,
) -> Result<(), Problem> {
    let IndexPart {
        key,
        descending,
        nulls,
        collation,
        operator_class,
        prefix,
    } = part;
    // NULLs are less than all values there.
    let usual = match descending {
        true => NullsOrder::Last,
        false => NullsOrder::First,
    };
    refused::none(
        nulls.is_some_and(|nulls| nulls != usual),
        &what,
        "another place for NULLs",
        "PostgreSQL's alone",
    )?;
    let collates = collation.as_ref().and_then(|sql| sql.get(DIALECT));
    refused::none(
        collates.is_some(),
        &what,
        "a part with a collation of its own",
        "PostgreSQL's and SQLite's",
    )?;
    refused::none(
        operator_class.is_some(),
        &what,
        "an operator class",
        "PostgreSQL's alone",
    )?;
    match key {
        IndexKey::Column(column) => {
            name(out, column);
            if let Some(prefix) = prefix {
                out.push_str(&format!("({prefix})"));
            }
        }
        IndexKey::Expression(sql) => {
            has_expressions(server, &what())?;
            if prefix.is_some() {
                return Err(Problem::new(
                    format!("{} is over the beginning of an expression", what()),
                    "cut the value in the expression itself, with `left(…)`",
                ));
            }
            out.push('(');
            out.push_str(&expression::of(sql, table, what)?);
            out.push(')');
        }
    }
    if *descending {
        out.push_str(" DESC");
    }
    Ok(())
}

/// Whether the table is kept where hash indexes are.
fn in_memory(table: &Table) -> bool {
    let engine = table.options.engine.as_deref().unwrap_or_default();
    ["memory", "heap", "ndb", "ndbcluster"]
        .iter()
        .any(|other| engine.eq_ignore_ascii_case(other))
}

/// <https://dev.mysql.com/doc/refman/8.4/en/invisible-indexes.html>,
/// <https://mariadb.com/kb/en/ignored-indexes/>
fn ignored(server: &Capabilities, what: impl FnOnce() -> String) -> Result<&'static str, Problem> {
    let word = server.invisible_index();
    refused::unless(
        word.is_some(),
        what,
        "is one that queries do not use",
        "MySQL, or MariaDB from version 10.6",
        server,
    )?;
    Ok(word.unwrap_or_default())
}

fn has_expressions(server: &Capabilities, what: &str) -> Result<(), Problem> {
    if server.indexes_expressions() {
        return Ok(());
    }
    Err(Problem::new(
        format!("{what} is over an expression, which MariaDB and MySQL before 8.0.13 do not index"),
        "add a generated column and index that one",
    ))
}

pub(super) fn drop(
    op: &DropIndex,
    table: &Table,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    let index = find(table, &op.index)?;
    let mut sql = drop_clause(&op.index);
    if op.concurrently {
        sql.push_str(ONLINE);
    }
    constraint::without_key(table, &constraint::key_of(index), sql, server)
}

pub(super) fn drop_clause(index: &str) -> String {
    let mut sql = String::from("DROP INDEX ");
    name(&mut sql, index);
    sql
}

pub(super) fn rename(op: &RenameIndex) -> Vec<Work> {
    vec![Work::Alter(rename_clause(&op.from, &op.to))]
}

pub(super) fn rename_clause(from: &str, to: &str) -> String {
    let mut sql = String::from("RENAME INDEX ");
    name(&mut sql, from);
    sql.push_str(" TO ");
    name(&mut sql, to);
    sql
}

/// Whether queries use it is changed in place; its comment with the index itself.
pub(super) fn alter(
    op: &AlterIndex,
    table: &Table,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    let before = find(table, &op.index)?;
    let mut after = before.clone();
    op.change(&mut after);
    if after == *before {
        return Ok(Vec::new());
    }
    let mut sql;
    if after.comment != before.comment {
        sql = drop_clause(&op.index);
        sql.push_str(", ADD ");
        clause(&mut sql, table, &after, server)?;
    } else {
        let word = ignored(server, || format!("index {:?}", op.index))?;
        sql = String::from("ALTER INDEX ");
        name(&mut sql, &op.index);
        sql.push_str(match (after.invisible, word) {
            (true, _) => " ",
            (false, "INVISIBLE") => " VISIBLE",
            (false, _) => " NOT ",
        });
        if !sql.ends_with("VISIBLE") {
            sql.push_str(word);
        }
    }
    Ok(vec![Work::Alter(sql)])
}

fn find<'a>(table: &'a Table, index: &str) -> Result<&'a Index, Problem> {
    table
        .index(index)
        .ok_or_else(|| text::missing(&format!("index {index:?}")))
}

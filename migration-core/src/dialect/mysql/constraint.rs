//! Keys, unique constraints, foreign keys and checks: as clauses of `CREATE TABLE`, and
//! added to, dropped from and renamed in a table.

use super::change::Work;
use super::literal::{name, names};
use super::{comment, expression, index, refused, types};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, text};
use crate::operation::{DropForeignKey, DropUnique, RenameConstraint};
use crate::schema::{
    Check, Deferrable, Enforcement, ForeignKey, Index, IndexKey, PrimaryKey, ReferentialAction,
    Table, Unique,
};

/// Every constraint of the table, each on a line of its own behind the columns.
pub(super) fn clauses(
    out: &mut String,
    table: &Table,
    server: &Capabilities,
) -> Result<(), Problem> {
    const LINE: &str = ",\n    ";
    if let Some(key) = &table.primary_key {
        out.push_str(LINE);
        primary_key(out, table, key)?;
    }
    for each in &table.uniques {
        out.push_str(LINE);
        unique(out, table, each)?;
    }
    for key in &table.foreign_keys {
        out.push_str(LINE);
        foreign_key(out, table, key, server)?;
    }
    for each in &table.checks {
        out.push_str(LINE);
        check(out, table, each, server)?;
    }
    match table.exclusions.first() {
        Some(exclusion) => Err(no_exclusions(&exclusion.name)),
        None => Ok(()),
    }
}

/// The problem of an exclusion constraint.
pub(super) fn no_exclusions(name: &str) -> Problem {
    Problem::new(
        format!("{name:?} is an exclusion constraint, which PostgreSQL alone has"),
        "use a unique constraint or a trigger, or leave it to PostgreSQL with `schema.sql(by_dialect()…)`",
    )
}

fn begin(out: &mut String, constraint: &str) {
    out.push_str("CONSTRAINT ");
    name(out, constraint);
    out.push(' ');
}

/// Every primary key is called `PRIMARY`, whatever name it is given.
pub(super) fn primary_key(
    out: &mut String,
    table: &Table,
    key: &PrimaryKey,
) -> Result<(), Problem> {
    let PrimaryKey {
        name: _,
        columns,
        include,
        deferrable,
        comment,
    } = key;
    let what = || format!("the primary key of table {:?}", table.name);
    comment::none(comment.as_deref(), what)?;
    at_once(*deferrable, what, "PostgreSQL's alone")?;
    refused::none(
        !include.is_empty(),
        what,
        "included columns",
        "PostgreSQL's alone",
    )?;
    types::can_be_key(table, "the primary key", columns.iter().map(String::as_str))?;
    out.push_str("PRIMARY KEY ");
    names(out, columns);
    Ok(())
}

pub(super) fn unique(out: &mut String, table: &Table, unique: &Unique) -> Result<(), Problem> {
    let Unique {
        name: called,
        columns,
        include,
        nulls_not_distinct,
        deferrable,
        comment,
    } = unique;
    let what = || format!("unique constraint {called:?}");
    comment::none(comment.as_deref(), what)?;
    let postgres = "PostgreSQL's alone";
    at_once(*deferrable, what, postgres)?;
    refused::none(!include.is_empty(), what, "included columns", postgres)?;
    refused::none(
        *nulls_not_distinct,
        what,
        "NULLs that are not distinct",
        postgres,
    )?;
    types::can_be_key(table, &what(), columns.iter().map(String::as_str))?;
    // The same thing there as a unique index, so it is written as that.
    out.push_str("UNIQUE INDEX ");
    name(out, called);
    out.push(' ');
    names(out, columns);
    Ok(())
}

pub(super) fn foreign_key(
    out: &mut String,
    table: &Table,
    key: &ForeignKey,
    server: &Capabilities,
) -> Result<(), Problem> {
    let ForeignKey {
        name: called,
        columns,
        references_table,
        references_columns,
        on_delete,
        on_update,
        set_columns,
        match_full,
        deferrable,
        enforcement,
        comment,
    } = key;
    let what = || format!("foreign key {called:?}");
    comment::none(comment.as_deref(), what)?;
    let postgres = "PostgreSQL's alone";
    at_once(*deferrable, what, "PostgreSQL's and SQLite's")?;
    refused::none(
        !set_columns.is_empty(),
        what,
        "columns of its own to set",
        postgres,
    )?;
    refused::none(*match_full, what, "MATCH FULL", postgres)?;
    refused::none(
        *enforcement != Enforcement::All,
        what,
        "rows that it does not go for",
        postgres,
    )?;
    types::can_be_key(table, &what(), columns.iter().map(String::as_str))?;
    begin(out, called);
    out.push_str("FOREIGN KEY ");
    names(out, columns);
    out.push_str(" REFERENCES ");
    name(out, references_table);
    out.push(' ');
    names(out, references_columns);
    for (event, action) in [(" ON DELETE ", *on_delete), (" ON UPDATE ", *on_update)] {
        match action {
            ReferentialAction::NoAction => {}
            ReferentialAction::Restrict if server.restricts_where_nothing_is_said() => {}
            // https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
            ReferentialAction::SetDefault => {
                return Err(Problem::new(
                    format!(
                        "foreign key {called:?} has the action SET DEFAULT, which InnoDB does not know"
                    ),
                    "use SET NULL, or NO ACTION and set the columns yourself",
                ));
            }
            _ => {
                out.push_str(event);
                out.push_str(action.as_sql());
            }
        }
    }
    Ok(())
}

pub(super) fn check(
    out: &mut String,
    table: &Table,
    check: &Check,
    server: &Capabilities,
) -> Result<(), Problem> {
    let Check {
        name: called,
        expression: condition,
        enforcement,
        comment,
    } = check;
    let what = || format!("check {called:?}");
    comment::none(comment.as_deref(), what)?;
    refused::none(
        *enforcement == Enforcement::NewRows,
        what,
        "rows that it does not go for",
        "PostgreSQL's alone",
    )?;
    begin(out, called);
    out.push_str("CHECK (");
    out.push_str(&expression::of(condition, table, what)?);
    out.push(')');
    if *enforcement == Enforcement::None {
        refused::unless(
            server.has_unenforced_checks(),
            what,
            "is not enforced",
            "MySQL from version 8.0.16 on",
            server,
        )?;
        out.push_str(" NOT ENFORCED");
    }
    Ok(())
}

fn at_once(
    deferrable: Deferrable,
    what: impl FnOnce() -> String,
    whose: &str,
) -> Result<(), Problem> {
    refused::none(
        deferrable != Deferrable::No,
        what,
        "a check at the transaction's end",
        whose,
    )
}

/// `ADD` and what `write` writes.
pub(super) fn add(
    write: impl FnOnce(&mut String) -> Result<(), Problem>,
) -> Result<Vec<Work>, Problem> {
    let mut sql = String::from("ADD ");
    write(&mut sql)?;
    Ok(vec![Work::Alter(sql)])
}

pub(super) fn drop_foreign_key(
    op: &DropForeignKey,
    table: &Table,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    let Some(key) = table.foreign_key(&op.foreign_key) else {
        return Err(text::missing(&format!("foreign key {:?}", op.foreign_key)));
    };
    Ok(vec![Work::Alter(drop_foreign_key_clause(
        table, key, server,
    ))])
}

/// Drops a foreign key, and the index that the server made for it under its name:
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>
pub(super) fn drop_foreign_key_clause(
    table: &Table,
    key: &ForeignKey,
    server: &Capabilities,
) -> String {
    let mut sql = String::from("DROP FOREIGN KEY ");
    name(&mut sql, &key.name);
    if has_index_of_its_own(table, key) {
        sql.push_str(match server.drops_index_if_exists() {
            true => ", DROP INDEX IF EXISTS ",
            false => ", DROP INDEX ",
        });
        name(&mut sql, &key.name);
    }
    sql
}

/// Whether the server keeps an index for the foreign key alone. It makes one where no key
/// serves, and takes it away when one is added that does.
fn has_index_of_its_own(table: &Table, key: &ForeignKey) -> bool {
    let is_declared = table.index(&key.name).is_some() || table.unique(&key.name).is_some();
    // Which of the two the index is named after depends on what came first.
    let shares = table.foreign_keys.iter().any(|other| {
        other.name != key.name
            && (key.columns.starts_with(&other.columns) || other.columns.starts_with(&key.columns))
    });
    !is_declared && !shares && !keys(table).any(|by| serves(&by, key))
}

/// Whether an index over these columns can be the foreign key's.
fn serves(by: &[&str], key: &ForeignKey) -> bool {
    by.len() >= key.columns.len() && key.columns.iter().zip(by).all(|(a, b)| a == b)
}

pub(super) fn drop_constraint(constraint: &str) -> String {
    let mut sql = String::from("DROP CONSTRAINT ");
    name(&mut sql, constraint);
    sql
}

pub(super) fn drop_unique(
    op: &DropUnique,
    table: &Table,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    let Some(unique) = table.unique(&op.unique) else {
        return Err(text::missing(&format!("unique constraint {:?}", op.unique)));
    };
    let columns: Vec<&str> = unique.columns.iter().map(String::as_str).collect();
    without_key(table, &columns, index::drop_clause(&op.unique), server)
}

pub(super) fn drop_primary_key(table: &Table, server: &Capabilities) -> Result<Vec<Work>, Problem> {
    let Some(key) = &table.primary_key else {
        return Err(text::missing("the primary key"));
    };
    let columns: Vec<&str> = key.columns.iter().map(String::as_str).collect();
    without_key(table, &columns, "DROP PRIMARY KEY".to_owned(), server)
}

/// A unique constraint is its index; every other constraint comes back under its new name in
/// the statement that drops it. A primary key has no name of its own.
pub(super) fn rename(
    op: &RenameConstraint,
    table: &Table,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    if table.unique(&op.from).is_some() {
        return Ok(vec![Work::Alter(index::rename_clause(&op.from, &op.to))]);
    }
    let mut renamed = table.clone();
    op.change(&mut renamed);
    let mut sql;
    if let (Some(old), Some(new)) = (table.foreign_key(&op.from), renamed.foreign_key(&op.to)) {
        sql = drop_foreign_key_clause(table, old, server);
        sql.push_str(", ADD ");
        foreign_key(&mut sql, &renamed, new, server)?;
    } else if let (Some(_), Some(new)) = (table.check(&op.from), renamed.check(&op.to)) {
        sql = drop_constraint(&op.from);
        sql.push_str(", ADD ");
        check(&mut sql, &renamed, new, server)?;
    } else {
        return Ok(Vec::new());
    }
    Ok(vec![Work::Alter(sql)])
}

/// The columns of an index that can serve a foreign key: whole ones, up to the first that is not.
pub(super) fn key_of(index: &Index) -> Vec<&str> {
    if index.method.as_ref().is_some_and(|method| {
        use crate::schema::IndexMethod::{Fulltext, Spatial};
        matches!(method, Fulltext | Spatial)
    }) {
        return Vec::new();
    }
    let columns = index.parts.iter().map_while(|part| match &part.key {
        IndexKey::Column(column) if part.prefix.is_none() => Some(column.as_str()),
        _ => None,
    });
    columns.collect()
}

/// The columns of every key that can serve a foreign key.
pub(super) fn keys(table: &Table) -> impl Iterator<Item = Vec<&str>> {
    let primary = table.primary_key.iter().map(|key| &key.columns);
    let uniques = table.uniques.iter().map(|unique| &unique.columns);
    let constraints = primary
        .chain(uniques)
        .map(|columns| columns.iter().map(String::as_str).collect());
    constraints.chain(table.indexes.iter().map(key_of))
}

/// Drops a key over `columns` with `clause`. A foreign key that has no other index holds on to
/// this one; it is dropped first and added again, and the server makes it an index of its own:
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>
pub(super) fn without_key(
    table: &Table,
    columns: &[&str],
    clause: String,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    let served: Vec<&ForeignKey> = table
        .foreign_keys
        .iter()
        .filter(|key| serves(columns, key) && keys(table).filter(|by| serves(by, key)).count() < 2)
        .collect();
    if let [first, second, ..] = served.as_slice() {
        return Err(Problem::new(
            format!(
                "foreign keys {:?} and {:?} need an index, and this is the only one",
                first.name, second.name
            ),
            "create another index over their columns first",
        ));
    }
    let mut works = Vec::with_capacity(1 + 2 * served.len());
    for key in &served {
        works.push(Work::Alter(drop_foreign_key_clause(table, key, server)));
    }
    works.push(Work::Alter(clause));
    for key in &served {
        works.extend(add(|out| foreign_key(out, table, key, server))?);
    }
    Ok(works)
}

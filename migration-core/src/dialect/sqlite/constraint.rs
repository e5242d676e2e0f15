//! Keys, unique constraints, foreign keys and checks as clauses of `CREATE TABLE`. There is
//! no other place for them: what changes one rebuilds the table.

use super::literal::{name, names};
use super::{DIALECT, expression};
use crate::dialect::problem::Problem;
use crate::schema::{
    Check, Column, Deferrable, Enforcement, ForeignKey, PrimaryKey, ReferentialAction, SqlText,
    Table, Unique,
};

/// Every constraint of the table, each on a line of its own behind the columns.
pub(super) fn clauses(out: &mut String, table: &Table) -> Result<(), Problem> {
    if let Some(key) = &table.primary_key {
        no_computed(table, key)?;
        let at_its_column = table.columns.iter().any(Column::is_identity);
        primary_key(out, key, at_its_column)?;
    }
    for each in &table.uniques {
        unique(out, each)?;
    }
    for key in &table.foreign_keys {
        begin(out, &key.name);
        out.push_str("FOREIGN KEY ");
        names(out, &key.columns);
        target(out, key)?;
    }
    for each in &table.checks {
        check(out, table, each)?;
    }
    match table.exclusions.first() {
        None => Ok(()),
        Some(exclusion) => Err(Problem::new(
            format!(
                "{:?} is an exclusion constraint, which only PostgreSQL has",
                exclusion.name
            ),
            "check it in a trigger, or use a unique index where equality is all that counts",
        )),
    }
}

/// <https://www.sqlite.org/gencol.html#limitations>
fn no_computed(table: &Table, key: &PrimaryKey) -> Result<(), Problem> {
    let columns = table
        .columns
        .iter()
        .filter(|column| column.generated.is_some());
    let computed = columns
        .map(|column| &column.name)
        .find(|name| key.columns.contains(name));
    match computed {
        Some(column) => Err(Problem::new(
            format!(
                "column {column:?} is computed, and SQLite has no such column in a primary key"
            ),
            "give the table another primary key, and a unique constraint over the column",
        )),
        None => Ok(()),
    }
}

fn primary_key(out: &mut String, key: &PrimaryKey, at_its_column: bool) -> Result<(), Problem> {
    let PrimaryKey {
        name: called,
        columns,
        include,
        deferrable,
        comment: _,
    } = key;
    let what = || format!("primary key {called:?}");
    holds_nothing_else(what, include)?;
    is_checked_at_once(what, *deferrable)?;
    if !at_its_column {
        begin(out, called);
        out.push_str("PRIMARY KEY ");
        names(out, columns);
    }
    Ok(())
}

fn unique(out: &mut String, unique: &Unique) -> Result<(), Problem> {
    let Unique {
        name: called,
        columns,
        include,
        nulls_not_distinct,
        deferrable,
        comment: _,
    } = unique;
    let what = || format!("unique constraint {called:?}");
    holds_nothing_else(what, include)?;
    is_checked_at_once(what, *deferrable)?;
    if *nulls_not_distinct {
        return Err(nulls_are_distinct(&what()));
    }
    begin(out, called);
    out.push_str("UNIQUE ");
    names(out, columns);
    Ok(())
}

fn check(out: &mut String, table: &Table, check: &Check) -> Result<(), Problem> {
    out.push_str(",\n    ");
    named_check(out, table, check)
}

/// A check with its name.
pub(super) fn named_check(out: &mut String, table: &Table, check: &Check) -> Result<(), Problem> {
    let Check {
        name: called,
        expression,
        enforcement,
        comment: _,
    } = check;
    is_enforced(|| format!("check {called:?}"), *enforcement)?;
    out.push_str("CONSTRAINT ");
    name(out, called);
    out.push_str(" CHECK (");
    out.push_str(&expression::condition(expression, table, || {
        format!("check {called:?}")
    })?);
    out.push(')');
    Ok(())
}

fn begin(out: &mut String, constraint: &str) {
    out.push_str(",\n    CONSTRAINT ");
    name(out, constraint);
    out.push(' ');
}

/// A foreign key at the column that it joins a table with.
pub(super) fn reference(out: &mut String, key: &ForeignKey) -> Result<(), Problem> {
    out.push_str(" CONSTRAINT ");
    name(out, &key.name);
    target(out, key)
}

fn target(out: &mut String, key: &ForeignKey) -> Result<(), Problem> {
    let ForeignKey {
        name: called,
        columns: _,
        references_table,
        references_columns,
        on_delete,
        on_update,
        set_columns,
        match_full,
        deferrable,
        enforcement,
        comment: _,
    } = key;
    let refused =
        |what: &str, help: &str| Err(Problem::new(format!("foreign key {called:?} {what}"), help));
    if !set_columns.is_empty() {
        return refused(
            "sets some of its columns, while SQLite sets all or none",
            "name no columns, or set them in a trigger",
        );
    }
    if *match_full {
        return refused(
            "asks for MATCH FULL, which SQLite reads and does not heed",
            "add a check that its columns are all NULL or all not",
        );
    }
    is_enforced(|| format!("foreign key {called:?}"), *enforcement)?;
    out.push_str(" REFERENCES ");
    name(out, references_table);
    out.push(' ');
    names(out, references_columns);
    for (event, action) in [(" ON DELETE ", on_delete), (" ON UPDATE ", on_update)] {
        if *action != ReferentialAction::NoAction {
            out.push_str(event);
            out.push_str(action.as_sql());
        }
    }
    out.push_str(match deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " DEFERRABLE INITIALLY IMMEDIATE",
        Deferrable::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    });
    Ok(())
}

/// The collation of a column or of a part of an index, where SQLite has a text of its own.
pub(super) fn collate(out: &mut String, collation: Option<&SqlText>) {
    let Some(called) = collation.and_then(|text| text.get(DIALECT)) else {
        return;
    };
    out.push_str(" COLLATE ");
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if called.chars().all(plain) && !called.starts_with(|c: char| c.is_ascii_digit()) {
        out.push_str(called);
    } else {
        name(out, called);
    }
}

/// Refuses columns that an index would hold beside its key.
pub(super) fn holds_nothing_else(
    what: impl FnOnce() -> String,
    include: &[String],
) -> Result<(), Problem> {
    if include.is_empty() {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "{} includes columns that are no part of its key, which SQLite does not have",
            what()
        ),
        "leave them out, or make an index with them behind the others",
    ))
}

/// The problem of two NULLs that would count as the same.
pub(super) fn nulls_are_distinct(what: &str) -> Problem {
    Problem::new(
        format!("{what} takes two NULLs for the same, while to SQLite each is another"),
        "make the columns NOT NULL, or a unique index over `coalesce(…)`",
    )
}

/// Only foreign keys can wait: <https://www.sqlite.org/foreignkeys.html#fk_deferred>
fn is_checked_at_once(
    what: impl FnOnce() -> String,
    deferrable: Deferrable,
) -> Result<(), Problem> {
    if deferrable == Deferrable::No {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "{} is deferrable, which SQLite has for foreign keys alone",
            what()
        ),
        "leave it out: the constraint is checked at each statement",
    ))
}

fn is_enforced(what: impl FnOnce() -> String, enforcement: Enforcement) -> Result<(), Problem> {
    let which = match enforcement {
        Enforcement::All => return Ok(()),
        Enforcement::NewRows => "new rows alone",
        Enforcement::None => "no row",
    };
    Err(Problem::new(
        format!(
            "{} is enforced for {which}, while SQLite enforces it for all",
            what()
        ),
        "let it hold for all rows, or leave it out",
    ))
}

//! Keys, unique constraints, foreign keys and checks: as clauses of `CREATE TABLE`, and
//! added to and dropped from a table.

use super::literal::{name, names, relation};
use super::{comment, expression, index};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, text};
use crate::operation::{
    AddCheck, AddExclusion, AddForeignKey, AddPrimaryKey, AddUnique, RenameConstraint, UseIndex,
    ValidateConstraint,
};
use crate::schema::{
    Check, Deferrable, Enforcement, Exclusion, ForeignKey, PrimaryKey, ReferentialAction, Table,
    Unique,
};

/// `ALTER TABLE "t" …`
pub(super) fn alter(table: &str, action: &str) -> String {
    let mut sql = String::with_capacity(64);
    sql.push_str("ALTER TABLE ");
    relation(&mut sql, table);
    sql.push(' ');
    sql.push_str(action);
    sql
}

/// `ALTER COLUMN "c" …`, an action of `ALTER TABLE`.
pub(super) fn alter_column(column: &str, action: &str) -> String {
    let mut sql = String::from("ALTER COLUMN ");
    name(&mut sql, column);
    sql.push(' ');
    sql.push_str(action);
    sql
}

fn begin(out: &mut String, constraint: &str) {
    out.push_str("CONSTRAINT ");
    name(out, constraint);
    out.push(' ');
}

pub(super) fn primary_key(out: &mut String, key: &PrimaryKey) {
    let PrimaryKey {
        name: called,
        columns,
        include,
        deferrable,
        comment: _,
    } = key;
    begin(out, called);
    out.push_str("PRIMARY KEY ");
    names(out, columns);
    included(out, include);
    deferred(out, *deferrable);
}

pub(super) fn unique(
    out: &mut String,
    unique: &Unique,
    server: &Capabilities,
) -> Result<(), Problem> {
    let Unique {
        name: called,
        columns,
        include,
        nulls_not_distinct,
        deferrable,
        comment: _,
    } = unique;
    begin(out, called);
    out.push_str("UNIQUE ");
    if *nulls_not_distinct {
        let what = || format!("unique constraint {called:?} over NULLs that are not distinct");
        index::nulls_not_distinct(server, what)?;
        out.push_str("NULLS NOT DISTINCT ");
    }
    names(out, columns);
    included(out, include);
    deferred(out, *deferrable);
    Ok(())
}

/// ` INCLUDE (…)`, where there is something to include.
pub(super) fn included(out: &mut String, columns: &[String]) {
    if !columns.is_empty() {
        out.push_str(" INCLUDE ");
        names(out, columns);
    }
}

fn deferred(out: &mut String, deferrable: Deferrable) {
    out.push_str(match deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " DEFERRABLE",
        Deferrable::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    });
}

/// The end of a check or a foreign key; `what` is its kind and name.
fn enforced(
    out: &mut String,
    enforcement: Enforcement,
    server: &Capabilities,
    what: impl FnOnce() -> String,
) -> Result<(), Problem> {
    match enforcement {
        Enforcement::All => {}
        Enforcement::NewRows => out.push_str(" NOT VALID"),
        Enforcement::None if server.virtual_columns_and_unenforced_constraints() => {
            out.push_str(" NOT ENFORCED");
        }
        Enforcement::None => {
            let what = format!("{} without enforcement", what());
            return Err(Problem::needs(&what, "PostgreSQL 18", server));
        }
    }
    Ok(())
}

pub(super) fn foreign_key(
    out: &mut String,
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
        comment: _,
    } = key;
    begin(out, called);
    out.push_str("FOREIGN KEY ");
    names(out, columns);
    out.push_str(" REFERENCES ");
    relation(out, references_table);
    out.push(' ');
    names(out, references_columns);
    if *match_full {
        out.push_str(" MATCH FULL");
    }
    if *on_delete != ReferentialAction::NoAction {
        out.push_str(" ON DELETE ");
        out.push_str(on_delete.as_sql());
    }
    if !set_columns.is_empty() {
        let what = format!("foreign key {called:?}, which sets some of its columns,");
        if !server.sets_some_columns() {
            return Err(Problem::needs(&what, "PostgreSQL 15", server));
        }
        if !matches!(
            on_delete,
            ReferentialAction::SetNull | ReferentialAction::SetDefault
        ) {
            return Err(Problem::new(
                format!("{what} does so on no deletion"),
                "give it `on_delete(SetNull)` or `on_delete(SetDefault)`",
            ));
        }
        out.push(' ');
        names(out, set_columns);
    }
    if *on_update != ReferentialAction::NoAction {
        out.push_str(" ON UPDATE ");
        out.push_str(on_update.as_sql());
    }
    deferred(out, *deferrable);
    enforced(out, *enforcement, server, || {
        format!("foreign key {called:?}")
    })
}

pub(super) fn check(
    out: &mut String,
    table: &Table,
    check: &Check,
    server: &Capabilities,
) -> Result<(), Problem> {
    let Check {
        name: called,
        expression: sql,
        enforcement,
        comment: _,
    } = check;
    begin(out, called);
    out.push_str("CHECK (");
    out.push_str(&expression::of(sql, table, || format!("check {called:?}"))?);
    out.push(')');
    enforced(out, *enforcement, server, || format!("check {called:?}"))
}

pub(super) fn exclusion(
    out: &mut String,
    table: &Table,
    exclusion: &Exclusion,
) -> Result<(), Problem> {
    let Exclusion {
        name: called,
        method,
        parts,
        filter,
        deferrable,
        comment: _,
    } = exclusion;
    let what = || format!("exclusion constraint {called:?}");
    begin(out, called);
    out.push_str("EXCLUDE ");
    index::using(out, method.as_ref(), what)?;
    out.push('(');
    text::listed(out, parts, |out, (part, operator)| {
        index::part(out, table, part, what)?;
        out.push_str(" WITH ");
        out.push_str(operator);
        Ok(())
    })?;
    out.push(')');
    if let Some(filter) = filter {
        out.push_str(" WHERE (");
        let what = || format!("the filter of {}", what());
        out.push_str(&expression::of(filter, table, what)?);
        out.push(')');
    }
    deferred(out, *deferrable);
    Ok(())
}

fn step(sql: String) -> Step {
    Step::new("", vec![Statement::Run(sql)])
}

/// The step that adds a constraint, and says what it is for.
fn added(
    sql: String,
    table: &str,
    constraint: &str,
    comment: Option<&str>,
) -> Result<Step, Problem> {
    let mut step = step(sql);
    let comment = comment::of_constraint(table, constraint, comment)?;
    step.statements.extend(comment);
    Ok(step)
}

pub(super) fn add_foreign_key(op: &AddForeignKey, server: &Capabilities) -> Result<Step, Problem> {
    let mut sql = alter(&op.table, "ADD ");
    let key = &op.foreign_key;
    foreign_key(&mut sql, key, server)?;
    added(sql, &op.table, &key.name, key.comment.as_deref())
}

pub(super) fn add_check(
    op: &AddCheck,
    table: &Table,
    server: &Capabilities,
) -> Result<Step, Problem> {
    let sql = add_check_sql(table, &op.check, server)?;
    added(sql, &op.table, &op.check.name, op.check.comment.as_deref())
}

pub(super) fn add_check_sql(
    table: &Table,
    each: &Check,
    server: &Capabilities,
) -> Result<String, Problem> {
    let mut sql = alter(&table.name, "ADD ");
    check(&mut sql, table, each, server)?;
    Ok(sql)
}

pub(super) fn add_unique(op: &AddUnique, server: &Capabilities) -> Result<Step, Problem> {
    let mut sql = alter(&op.table, "ADD ");
    unique(&mut sql, &op.unique, server)?;
    let comment = op.unique.comment.as_deref();
    added(sql, &op.table, &op.unique.name, comment)
}

pub(super) fn add_primary_key(op: &AddPrimaryKey) -> Result<Step, Problem> {
    let mut sql = alter(&op.table, "ADD ");
    let key = &op.primary_key;
    primary_key(&mut sql, key);
    added(sql, &op.table, &key.name, key.comment.as_deref())
}

/// The index gets the constraint's name.
pub(super) fn use_index(op: &UseIndex) -> Step {
    let mut sql = alter(&op.table, "ADD ");
    begin(&mut sql, &op.constraint);
    sql.push_str(if op.primary { "PRIMARY KEY" } else { "UNIQUE" });
    sql.push_str(" USING INDEX ");
    name(&mut sql, &op.index);
    step(sql)
}

pub(super) fn drop(table: &str, constraint: &str) -> Step {
    let mut sql = alter(table, "DROP CONSTRAINT ");
    name(&mut sql, constraint);
    step(sql)
}

pub(super) fn drop_primary_key(table: &Table) -> Result<Step, Problem> {
    match &table.primary_key {
        Some(key) => Ok(drop(&table.name, &key.name)),
        None => Err(text::missing("the primary key")),
    }
}

pub(super) fn add_exclusion(op: &AddExclusion, table: &Table) -> Result<Step, Problem> {
    let mut sql = alter(&op.table, "ADD ");
    exclusion(&mut sql, table, &op.exclusion)?;
    let comment = op.exclusion.comment.as_deref();
    added(sql, &op.table, &op.exclusion.name, comment)
}

pub(super) fn rename(op: &RenameConstraint) -> Step {
    let mut sql = alter(&op.table, "RENAME CONSTRAINT ");
    name(&mut sql, &op.from);
    sql.push_str(" TO ");
    name(&mut sql, &op.to);
    step(sql)
}

/// Rows are read while others write:
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT>
pub(super) fn validate(op: &ValidateConstraint) -> Step {
    let mut sql = alter(&op.table, "VALIDATE CONSTRAINT ");
    name(&mut sql, &op.constraint);
    step(sql)
}

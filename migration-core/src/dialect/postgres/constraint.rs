//! Keys, unique constraints, foreign keys and checks: as clauses of `CREATE TABLE`, and
//! added to and dropped from a table.

use super::expression;
use super::literal::{name, names};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step, text};
use crate::operation::{AddCheck, AddForeignKey, AddPrimaryKey, AddUnique};
use crate::schema::{Check, ForeignKey, PrimaryKey, ReferentialAction, Table, Unique};

/// `ALTER TABLE "t" …`
pub(super) fn alter(table: &str, action: &str) -> String {
    let mut sql = String::with_capacity(64);
    sql.push_str("ALTER TABLE ");
    name(&mut sql, table);
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

/// Every constraint of the table, each on a line of its own behind the columns.
pub(super) fn clauses(out: &mut String, table: &Table) -> Result<(), Problem> {
    const LINE: &str = ",\n    ";
    if let Some(key) = &table.primary_key {
        out.push_str(LINE);
        primary_key(out, key);
    }
    for each in &table.uniques {
        out.push_str(LINE);
        unique(out, each);
    }
    for key in &table.foreign_keys {
        out.push_str(LINE);
        foreign_key(out, key);
    }
    for each in &table.checks {
        out.push_str(LINE);
        check(out, table, each)?;
    }
    Ok(())
}

fn begin(out: &mut String, constraint: &str) {
    out.push_str("CONSTRAINT ");
    name(out, constraint);
    out.push(' ');
}

fn primary_key(out: &mut String, key: &PrimaryKey) {
    begin(out, &key.name);
    out.push_str("PRIMARY KEY ");
    names(out, &key.columns);
}

fn unique(out: &mut String, unique: &Unique) {
    begin(out, &unique.name);
    out.push_str("UNIQUE ");
    names(out, &unique.columns);
}

fn foreign_key(out: &mut String, key: &ForeignKey) {
    begin(out, &key.name);
    out.push_str("FOREIGN KEY ");
    names(out, &key.columns);
    out.push_str(" REFERENCES ");
    name(out, &key.references_table);
    out.push(' ');
    names(out, &key.references_columns);
    for (event, action) in [
        (" ON DELETE ", key.on_delete),
        (" ON UPDATE ", key.on_update),
    ] {
        if action != ReferentialAction::NoAction {
            out.push_str(event);
            out.push_str(action.as_sql());
        }
    }
}

fn check(out: &mut String, table: &Table, check: &Check) -> Result<(), Problem> {
    begin(out, &check.name);
    out.push_str("CHECK (");
    out.push_str(&expression::of(&check.expression, table, || {
        format!("check {:?}", check.name)
    })?);
    out.push(')');
    Ok(())
}

fn step(sql: String) -> Step {
    Step::new("", vec![Statement::Run(sql)])
}

pub(super) fn add_foreign_key(op: &AddForeignKey) -> Step {
    let mut sql = alter(&op.table, "ADD ");
    foreign_key(&mut sql, &op.foreign_key);
    step(sql)
}

pub(super) fn add_check(op: &AddCheck, table: &Table) -> Result<Step, Problem> {
    Ok(step(add_check_sql(table, &op.check)?))
}

pub(super) fn add_check_sql(table: &Table, each: &Check) -> Result<String, Problem> {
    let mut sql = alter(&table.name, "ADD ");
    check(&mut sql, table, each)?;
    Ok(sql)
}

pub(super) fn add_unique(op: &AddUnique) -> Step {
    let mut sql = alter(&op.table, "ADD ");
    unique(&mut sql, &op.unique);
    step(sql)
}

pub(super) fn add_primary_key(op: &AddPrimaryKey) -> Step {
    let mut sql = alter(&op.table, "ADD ");
    primary_key(&mut sql, &op.primary_key);
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

//! Work over a table in batches, and conditions that all rows have to meet.

use super::literal::{name, string};
use super::{DIALECT, data, expression};
use crate::dialect::Step;
use crate::dialect::batches::{self, Syntax, Unmet};
use crate::dialect::problem::Problem;
use crate::dialect::reading::Reading;
use crate::operation::{Backfill, BatchedData, Ensure};
use crate::schema::Table;

const SYNTAX: Syntax = Syntax {
    dialect: DIALECT,
    compares_rows: false,
    locks: " FOR UPDATE",
};

pub(super) fn backfill(op: &Backfill, table: &Table) -> Result<Step, Problem> {
    match &op.batches {
        Some(how) => reading(table).backfill(op, how, table, data::update_rows(op, table)?),
        None => data::backfill(op, table),
    }
}

pub(super) fn code(op: &BatchedData, table: &Table) -> Result<Step, Problem> {
    reading(table).code(op, table)
}

fn reading(table: &Table) -> Reading {
    Reading {
        syntax: SYNTAX,
        from: quoted(&table.name),
        estimate: format!(
            "SELECT table_rows FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = {}",
            text(&table.name)
        ),
        quoted,
        filter: data::filter,
    }
}

pub(super) fn ensure(op: &Ensure, table: &Table) -> Result<Step, Problem> {
    let condition = expression::of(&op.condition, table, || "the condition".into())?;
    let key = table.primary_key.iter().flat_map(|key| &key.columns);
    let query = Unmet {
        from: &quoted(&table.name),
        condition: &condition,
        joined: |parts| format!("CONCAT({})", parts.join(", ")),
        listed: "GROUP_CONCAT(migrate_found SEPARATOR '; ')",
        key: key.map(|each| (text(each), quoted(each))).collect(),
    };
    Ok(batches::ensure(&op.table, &condition, query.query()))
}

fn quoted(called: &str) -> String {
    let mut out = String::new();
    name(&mut out, called);
    out
}

fn text(value: &str) -> String {
    let mut out = String::new();
    string(&mut out, value);
    out
}

//! Work over a table in batches, and conditions that all rows have to meet.

use super::literal::{name, string_of};
use super::{DIALECT, data, expression};
use crate::dialect::Step;
use crate::dialect::batches::{self, Syntax, Unmet};
use crate::dialect::problem::Problem;
use crate::dialect::reading::Reading;
use crate::operation::{Backfill, BatchedData, Ensure};
use crate::schema::Table;

const SYNTAX: Syntax = Syntax {
    dialect: DIALECT,
    compares_rows: true,
    // The batch's transaction is the only one that writes.
    locks: "",
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
    let from = quoted(&table.name);
    Reading {
        syntax: SYNTAX,
        estimate: format!("SELECT count(*) FROM {from}"),
        from,
        quoted,
        filter: data::filter,
    }
}

pub(super) fn ensure(op: &Ensure, table: &Table) -> Result<Step, Problem> {
    let condition = expression::condition(&op.condition, table, || "the condition".into())?;
    let key = table.primary_key.iter().flat_map(|key| &key.columns);
    let query = Unmet {
        from: &quoted(&table.name),
        condition: &condition,
        joined: |parts| parts.join(" || "),
        listed: "group_concat(migrate_found, '; ')",
        key: key.map(|each| (string_of(each), quoted(each))).collect(),
    };
    Ok(batches::ensure(&op.table, &condition, query.query()))
}

fn quoted(called: &str) -> String {
    let mut out = String::new();
    name(&mut out, called);
    out
}

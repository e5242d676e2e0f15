//! Work over a table in batches, and conditions that all rows have to meet.

use super::literal::{name, relation, relation_text, string};
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
    // Rows that others refer to may still be referred to.
    locks: " FOR NO KEY UPDATE",
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
    let mut from = String::new();
    relation(&mut from, &table.name);
    Reading {
        syntax: SYNTAX,
        estimate: format!(
            "SELECT coalesce((SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass({}) AND reltuples > 0), \
             (SELECT count(*) FROM {from}))",
            relation_text(&table.name)
        ),
        from,
        quoted,
        filter: data::filter,
    }
}

pub(super) fn ensure(op: &Ensure, table: &Table) -> Result<Step, Problem> {
    let condition = expression::of(&op.condition, table, || "the condition".into())?;
    let mut from = String::new();
    relation(&mut from, &table.name);
    let key = table.primary_key.iter().flat_map(|key| &key.columns);
    let key = key.map(|each| {
        let mut text = String::new();
        string(&mut text, each);
        (text, quoted(each))
    });
    let query = Unmet {
        from: &from,
        condition: &condition,
        joined: |parts| parts.join(" || "),
        listed: "string_agg(migrate_found, '; ')",
        key: key.collect(),
    };
    Ok(batches::ensure(&op.table, &condition, query.query()))
}

fn quoted(called: &str) -> String {
    let mut out = String::new();
    name(&mut out, called);
    out
}

//! Work over a table in batches, and conditions that all rows have to meet.

use super::literal::{name, relation, relation_text, string};
use super::{DIALECT, data, expression};
use crate::dialect::Step;
use crate::dialect::batches::{self, BatchWork, Batches, Syntax, Unmet};
use crate::dialect::problem::Problem;
use crate::operation::{self, Backfill, BatchedData, Ensure};
use crate::schema::{SqlText, Table};

const SYNTAX: Syntax = Syntax {
    dialect: DIALECT,
    compares_rows: true,
    // Rows that others refer to may still be referred to.
    locks: " FOR NO KEY UPDATE",
};

pub(super) fn backfill(op: &Backfill, table: &Table) -> Result<Step, Problem> {
    match &op.batches {
        Some(how) => {
            let work = BatchWork::Update(data::update_rows(op, table)?);
            over(table, how, op.filter.as_ref(), "the backfill", work)
        }
        None => data::backfill(op, table),
    }
}

pub(super) fn code(op: &BatchedData, table: &Table) -> Result<Step, Problem> {
    let columns = op.columns.iter().map(|each| (each.clone(), quoted(each)));
    let work = BatchWork::Code(op.up, columns.collect());
    over(
        table,
        &op.batches,
        op.filter.as_ref(),
        "the data code",
        work,
    )
}

fn over(
    table: &Table,
    how: &operation::Batches,
    filter: Option<&SqlText>,
    what: &str,
    work: BatchWork,
) -> Result<Step, Problem> {
    let mut from = String::new();
    relation(&mut from, &table.name);
    let estimate = format!(
        "SELECT coalesce((SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass({}) AND reltuples > 0), \
         (SELECT count(*) FROM {from}))",
        relation_text(&table.name)
    );
    Ok(Step::in_batches(Batches {
        key: batches::key(how, table, what, DIALECT, quoted)?,
        estimate,
        from,
        filter: data::filter(filter, table)?,
        most: how.most,
        syntax: SYNTAX,
        table: table.name.clone(),
        work,
    }))
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

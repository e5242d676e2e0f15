//! Work over a table in batches, and conditions that all rows have to meet.

use super::literal::{name, string};
use super::{DIALECT, data, expression};
use crate::dialect::Step;
use crate::dialect::batches::{self, BatchWork, Batches, Syntax, Unmet};
use crate::dialect::problem::Problem;
use crate::operation::{self, Backfill, BatchedData, Ensure};
use crate::schema::{SqlText, Table};

const SYNTAX: Syntax = Syntax {
    dialect: DIALECT,
    compares_rows: false,
    locks: " FOR UPDATE",
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
    let estimate = format!(
        "SELECT table_rows FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = {}",
        text(&table.name)
    );
    Ok(Step::in_batches(Batches {
        key: batches::key(how, table, what, DIALECT, quoted)?,
        estimate,
        from: quoted(&table.name),
        filter: data::filter(filter, table)?,
        most: how.most,
        syntax: SYNTAX,
        table: table.name.clone(),
        work,
    }))
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

//! How a dialect reads a table that is walked in batches, and the step that walks it.

use super::Step;
use super::batches::{BatchWork, Batches, Syntax, key};
use super::problem::Problem;
use crate::operation::{self, Backfill, BatchedData};
use crate::schema::{SqlText, Table};

/// A table to be walked, in one dialect.
pub(super) struct Reading {
    pub(super) syntax: Syntax,
    /// The table's name in quotes.
    pub(super) from: String,
    /// A query for about how many rows it has.
    pub(super) estimate: String,
    /// A column's name in quotes.
    pub(super) quoted: fn(&str) -> String,
    /// A condition in the dialect's words.
    pub(super) filter: fn(Option<&SqlText>, &Table) -> Result<Option<String>, Problem>,
}

impl Reading {
    /// The step of a backfill; `update` is its UPDATE without a condition.
    pub(super) fn backfill(
        self,
        op: &Backfill,
        how: &operation::Batches,
        table: &Table,
        update: String,
    ) -> Result<Step, Problem> {
        let work = BatchWork::Update(update);
        self.over(table, how, op.filter.as_ref(), "the backfill", work)
    }

    /// The step of data code.
    pub(super) fn code(self, op: &BatchedData, table: &Table) -> Result<Step, Problem> {
        let quoted = self.quoted;
        let columns = op.columns.iter().map(|each| (each.clone(), quoted(each)));
        let work = BatchWork::Code(op.up, columns.collect());
        self.over(
            table,
            &op.batches,
            op.filter.as_ref(),
            "the data code",
            work,
        )
    }

    fn over(
        self,
        table: &Table,
        how: &operation::Batches,
        filter: Option<&SqlText>,
        what: &str,
        work: BatchWork,
    ) -> Result<Step, Problem> {
        Ok(Step::in_batches(Batches {
            key: key(how, table, what, self.syntax.dialect, self.quoted)?,
            filter: (self.filter)(filter, table)?,
            estimate: self.estimate,
            from: self.from,
            most: how.most,
            syntax: self.syntax,
            table: table.name.clone(),
            work,
        }))
    }
}

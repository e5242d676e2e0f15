//! Where the work stands, and what is said of it.

use super::cursor;
use super::store::{DataRow, Store};
use crate::dialect::Batches;
use crate::driver::DriverError;
use crate::error::Error;
use crate::execute::statement::{StatementError, explained};
use crate::plan::{Direction, MigrationPlan};

/// One step of a migration that works in batches.
pub(super) struct Place<'a> {
    pub(super) plan: &'a MigrationPlan,
    pub(super) batches: &'a Batches,
    pub(super) store: Store,
}

impl Place<'_> {
    /// The error of a batch that the server refused: with the keys, and the statement.
    pub(super) fn about(
        &self,
        row: &DataRow,
        until: Option<&[String]>,
        cause: &DriverError,
    ) -> StatementError {
        let error = explained(cause);
        StatementError {
            cause: format!("{}: {}", self.keys(row, until), error.cause),
            sql: self.statement(row, until),
            ..error
        }
        .part(self.part(row))
    }

    /// The error of a batch in which data code failed.
    pub(super) fn about_code(
        &self,
        row: &DataRow,
        until: &[String],
        cause: &(dyn std::error::Error + Send + Sync),
    ) -> StatementError {
        let cause = format!("{}: {cause}", self.keys(row, Some(until)));
        StatementError::plain(cause).part(self.part(row))
    }

    /// The error of a key that is not there, or is no text.
    pub(super) fn null_in_key(&self) -> StatementError {
        let names = self.key_names();
        StatementError {
            hint: Some(format!(
                "correct the row, or name another key than {names} with `.batched_by([…])`"
            )),
            ..StatementError::plain(format!(
                "a row of table {} has NULL or a NUL character in {names}, so it has no place in the order of the batches",
                self.batches.table
            ))
        }
    }

    /// The error of work that somebody paused.
    pub(super) fn paused(&self, row: &DataRow) -> Error {
        Error::Paused {
            problem: format!(
                "migration {} {} is paused: {} rows of {} are walked",
                self.plan.version, self.plan.name, row.walked, self.batches.table
            ),
        }
    }

    /// The error of work that is another than the one that was begun.
    pub(super) fn changed(&self, row: &DataRow) -> Error {
        let verb = match self.plan.direction {
            Direction::Up => "up",
            Direction::Down => "down",
        };
        Error::Call {
            problem: format!(
                "migration {} {} is half done, and its work over {} is not the one that was begun: \
                 {} rows are walked",
                self.plan.version, self.plan.name, self.batches.table, row.walked
            ),
            help: format!(
                "bring it back to what it was and run `migrate {verb}`, and put the change into a new migration"
            ),
        }
    }

    /// Which rows, as a condition.
    fn keys(&self, row: &DataRow, until: Option<&[String]>) -> String {
        let values = |key: &[String]| key.join(", ");
        let names = self.key_names();
        let range = match (row.last.as_deref(), until) {
            (Some(after), Some(until)) => {
                format!("{names} behind {} up to {}", values(after), values(until))
            }
            (None, Some(until)) => format!("{names} up to {}", values(until)),
            (Some(after), None) => format!("{names} behind {}", values(after)),
            (None, None) => "the first ones".to_owned(),
        };
        format!("rows of {}, {range}", self.batches.table)
    }

    fn statement(&self, row: &DataRow, until: Option<&[String]>) -> Option<String> {
        let kinds: Vec<_> = self.batches.key.iter().map(|column| column.kind).collect();
        let literals = |key: &[String]| cursor::literals(self.store.dialect(), &kinds, key);
        let after = row.last.as_deref().map(literals);
        self.batches.update(after.as_deref(), &literals(until?))
    }

    /// What of the step is done and remains.
    fn part(&self, row: &DataRow) -> Option<String> {
        (row.batches > 0).then(|| {
            format!(
                "the first {} rows of {} are done and remain; the rest is as it was",
                row.walked, self.batches.table
            )
        })
    }

    fn key_names(&self) -> String {
        let names: Vec<&str> = self.batches.key.iter().map(|c| c.name.as_str()).collect();
        names.join(", ")
    }
}

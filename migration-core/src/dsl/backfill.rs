use super::text::IntoColumns;
use crate::operation::{Backfill, Operation};
use crate::schema::SqlText;

/// A backfill that was just recorded, to say what it sets.
#[derive(Debug)]
pub struct BackfillBuilder<'a> {
    operation: &'a mut Operation,
}

impl<'a> BackfillBuilder<'a> {
    pub(super) const fn new(operation: &'a mut Operation) -> Self {
        Self { operation }
    }

    /// Sets a column to the value of an SQL expression over the row.
    pub fn set(self, column: impl Into<String>, expression: impl Into<SqlText>) -> Self {
        self.change(|backfill| backfill.set.push((column.into(), expression.into())))
    }

    /// Which rows.
    pub fn filter(self, condition: impl Into<SqlText>) -> Self {
        self.change(|backfill| backfill.filter = Some(condition.into()))
    }

    /// What the way back sets. Without it the rows keep their values on the way down.
    pub fn set_reverse(self, column: impl Into<String>, expression: impl Into<SqlText>) -> Self {
        self.change(|backfill| {
            let set = (column.into(), expression.into());
            reverse(backfill).set.push(set);
        })
    }

    /// Which rows the way back touches; all where it is left out.
    pub fn filter_reverse(self, condition: impl Into<SqlText>) -> Self {
        self.change(|backfill| reverse(backfill).filter = Some(condition.into()))
    }

    /// In batches along the primary key, each in a transaction of its own: for tables that are
    /// too large for one statement. It goes on where it stopped, however it stopped.
    ///
    /// The rows that are there when it begins are walked. What is inserted meanwhile has to be
    /// right when it is inserted.
    pub fn batched(self) -> Self {
        self.change(|backfill| {
            backfill.batches.get_or_insert_default();
        })
    }

    /// As [`batched`](Self::batched), along the columns of a unique constraint.
    pub fn batched_by(self, columns: impl IntoColumns) -> Self {
        let key = columns.into_columns();
        self.change(|backfill| backfill.batches.get_or_insert_default().key = key)
    }

    /// As [`batched`](Self::batched), with at most this many rows in a batch.
    pub fn batch_limit(self, rows: u32) -> Self {
        self.change(|backfill| backfill.batches.get_or_insert_default().most = Some(rows))
    }

    fn change(self, change: impl FnOnce(&mut Backfill)) -> Self {
        if let Operation::Backfill(backfill) = &mut *self.operation {
            change(backfill);
        }
        self
    }
}

fn reverse(backfill: &mut Backfill) -> &mut Backfill {
    let table = backfill.table.clone();
    backfill.reverse.get_or_insert_with(|| {
        Box::new(Backfill {
            table,
            set: Vec::new(),
            filter: None,
            reverse: None,
            batches: None,
        })
    })
}

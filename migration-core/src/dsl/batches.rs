//! Rust code over batches, and conditions that rows have to meet.

use super::schema_builder::SchemaBuilder;
use super::text::IntoColumns;
use crate::operation::{BatchCode, BatchReverse, BatchedData, Batches, Ensure, Operation};
use crate::schema::SqlText;

impl SchemaBuilder {
    /// Runs Rust code over the rows of a table, in batches along its primary key, each in a
    /// transaction of its own. It cannot be reversed unless it says how.
    ///
    /// The rows that are there when it begins are walked. What is inserted meanwhile has to be
    /// right when it is inserted.
    pub fn data_in_batches(
        &mut self,
        table: impl Into<String>,
        code: BatchCode,
    ) -> BatchedDataBuilder<'_> {
        BatchedDataBuilder(self.push(Operation::BatchedData(BatchedData {
            table: table.into(),
            columns: Vec::new(),
            filter: None,
            batches: Batches::default(),
            up: code,
            down: BatchReverse::None,
        })))
    }

    /// Stops the migration where a row of the table does not meet the condition, and says how
    /// many do not and which: before a step that needs it, as before a column becomes NOT NULL.
    pub fn ensure(&mut self, table: impl Into<String>, condition: impl Into<SqlText>) {
        self.push(Operation::Ensure(Ensure {
            table: table.into(),
            condition: condition.into(),
        }));
    }
}

/// Data code over batches that was just recorded, to say more about it.
#[derive(Debug)]
pub struct BatchedDataBuilder<'a>(&'a mut Operation);

impl BatchedDataBuilder<'_> {
    /// The columns that the code gets, beside those of the key.
    pub fn columns(self, columns: impl IntoColumns) -> Self {
        let columns = columns.into_columns();
        self.change(|data| data.columns = columns)
    }

    /// Which rows.
    pub fn filter(self, condition: impl Into<SqlText>) -> Self {
        self.change(|data| data.filter = Some(condition.into()))
    }

    /// Walks the columns of a unique constraint instead of the primary key.
    pub fn batched_by(self, columns: impl IntoColumns) -> Self {
        let key = columns.into_columns();
        self.change(|data| data.batches.key = key)
    }

    /// Lets a batch have at most this many rows.
    pub fn batch_limit(self, rows: u32) -> Self {
        self.change(|data| data.batches.most = Some(rows))
    }

    /// The code that undoes it, over every row.
    pub fn reverse(self, code: BatchCode) {
        self.change(|data| data.down = BatchReverse::Code(code));
    }

    /// There is nothing to undo.
    pub fn nothing_to_reverse(self) {
        self.change(|data| data.down = BatchReverse::Nothing);
    }

    fn change(self, change: impl FnOnce(&mut BatchedData)) -> Self {
        if let Operation::BatchedData(data) = &mut *self.0 {
            change(data);
        }
        self
    }
}

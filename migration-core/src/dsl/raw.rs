use crate::operation::{DataCode, DataReverse, Operation, SqlReverse};
use crate::schema::SqlText;

/// SQL that was just recorded, to say its way back.
#[derive(Debug)]
pub struct SqlBuilder<'a> {
    operation: &'a mut Operation,
}

impl<'a> SqlBuilder<'a> {
    pub(super) const fn new(operation: &'a mut Operation) -> Self {
        Self { operation }
    }

    /// The SQL that undoes it.
    pub fn reverse(self, sql: impl Into<SqlText>) {
        self.set(SqlReverse::Text(sql.into()));
    }

    /// There is nothing to undo.
    pub fn nothing_to_reverse(self) {
        self.set(SqlReverse::Nothing);
    }

    fn set(self, down: SqlReverse) {
        if let Operation::Sql(sql) = self.operation {
            sql.down = down;
        }
    }
}

/// Data code that was just recorded, to say its way back.
#[derive(Debug)]
pub struct DataBuilder<'a> {
    operation: &'a mut Operation,
}

impl<'a> DataBuilder<'a> {
    pub(super) const fn new(operation: &'a mut Operation) -> Self {
        Self { operation }
    }

    /// The code that undoes it.
    pub fn reverse(self, code: DataCode) {
        self.set(DataReverse::Code(code));
    }

    /// There is nothing to undo.
    pub fn nothing_to_reverse(self) {
        self.set(DataReverse::Nothing);
    }

    fn set(self, down: DataReverse) {
        if let Operation::Data(data) = self.operation {
            data.down = down;
        }
    }
}

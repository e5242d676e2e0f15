//! What a migration does that its operations do not tell the schema.

use crate::migration::{Down, Recorded};
use crate::operation::{BatchReverse, DataReverse, Operation, SqlReverse};

/// SQL, data code and changes of the database alone, as far as a migration has some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Opaque {
    /// What it is, for a message; nothing where the schema knows all that is done.
    pub(super) what: Option<&'static str>,
    /// Whether the migration says that some of it leaves nothing to undo.
    pub(super) leaves_nothing: bool,
}

impl Opaque {
    pub(super) fn of(migration: &Recorded) -> Self {
        let mut found = Self::default();
        for operation in &migration.operations {
            found.see(operation);
        }
        if let Down::Written(back) = &migration.down {
            for operation in back {
                found.see_kind(operation);
            }
        }
        found
    }

    fn see(&mut self, operation: &Operation) {
        self.see_kind(operation);
        self.leaves_nothing |= match operation {
            Operation::Sql(sql) => sql.down == SqlReverse::Nothing,
            Operation::Data(data) => data.down == DataReverse::Nothing,
            Operation::BatchedData(data) => data.down == BatchReverse::Nothing,
            _ => false,
        };
    }

    fn see_kind(&mut self, operation: &Operation) {
        let what = match operation {
            Operation::Sql(_) => "SQL",
            Operation::Data(_) | Operation::BatchedData(_) => "data code",
            Operation::DatabaseOnly(_) => "an operation of the database alone",
            _ => return,
        };
        self.what.get_or_insert(what);
    }
}

/// The tables that a migration only says are there.
pub(super) fn said_to_be_there(migration: &Recorded) -> Vec<String> {
    let mut tables = Vec::new();
    for operation in &migration.operations {
        if let Operation::StateOnly(_) = operation {
            operation.each_table(&mut |table| tables.push(format!("table {table}")));
        }
        if let Operation::StateOnly(only) = operation {
            tables.extend(only.operations.iter().filter_map(|each| match each {
                Operation::CreateObject(create) => Some(create.object.id().to_string()),
                _ => None,
            }));
        }
    }
    tables
}

use crate::operation::{Operation, RenameColumn, RenameTable};

/// What has another name in the other schema. A rename is never guessed: what is not named
/// here is one thing that goes and another one that comes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renames {
    tables: Vec<(String, String)>,
    columns: Vec<(String, String, String)>,
}

impl Renames {
    /// Says that a table has another name.
    #[must_use]
    pub fn table(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        self.tables.push((from.into(), to.into()));
        self
    }

    /// Says that a column has another name. The table is called as in the schema that things
    /// are changed to.
    #[must_use]
    pub fn column(
        mut self,
        table: impl Into<String>,
        from: impl Into<String>,
        to: impl Into<String>,
    ) -> Self {
        self.columns.push((table.into(), from.into(), to.into()));
        self
    }

    /// The operations that give the new names.
    pub(super) fn operations(&self) -> impl Iterator<Item = Operation> {
        let tables = self.tables.iter().map(|(from, to)| {
            Operation::RenameTable(RenameTable {
                from: from.clone(),
                to: to.clone(),
            })
        });
        let columns = self.columns.iter().map(|(table, from, to)| {
            Operation::RenameColumn(RenameColumn {
                table: table.clone(),
                from: from.clone(),
                to: to.clone(),
            })
        });
        tables.chain(columns)
    }
}

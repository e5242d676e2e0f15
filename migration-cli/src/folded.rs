//! What migrations amount to. The generator works on it, and a package's binary tells it to the
//! installed `migrate`, which holds no migrations.

use std::collections::BTreeMap;

use migration_core::Error;
use migration_core::migration::{Recorded, Registry};
use migration_core::operation::Operation;
use migration_core::schema::Schema;
use serde::{Deserialize, Serialize};

/// What the migrations so far amount to: the schema, and which module made each table that
/// still has the name it was made with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folded {
    schema: Schema,
    creators: BTreeMap<String, String>,
}

impl Folded {
    /// Folds every migration of a registry.
    ///
    /// # Errors
    /// Two migrations of one version, or an operation that does not fit.
    pub fn of_registry(registry: &Registry) -> Result<Self, Error> {
        registry.check()?;
        let mut folded = Self::default();
        for recorded in registry.record() {
            folded.fold(&recorded)?;
        }
        Ok(folded)
    }

    /// Takes in one more migration.
    ///
    /// # Errors
    /// The operation that does not fit.
    pub fn fold(&mut self, recorded: &Recorded) -> Result<(), Error> {
        recorded.fold(&mut self.schema)?;
        let module = format!("m{}_{}", recorded.version, recorded.name);
        for operation in &recorded.operations {
            match operation {
                Operation::CreateTable(op) => {
                    self.creators.insert(op.table.name.clone(), module.clone());
                }
                Operation::DropTable(op) => {
                    self.creators.remove(&op.table);
                }
                Operation::RenameTable(op) => {
                    self.creators.remove(&op.from);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The schema after all of them.
    #[must_use]
    pub const fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The module that made this table.
    #[must_use]
    pub fn creator(&self, table: &str) -> Option<&str> {
        self.creators.get(table).map(String::as_str)
    }
}

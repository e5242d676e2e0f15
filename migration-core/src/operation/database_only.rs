use super::{Irreversible, Operation, SchemaError};
use crate::schema::Schema;

/// Operations that are run, and that the schema does not get to know of.
///
/// The fold checks that each operation fits, and forgets it. There is no derived way back: what
/// there is to undo, the schema does not know.
///
/// With [`StateOnly`](super::StateOnly) beside it a change is made in another way than its
/// operation would.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80));
///         });
///     },
///     |schema| {
///         schema.database_only(|schema| schema.drop_column("users", "name"));
///     },
/// );
/// assert_eq!(sql.sqlite, r#"ALTER TABLE "users" DROP COLUMN "name";"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" DROP COLUMN "name";"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` DROP COLUMN `name`;");
/// assert_eq!(sql.back, "cannot be reversed: the schema does not know what it did to the database");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseOnly {
    /// What is run.
    pub operations: Vec<Operation>,
}

impl DatabaseOnly {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let mut aside = schema.clone();
        self.operations
            .iter()
            .try_for_each(|operation| operation.apply(&mut aside))
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        // The schema does not know what there is to undo, so only what needs no schema can be.
        let Some(operation) = self.operations.first() else {
            return Ok(Vec::new());
        };
        operation.reverse(before).and(Err(Irreversible {
            reason: "the schema does not know what it did to the database".to_owned(),
            help: "write the way down".to_owned(),
        }))
    }
}

use super::{Irreversible, Operation, SchemaError, checks};
use crate::schema::{Schema, SqlText};

/// Stops the migration where a row does not meet a condition, before a step that needs it.
///
/// The error says how many rows do not, and the keys of some. The fold checks that the table is
/// there. Its reverse does nothing.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("name", 80).nullable());
///         });
///     },
///     |schema| {
///         schema.ensure("users", "name IS NOT NULL");
///     },
/// );
/// // A query that has to find nothing is no change.
/// assert_eq!(sql.sqlite, "");
/// assert_eq!(sql.postgres, "");
/// assert_eq!(sql.mysql, "");
/// assert_eq!(sql.back, "");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ensure {
    /// The table's name.
    pub table: String,
    /// What every row has to meet. A row for which it is NULL does not.
    pub condition: SqlText,
}

impl Ensure {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        checks::table(schema, &self.table).map(drop)
    }

    #[allow(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "every operation has this function"
    )]
    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(Vec::new())
    }
}

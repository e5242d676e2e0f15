use super::{Irreversible, Operation, SchemaError};
use crate::schema::{Schema, SqlText};

/// The way back of an [`Sql`] operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SqlReverse {
    /// This text.
    Text(SqlText),
    /// There is nothing to undo.
    Nothing,
    /// There is none.
    None,
}

/// SQL as a person wrote it. The folded schema does not see what it does.
///
/// The fold checks that there is a text, and knows nothing of what it does. Its reverse is the text
/// that is given, or nothing where it says `nothing_to_reverse`; without either there is none.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |_| {},
///     |schema| {
///         schema
///             .sql(by_dialect().sqlite("ANALYZE").postgres("ANALYZE").mysql("ANALYZE TABLE users"))
///             .nothing_to_reverse();
///     },
/// );
/// assert_eq!(sql.sqlite, "ANALYZE;");
/// assert_eq!(sql.postgres, "ANALYZE;");
/// assert_eq!(sql.mysql, "ANALYZE TABLE users;");
/// assert_eq!(sql.back, "");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sql {
    /// The text.
    pub up: SqlText,
    /// The way back.
    pub down: SqlReverse,
}

impl Sql {
    pub(super) fn apply(&self, _: &mut Schema) -> Result<(), SchemaError> {
        if self.up.texts().all(|text| text.trim().is_empty()) {
            return Err(SchemaError::Invalid {
                what: "the SQL operation".to_owned(),
                problem: "has no text".to_owned(),
                help: "write the SQL to run, or take the operation away".to_owned(),
            });
        }
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        match &self.down {
            SqlReverse::Text(text) => Ok(vec![Operation::Sql(Self {
                up: text.clone(),
                down: SqlReverse::Text(self.up.clone()),
            })]),
            SqlReverse::Nothing => Ok(Vec::new()),
            SqlReverse::None => Err(Irreversible {
                reason: "its SQL has no reverse".to_owned(),
                help: "give it one with `.reverse(\"…\")`, or say `.nothing_to_reverse()`"
                    .to_owned(),
            }),
        }
    }
}

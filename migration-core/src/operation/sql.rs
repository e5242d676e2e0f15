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

use super::{Irreversible, Operation, SchemaError, rows};
use crate::schema::{Schema, Value};

/// Gives rows other values: those rows that have the values of the key.
///
/// The fold checks that the columns are there, that no value is NULL where it may not be, and that
/// it says what each of them was, or of none. Its reverse sets what they were; without that there
/// is none.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("roles", |t| {
///             t.column(int("id")).primary_key("id");
///             t.column(varchar("name", 20));
///         });
///     },
///     |schema| {
///         schema.update("roles", ["id"], (1,)).set("name", "admin", "owner").record();
///     },
/// );
/// assert_eq!(sql.sqlite, r#"UPDATE "roles" SET "name" = 'owner' WHERE "id" IS 1;"#);
/// assert_eq!(sql.postgres, r#"UPDATE "roles" SET "name" = 'owner' WHERE "id" = 1;"#);
/// assert_eq!(sql.mysql, "UPDATE `roles` SET `name` = 'owner' WHERE `id` = 1;");
/// assert_eq!(sql.back, "update name of a row of roles");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The table's name.
    pub table: String,
    /// The columns that rows are known by, each with its value.
    pub key: Vec<(String, Value)>,
    /// The columns that change, each with its value.
    pub set: Vec<(String, Value)>,
    /// What they were, in the order of `set`: the way back.
    pub was: Vec<Value>,
}

impl Update {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        for pairs in [&self.key, &self.set] {
            let (columns, values): (Vec<_>, Vec<_>) = pairs.iter().cloned().unzip();
            rows::check(schema, &self.table, &columns, &[values])?;
        }
        if !self.was.is_empty() && self.was.len() != self.set.len() {
            return Err(SchemaError::Invalid {
                what: format!("the update of table {:?}", self.table),
                problem: format!(
                    "sets {} columns and says what {} of them were",
                    self.set.len(),
                    self.was.len()
                ),
                help: "say what each of them was, or of none".to_owned(),
            });
        }
        Ok(())
    }

    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        if self.was.is_empty() {
            return Err(Irreversible {
                reason: "what the values were is not said".to_owned(),
                help: "say it with `.set(column, was, becomes)`, or write the way down".to_owned(),
            });
        }
        // A row may be known by a column that changes.
        let key = self.key.iter().map(|(column, value)| {
            let changed = self.set.iter().find(|(other, _)| other == column);
            (
                column.clone(),
                changed.map_or(value, |(_, new)| new).clone(),
            )
        });
        let set = self.set.iter().zip(&self.was);
        Ok(vec![Operation::Update(Self {
            table: self.table.clone(),
            key: key.collect(),
            set: set
                .map(|((column, _), was)| (column.clone(), was.clone()))
                .collect(),
            was: self.set.iter().map(|(_, value)| value.clone()).collect(),
        })])
    }
}

use std::collections::BTreeSet;

use super::{Checksum, Limits, Migration, Version};
use crate::dsl::SchemaBuilder;
use crate::error::Error;
use crate::operation::Operation;
use crate::schema::Schema;

/// The way back of a migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Down {
    /// It follows from the operations and the schema before them.
    Derived,
    /// A person wrote it.
    Written(Vec<Operation>),
}

/// What a migration recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// What it does, in order.
    pub operations: Vec<Operation>,
    /// The way back.
    pub down: Down,
    /// The checksum of both.
    pub checksum: Checksum,
    /// How long it waits for the database.
    pub limits: Limits,
}

impl Recorded {
    /// Has a migration record its operations.
    #[must_use]
    pub fn of(version: Version, name: impl Into<String>, migration: &dyn Migration) -> Self {
        let mut up = SchemaBuilder::new();
        migration.up(&mut up);
        let mut down = SchemaBuilder::new();
        migration.down(&mut down);
        let down = if down.is_derived() {
            Down::Derived
        } else {
            Down::Written(down.into_operations())
        };
        Self {
            limits: migration.limits(),
            ..Self::new(version, name, up.into_operations(), down)
        }
    }

    /// A migration made of operations.
    #[must_use]
    pub fn new(
        version: Version,
        name: impl Into<String>,
        operations: Vec<Operation>,
        down: Down,
    ) -> Self {
        let checksum = match &down {
            Down::Derived => Checksum::of(&operations, None),
            Down::Written(down) => Checksum::of(&operations, Some(down)),
        };
        Self {
            version,
            name: name.into(),
            operations,
            down,
            checksum,
            limits: Limits::new(),
        }
    }

    /// Whether it changes rows and nothing else: by backfills and data code, and looks at them.
    #[must_use]
    pub fn is_data(&self) -> bool {
        let mut all = self.operations.iter();
        all.all(|operation| {
            matches!(
                operation,
                Operation::Backfill(_)
                    | Operation::Data(_)
                    | Operation::BatchedData(_)
                    | Operation::Ensure(_)
            )
        })
    }

    /// The tables that it walks in batches, in order, one for each step that does.
    #[must_use]
    pub fn walks(&self) -> Vec<&str> {
        let mut tables = Vec::new();
        walked(&self.operations, &mut tables);
        tables
    }

    /// Checks the operations against the schema before them and makes that the schema after them.
    ///
    /// # Errors
    /// Which operation does not fit, and why. The schema then stands before that operation.
    pub fn fold(&self, schema: &mut Schema) -> Result<(), Error> {
        self.fold_each(schema, |_, _| {})
    }

    /// As [`Recorded::fold`]; `before_each` sees an operation with the schema before it.
    pub(crate) fn fold_each<'a>(
        &'a self,
        schema: &mut Schema,
        mut before_each: impl FnMut(&'a Operation, &Schema),
    ) -> Result<(), Error> {
        for (i, operation) in self.operations.iter().enumerate() {
            before_each(operation, schema);
            operation
                .apply(schema)
                .map_err(|cause| self.misfit(i, operation, cause))?;
        }
        Ok(())
    }

    /// The error for an operation that does not fit the schema before it.
    pub(crate) fn misfit(
        &self,
        index: usize,
        operation: &Operation,
        cause: crate::operation::SchemaError,
    ) -> Error {
        Error::Misfit {
            version: self.version,
            name: self.name.clone(),
            operation: operation.describe(),
            number: index + 1,
            cause: Box::new(cause),
        }
    }
}

impl Recorded {
    /// The tables that its operations change.
    #[must_use]
    pub fn changes(&self) -> BTreeSet<&str> {
        let renamed = self
            .operations
            .iter()
            .filter_map(|operation| match operation {
                Operation::RenameTable(rename) => Some(rename.to.as_str()),
                _ => None,
            });
        self.operations
            .iter()
            .filter_map(Operation::table)
            .chain(renamed)
            .collect()
    }

    /// The tables that its foreign keys refer to.
    #[must_use]
    pub fn refers_to(&self) -> BTreeSet<&str> {
        self.operations
            .iter()
            .flat_map(|operation| match operation {
                Operation::AddForeignKey(add) => std::slice::from_ref(&add.foreign_key),
                Operation::CreateTable(create) => create.table.foreign_keys.as_slice(),
                _ => &[],
            })
            .map(|key| key.references_table.as_str())
            .collect()
    }
}

fn walked<'a>(operations: &'a [Operation], tables: &mut Vec<&'a str>) {
    for operation in operations {
        match operation {
            Operation::Backfill(backfill) if backfill.batches.is_some() => {
                tables.push(&backfill.table);
            }
            Operation::BatchedData(data) => tables.push(&data.table),
            Operation::DatabaseOnly(half) => walked(&half.operations, tables),
            _ => {}
        }
    }
}

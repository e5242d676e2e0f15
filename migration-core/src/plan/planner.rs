use std::collections::BTreeSet;

use super::{Direction, MigrationPlan, Reversal};
use crate::dialect::{self, Capabilities, Step};
use crate::error::Error;
use crate::migration::{Down, Recorded};
use crate::operation::{Irreversible, Operation};
use crate::schema::Schema;

/// Plans migrations one after another, and knows the schema that each of them finds.
#[derive(Debug)]
pub struct Planner {
    capabilities: Capabilities,
    schema: Schema,
}

/// What undoes one operation.
type Undo<'a> = (&'a Operation, Result<Vec<Operation>, Irreversible>);

impl Planner {
    /// A planner for this server, before the first migration.
    #[must_use]
    pub fn new(capabilities: Capabilities) -> Self {
        Self {
            capabilities,
            schema: Schema::new(),
        }
    }

    /// A planner for this server that finds this schema.
    #[must_use]
    pub const fn after(capabilities: Capabilities, schema: Schema) -> Self {
        Self {
            capabilities,
            schema,
        }
    }

    /// The schema after all that was folded and planned.
    #[must_use]
    pub const fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Takes in a migration that is applied already.
    ///
    /// # Errors
    /// Which operation does not fit the schema before it.
    pub fn fold(&mut self, migration: &Recorded) -> Result<(), Error> {
        migration.fold(&mut self.schema)
    }

    /// Plans a migration upwards, and its way back with it.
    ///
    /// # Errors
    /// Which operation does not fit, or cannot be done on this server.
    pub fn up(&mut self, migration: &Recorded) -> Result<MigrationPlan, Error> {
        let mut undo = Vec::with_capacity(migration.operations.len());
        let steps = self.render_all(migration, &migration.operations, |operation, before| {
            undo.push((operation, operation.reverse(before)));
        })?;
        let reversal = self.reversal(migration, &undo);
        Ok(MigrationPlan {
            reversal: Some(reversal),
            ..self.plan(migration, Direction::Up, &migration.operations, steps)
        })
    }

    /// Plans migrations downwards. They are the newest of those that were folded so far, and
    /// stand here oldest first; the plans come newest first.
    ///
    /// # Errors
    /// Which migration cannot be reversed, or which operation cannot be done on this server.
    pub fn down(&mut self, migrations: &[&Recorded]) -> Result<Vec<MigrationPlan>, Error> {
        let mut undos = Vec::with_capacity(migrations.len());
        for migration in migrations {
            let before = match migration.down {
                Down::Written(_) => Some(self.schema.clone()),
                Down::Derived => None,
            };
            let mut undo = Vec::with_capacity(migration.operations.len());
            migration.fold_each(&mut self.schema, |operation, before| {
                undo.push((operation, operation.reverse(before)));
            })?;
            undos.push((migration, undo, before));
        }
        let mut plans = Vec::with_capacity(migrations.len());
        for (migration, undo, before) in undos.into_iter().rev() {
            let operations =
                way_back(migration, &undo).map_err(|(operation, cause)| Error::Irreversible {
                    version: migration.version,
                    name: migration.name.clone(),
                    operation,
                    cause,
                })?;
            let steps = self.render_all(migration, &operations, |_, _| {})?;
            if let Some(before) = before {
                self.schema = before;
            }
            plans.push(self.plan(migration, Direction::Down, &operations, steps));
        }
        Ok(plans)
    }

    /// The way back of a migration that was just applied to the schema, which is the same afterwards.
    fn reversal(&mut self, migration: &Recorded, undo: &[Undo<'_>]) -> Reversal {
        let operations = match way_back(migration, undo) {
            Ok(operations) => operations,
            Err((operation, cause)) => return Reversal::Impossible { operation, cause },
        };
        let mut tables = touched(migration, &operations);
        // A new name of a column or a table reaches those that refer to it.
        let others: Vec<String> = tables
            .iter()
            .flat_map(|table| self.schema.referrers(table))
            .map(|table| table.name.clone())
            .collect();
        tables.extend(others);
        let kept: Vec<_> = tables
            .iter()
            .map(|name| (name, self.schema.shared(name)))
            .collect();
        let objects = self.schema.objects_kept();
        // A new name of a type, or of its value, reaches every table that has it.
        let renames = |operation: &Operation| {
            matches!(
                operation,
                Operation::RenameObject(_) | Operation::AlterEnumeration(_)
            )
        };
        let whole = operations.iter().any(renames).then(|| self.schema.clone());
        let rendered = self.render_all(migration, &operations, |_, _| {});
        self.schema.put_objects(objects);
        if let Some(whole) = whole {
            self.schema = whole;
        }
        // Only the tables that were touched are put back: a copy of the whole schema for each
        // migration would make planning quadratic.
        for (name, table) in kept {
            match table {
                Some(table) => self.schema.insert(table),
                None => drop(self.schema.remove(name)),
            }
        }
        match rendered {
            Ok(steps) => Reversal::Steps(steps),
            Err(error) => Reversal::Impossible {
                operation: "on the way down".to_owned(),
                cause: Irreversible {
                    reason: error.to_string(),
                    help: error.help().unwrap_or_default(),
                },
            },
        }
    }

    /// Renders operations one after another and applies each to the schema; `before_each` sees
    /// an operation with the schema before it.
    fn render_all<'a>(
        &mut self,
        migration: &Recorded,
        operations: &'a [Operation],
        mut before_each: impl FnMut(&'a Operation, &Schema),
    ) -> Result<Vec<Step>, Error> {
        let mut steps = Vec::new();
        let mut at = 0;
        while at < operations.len() {
            let rendered =
                dialect::render_next(&operations[at..], &self.schema, &self.capabilities);
            let used = rendered.as_ref().map_or(1, |(_, used)| *used);
            for (i, operation) in operations.iter().enumerate().skip(at).take(used) {
                before_each(operation, &self.schema);
                // A misfit is told before what cannot be rendered because of it.
                operation
                    .apply(&mut self.schema)
                    .map_err(|cause| migration.misfit(i, operation, cause))?;
            }
            steps.extend(rendered.map_err(|cause| unsupported(migration, cause))?.0);
            at += used;
        }
        Ok(steps)
    }

    fn plan(
        &self,
        migration: &Recorded,
        direction: Direction,
        operations: &[Operation],
        steps: Vec<Step>,
    ) -> MigrationPlan {
        let described = |operations: &mut dyn Iterator<Item = &Operation>| {
            operations.map(Operation::describe).collect()
        };
        MigrationPlan {
            version: migration.version,
            name: migration.name.clone(),
            checksum: migration.checksum,
            direction,
            steps,
            operations: described(&mut operations.iter()),
            destroys: described(
                &mut operations
                    .iter()
                    .filter(|operation| operation.is_destructive()),
            ),
            reversal: None,
        }
    }
}

/// Every table that the operations of a migration, or those that undo it, may change.
fn touched(migration: &Recorded, back: &[Operation]) -> BTreeSet<String> {
    let mut tables = BTreeSet::new();
    for operation in migration.operations.iter().chain(back) {
        operation.each_table(&mut |table| {
            tables.insert(table.to_owned());
        });
    }
    tables
}

fn unsupported(migration: &Recorded, cause: dialect::Unsupported) -> Error {
    Error::Unsupported {
        version: migration.version,
        name: migration.name.clone(),
        cause: Box::new(cause),
    }
}

/// The operations that undo a migration, in the order to run them.
fn way_back(
    migration: &Recorded,
    undo: &[Undo<'_>],
) -> Result<Vec<Operation>, (String, Irreversible)> {
    if let Down::Written(operations) = &migration.down {
        return Ok(operations.clone());
    }
    let mut back = Vec::with_capacity(undo.len());
    for (operation, reverse) in undo.iter().rev() {
        match reverse {
            Ok(operations) => back.extend(operations.iter().cloned()),
            Err(cause) => return Err((operation.describe(), cause.clone())),
        }
    }
    Ok(back)
}

use std::collections::BTreeSet;

use super::{Direction, MigrationPlan, Need, Part, Reversal};
use crate::dialect::{self, Capabilities, Step};
use crate::error::Error;
use crate::migration::{Down, Recorded};
use crate::operation::{Irreversible, Operation};
use crate::protect::{Loss, Losses};
use crate::schema::Schema;

/// Plans migrations one after another, and knows the schema that each of them finds.
#[derive(Debug)]
pub struct Planner {
    capabilities: Capabilities,
    schema: Schema,
    losses: Losses,
}

/// The steps of some operations, and which of them each carries out.
#[derive(Default)]
struct Rendered {
    steps: Vec<Step>,
    parts: Vec<Part>,
}

/// What undoes one operation.
type Undo<'a> = (&'a Operation, Result<Vec<Operation>, Irreversible>);

impl Planner {
    /// A planner for this server, before the first migration.
    #[must_use]
    pub fn new(capabilities: Capabilities) -> Self {
        Self::after(capabilities, Schema::new())
    }

    /// A planner for this server that finds this schema.
    #[must_use]
    pub const fn after(capabilities: Capabilities, schema: Schema) -> Self {
        Self {
            losses: Losses::new(capabilities.dialect()),
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
        let (rendered, destroys) =
            self.render_losing(migration, &migration.operations, |step| {
                undo.push((step.0, step.0.reverse(step.1)));
            })?;
        let reversal = self.reversal(migration, &undo);
        Ok(MigrationPlan {
            reversal: Some(reversal),
            destroys,
            ..self.plan(migration, Direction::Up, &migration.operations, rendered)
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
            let (rendered, destroys) = self.render_losing(migration, &operations, |_| {})?;
            if let Some(before) = before {
                self.schema = before;
            }
            plans.push(MigrationPlan {
                destroys,
                ..self.plan(migration, Direction::Down, &operations, rendered)
            });
        }
        Ok(plans)
    }

    /// Plans to undo the first operations of a migration that was not applied whole.
    ///
    /// # Errors
    /// As [`Planner::down`].
    pub fn undo(
        &mut self,
        migration: &Recorded,
        operations: usize,
    ) -> Result<Vec<MigrationPlan>, Error> {
        let first = migration.operations.iter().take(operations).cloned();
        // What a person wrote undoes all of them.
        let part = Recorded {
            operations: first.collect(),
            down: Down::Derived,
            ..migration.clone()
        };
        let mut plans = self.down(&[&part])?;
        for plan in &mut plans {
            plan.partly = true;
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
            Ok(rendered) => Reversal::Steps(rendered.steps),
            Err(error) => Reversal::Impossible {
                operation: "on the way down".to_owned(),
                cause: Irreversible {
                    reason: error.to_string(),
                    help: error.help().unwrap_or_default(),
                },
            },
        }
    }

    /// As [`Planner::render_all`], and what the operations lose.
    fn render_losing<'a>(
        &mut self,
        migration: &Recorded,
        operations: &'a [Operation],
        mut before_each: impl FnMut((&'a Operation, &Schema)),
    ) -> Result<(Rendered, Vec<Loss>), Error> {
        let nothing = Losses::new(self.capabilities.dialect());
        let mut losses = std::mem::replace(&mut self.losses, nothing);
        let mut lost = Vec::new();
        let rendered = self.render_all(migration, operations, |operation, before| {
            lost.extend(losses.of(operation, before));
            before_each((operation, before));
        })?;
        self.losses = losses;
        Ok((rendered, lost))
    }

    /// Renders operations one after another and applies each to the schema; `before_each` sees
    /// an operation with the schema before it.
    fn render_all<'a>(
        &mut self,
        migration: &Recorded,
        operations: &'a [Operation],
        mut before_each: impl FnMut(&'a Operation, &Schema),
    ) -> Result<Rendered, Error> {
        let mut all = Rendered::default();
        let mut statements = 0;
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
            let (steps, _) = rendered.map_err(|cause| unsupported(migration, cause))?;
            at += used;
            statements += steps
                .iter()
                .map(|step| step.statements.len())
                .sum::<usize>();
            all.parts.push(Part {
                operations: at,
                statements,
            });
            all.steps.extend(steps);
        }
        Ok(all)
    }

    /// What the operations need of tables that are there before the plan.
    fn needs(&self, operations: &[Operation]) -> Vec<Need> {
        let mut needs = Vec::with_capacity(operations.len());
        for operation in operations {
            Need::of(operation, &mut needs);
        }
        needs.retain(|need| need.table().is_none_or(|table| !self.losses.is_new(table)));
        needs
    }

    fn plan(
        &self,
        migration: &Recorded,
        direction: Direction,
        operations: &[Operation],
        rendered: Rendered,
    ) -> MigrationPlan {
        MigrationPlan {
            version: migration.version,
            name: migration.name.clone(),
            checksum: migration.checksum,
            direction,
            steps: rendered.steps,
            parts: rendered.parts,
            partly: false,
            operations: operations.iter().map(Operation::describe).collect(),
            destroys: Vec::new(),
            needs: self.needs(operations),
            limits: migration.limits,
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

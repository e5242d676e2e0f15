use std::fmt;

use super::Need;
use crate::dialect::{Capabilities, Statement, Step};
use crate::migration::{Checksum, Limits, Version};
use crate::operation::Irreversible;
use crate::protect::{Database, Loss};

/// Which way a migration goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// It is applied.
    Up,
    /// It is undone.
    Down,
}

impl Direction {
    /// `up` or `down`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The way back of a planned migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reversal {
    /// These steps.
    Steps(Vec<Step>),
    /// There is none.
    Impossible {
        /// The operation that has none, in a few words.
        operation: String,
        /// Why.
        cause: Irreversible,
    },
}

/// What some operations of a migration were rendered to together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How many operations there are up to its end.
    pub operations: usize,
    /// How many statements there are up to its end.
    pub statements: usize,
}

/// One migration, planned for one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationPlan {
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// Its checksum.
    pub checksum: Checksum,
    /// Which way it goes.
    pub direction: Direction,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// Which operations its statements carry out, in order: where one of them ends, those before
    /// it can be undone by themselves.
    pub parts: Vec<Part>,
    /// Whether it undoes only the first operations of its migration, which was not applied whole.
    pub partly: bool,
    /// What its operations do, in a few words each.
    pub operations: Vec<String>,
    /// The rows and values that it loses.
    pub destroys: Vec<Loss>,
    /// The rights that it needs, as far as they are known.
    pub needs: Vec<Need>,
    /// How long it waits for the database.
    pub limits: Limits,
    /// The way back, where it is going up.
    pub reversal: Option<Reversal>,
}

impl MigrationPlan {
    /// How many operations are done where so many statements are; `None` where an operation is
    /// done by half.
    #[must_use]
    pub fn operations_done(&self, statements: usize) -> Option<usize> {
        let effects: Vec<bool> = self
            .steps
            .iter()
            .flat_map(|step| &step.statements)
            .map(|statement| !matches!(statement, Statement::Verify { .. }))
            .collect();
        let any =
            |from: usize, to: usize| effects.get(from..to).is_some_and(|all| all.contains(&true));
        let (mut begin, mut operations) = (0, 0);
        for part in &self.parts {
            let done = statements.clamp(begin, part.statements);
            if any(done, part.statements) {
                return (!any(begin, done)).then_some(operations);
            }
            (begin, operations) = (part.statements, part.operations);
        }
        Some(operations)
    }

    /// How many statements it has.
    #[must_use]
    pub fn statements(&self) -> usize {
        self.steps.iter().map(|step| step.statements.len()).sum()
    }
}

/// Migrations, planned for one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The database.
    pub database: Database,
    /// The server.
    pub capabilities: Capabilities,
    /// The migrations, in the order they will run.
    pub migrations: Vec<MigrationPlan>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_done_where_their_statements_are() {
        let run = |sql: &str| Statement::Run(sql.to_owned());
        let verify = Statement::Verify {
            query: String::new(),
            problem: String::new(),
            help: String::new(),
        };
        let plan = MigrationPlan {
            version: "20260101_000000".parse().unwrap(),
            name: String::new(),
            checksum: Checksum::of(&[], None),
            direction: Direction::Up,
            steps: vec![
                Step::new("", vec![run("a")]),
                Step::new("", vec![verify, run("b"), run("c")]),
            ],
            parts: [(1, 1), (3, 4)]
                .map(|(operations, statements)| Part {
                    operations,
                    statements,
                })
                .to_vec(),
            partly: false,
            operations: Vec::new(),
            destroys: Vec::new(),
            needs: Vec::new(),
            reversal: None,
            limits: Limits::new(),
        };
        let done: Vec<_> = (0..=4).map(|done| plan.operations_done(done)).collect();
        assert_eq!(done, [Some(0), Some(1), Some(1), None, Some(3)]);
    }
}

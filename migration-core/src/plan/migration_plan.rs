use std::fmt;

use crate::dialect::{Capabilities, Step};
use crate::migration::{Checksum, Version};
use crate::operation::Irreversible;

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
    /// What its operations do, in a few words each.
    pub operations: Vec<String>,
    /// The operations that lose rows or values, in a few words each.
    pub destroys: Vec<String>,
    /// The way back, where it is going up.
    pub reversal: Option<Reversal>,
}

impl MigrationPlan {
    /// How many statements it has.
    #[must_use]
    pub fn statements(&self) -> usize {
        self.steps.iter().map(|step| step.statements.len()).sum()
    }
}

/// Migrations, planned for one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The server.
    pub capabilities: Capabilities,
    /// The migrations, in the order they will run.
    pub migrations: Vec<MigrationPlan>,
}

use std::time::Duration;

use super::Direction;
use crate::migration::Version;

/// A migration that ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// Which way it went.
    pub direction: Direction,
    /// How long it took, its ledger entry included.
    pub duration: Duration,
    /// How many statements it had.
    pub statements: usize,
}

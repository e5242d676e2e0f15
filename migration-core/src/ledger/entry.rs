use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::migration::{Checksum, Version};
use crate::plan::Direction;

/// How far a migration is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryState {
    /// It is applied.
    Applied,
    /// It counts as applied: what it makes was there before migrations were used.
    Baseline,
    /// It runs, or the runner died.
    Running,
    /// A statement failed after others had taken effect.
    Failed,
}

impl EntryState {
    /// The word in the ledger.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Baseline => "baseline",
            Self::Running => "running",
            Self::Failed => "failed",
        }
    }

    /// Reads the word in the ledger.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Applied, Self::Baseline, Self::Running, Self::Failed]
            .into_iter()
            .find(|state| state.as_str() == text)
    }

    /// Whether the migration counts as applied.
    #[must_use]
    pub const fn is_applied(self) -> bool {
        matches!(self, Self::Applied | Self::Baseline)
    }
}

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The migration's version.
    pub version: Version,
    /// Its name when it was applied.
    pub name: String,
    /// Its checksum when it was applied.
    pub checksum: Checksum,
    /// The version of the checksum's algorithm.
    pub algorithm: u8,
    /// How far it is.
    pub state: EntryState,
    /// Which way it was going, where it is under way.
    pub direction: Direction,
    /// How many of its statements are known to be done, where it is under way.
    pub done: usize,
    /// When it was applied or begun.
    pub applied_at: DateTime<Utc>,
    /// How long it took.
    pub duration: Duration,
    /// User and host.
    pub applied_by: String,
    /// The tool and its version.
    pub tool: String,
}

/// A row of the event log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// `up`, `down`, `failed`, `stamp`, `baseline` or `repair`.
    pub kind: String,
    /// The migration's version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// User and host.
    pub who: String,
    /// The tool and its version.
    pub tool: String,
    /// How long it took.
    pub duration: Option<Duration>,
    /// What the server said, where it failed.
    pub detail: Option<String>,
}

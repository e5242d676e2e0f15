//! What a proof found, as values.

use std::fmt;

use crate::dialect::Capabilities;
use crate::introspect::Unmodelled;
use crate::migration::Version;

/// What the proof of some migrations on one server found.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The server.
    pub capabilities: Capabilities,
    /// The scratch database: its name, or SQLite's file.
    pub database: String,
    /// Whether it is still there, because that was asked for.
    pub kept: bool,
    /// Scratch databases of earlier runs that were killed, and that are dropped now.
    pub removed: Vec<String>,
    /// The migrations, in order; behind one that cannot be applied there is none.
    pub migrations: Vec<MigrationVerdict>,
    /// What was found of all of them together: at the beginning and at the end.
    pub findings: Vec<Finding>,
    /// What the database holds at the end and the schema has no value for.
    pub unmodelled: Vec<Unmodelled>,
}

impl Verdict {
    /// Everything that was found, with the migration it was found at.
    pub fn all_findings(&self) -> impl Iterator<Item = (Option<&MigrationVerdict>, &Finding)> {
        let of_each = self.migrations.iter().flat_map(|migration| {
            let findings = migration.findings.iter();
            findings.map(move |finding| (Some(migration), finding))
        });
        of_each.chain(self.findings.iter().map(|finding| (None, finding)))
    }

    /// Whether the database differs from what the migrations say.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.all_findings().any(|(_, finding)| finding.counts)
    }

    /// Whether a migration fails on its way up or down even where there are no rows. One that
    /// fails when it goes up again differs: the first time it did not.
    #[must_use]
    pub fn failed(&self) -> bool {
        let mut all = self.migrations.iter();
        all.any(|migration| [migration.up, migration.down].contains(&Outcome::Failed))
    }
}

/// What the proof of one migration found.
#[derive(Debug, Clone)]
pub struct MigrationVerdict {
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// How it went up.
    pub up: Outcome,
    /// How it went down.
    pub down: Outcome,
    /// How it went up again.
    pub again: Outcome,
    /// The rows that it met.
    pub rows: RowCounts,
    /// Why it has no way back, where it has none.
    pub irreversible: Option<String>,
    /// What there is to tell.
    pub findings: Vec<Finding>,
}

/// How one way of a migration went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Outcome {
    /// It was not gone: there is no way back, or what came before it failed.
    #[default]
    NotRun,
    /// The database is what the migrations say.
    Same,
    /// It is something else.
    Differs,
    /// The migration failed.
    Failed,
}

impl Outcome {
    /// A stable word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotRun => "not_run",
            Self::Same => "same",
            Self::Differs => "differs",
            Self::Failed => "failed",
        }
    }
}

/// The rows that a migration met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowCounts {
    /// How many were made for it.
    pub inserted: usize,
    /// How many more there should have been, and the tables' constraints refused.
    pub refused: usize,
    /// How many were in all tables when it ran, the made ones among them.
    pub present: usize,
}

/// Where something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Before the first migration that is judged.
    Beginning,
    /// After a migration went up.
    Up,
    /// After it went down.
    Down,
    /// After it went up again.
    Again,
    /// After all of them, against the same schema made at once.
    End,
}

impl Phase {
    /// A stable word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Beginning => "beginning",
            Self::Up => "up",
            Self::Down => "down",
            Self::Again => "again",
            Self::End => "end",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Beginning => "before the first",
            Self::Up => "after up",
            Self::Down => "after down",
            Self::Again => "after up again",
            Self::End => "at the end",
        })
    }
}

/// Something that is not as the migrations say, or that a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it was found.
    pub phase: Phase,
    /// Whether it is a difference; otherwise it is only told.
    pub counts: bool,
    /// What it is in: `table users`, `rows of users`.
    pub object: String,
    /// The lines that should be there and are not.
    pub missing: Vec<String>,
    /// The lines that are there and should not be.
    pub extra: Vec<String>,
    /// How that comes, as a lower-case fragment.
    pub why: String,
    /// The statement that failed, where one did.
    pub sql: Option<String>,
    /// What to do; empty where there is nothing to do.
    pub help: String,
}

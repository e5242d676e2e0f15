//! What the core reports while it works. Whoever listens decides what to show.

use std::time::Duration;

use crate::migration::Version;
use crate::plan::Direction;

/// Something that happened while migrations ran.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// Another runner has the lock, and it is waited for.
    WaitingForLock {
        /// Who has it, as far as the server tells.
        holder: Option<String>,
    },
    /// A migration is being proved on a scratch database.
    Verifying {
        /// The server.
        server: String,
        /// The migration's version.
        version: Version,
        /// Its name.
        name: String,
        /// What is done with it now, in a few words.
        phase: &'static str,
        /// Which one it is, counted from 1.
        index: usize,
        /// How many there are.
        total: usize,
    },
    /// It is known what will run.
    Planned {
        /// How many migrations.
        migrations: usize,
    },
    /// A migration begins.
    MigrationStarted {
        /// Its version.
        version: Version,
        /// Its name.
        name: String,
        /// Which way it goes.
        direction: Direction,
        /// Which one it is, counted from 1.
        index: usize,
        /// How many there are.
        total: usize,
    },
    /// A statement begins.
    Statement {
        /// What its step does, in a few words.
        step: String,
        /// The statement, or the name of the data code.
        sql: String,
        /// Which statement of the migration it is, counted from 1.
        index: usize,
        /// How many the migration has.
        total: usize,
    },
    /// A migration is done, and the ledger says so.
    MigrationFinished {
        /// Its version.
        version: Version,
        /// Its name.
        name: String,
        /// Which way it went.
        direction: Direction,
        /// How long it took.
        duration: Duration,
        /// How many statements it had.
        statements: usize,
    },
}

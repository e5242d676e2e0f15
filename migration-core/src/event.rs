//! What the core reports while it works. Whoever listens decides what to show.
//!
//! With the feature `serde` an event is an object whose `event` names it. Its other keys are the
//! fields' names; what is a time is in milliseconds, and its key ends with `_ms`.

use std::time::Duration;

use crate::conflict::Blocker;
use crate::health::Check;
use crate::holder::Holder;
use crate::migration::Version;
use crate::plan::Direction;

/// Something that happened while migrations ran.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "event", rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Event {
    /// Another runner has the lock, and it is waited for.
    WaitingForLock {
        /// Who has it, as far as it is known. Told again where that changes.
        holder: Option<Holder>,
    },
    /// It is known which server it is.
    Connected {
        /// Its product, version and address, as it says itself.
        server: String,
    },
    /// The holder of the lock is watched, to see whether it lives.
    WatchingLock {
        /// Who has it.
        holder: Holder,
        /// How long it takes at most.
        #[cfg_attr(
            feature = "serde",
            serde(rename = "at_most_ms", serialize_with = "millis")
        )]
        at_most: Duration,
    },
    /// A migration is being proved on a scratch database.
    Verifying {
        /// The server.
        server: String,
        /// The migration's version.
        #[cfg_attr(feature = "serde", serde(serialize_with = "text"))]
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
    /// The database says that it is a protected environment, which the caller did not say.
    Protected {
        /// The environment.
        environment: String,
    },
    /// Something that a run may wait for, or that may make it fail.
    Warned {
        /// What was looked at, and what was found.
        check: Check,
    },
    /// It is known what will run.
    Planned {
        /// How many migrations.
        migrations: usize,
    },
    /// A migration begins.
    MigrationStarted {
        /// Its version.
        #[cfg_attr(feature = "serde", serde(serialize_with = "text"))]
        version: Version,
        /// Its name.
        name: String,
        /// Which way it goes.
        #[cfg_attr(feature = "serde", serde(serialize_with = "text"))]
        direction: Direction,
        /// Which one it is, counted from 1.
        index: usize,
        /// How many there are.
        total: usize,
    },
    /// A migration goes on that an earlier run did not finish.
    Resumed {
        /// Its version.
        #[cfg_attr(feature = "serde", serde(serialize_with = "text"))]
        version: Version,
        /// Its name.
        name: String,
        /// The statement that it goes on with, counted from 1: one behind the last where nothing is left.
        statement: usize,
        /// How many statements it has.
        statements: usize,
        /// What was found out of the statement that was interrupted, as a lower-case fragment; nothing
        /// where none was.
        found: Option<String>,
    },
    /// The statement of a runner that died is still at work, and is waited for.
    WaitingForStatement {
        /// The server's session that is busy with it.
        session: String,
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
    /// The statement waits for what another session has.
    Blocked {
        /// Who has it.
        blockers: Vec<Blocker>,
    },
    /// What lost the race for its lock will be tried again.
    Retrying {
        /// The migration's version.
        #[cfg_attr(feature = "serde", serde(serialize_with = "text"))]
        version: Version,
        /// Its name.
        name: String,
        /// How often it was tried so far.
        attempts: u32,
        /// How long it waits before the next time.
        #[cfg_attr(
            feature = "serde",
            serde(rename = "pause_ms", serialize_with = "millis")
        )]
        pause: Duration,
        /// What the server said.
        cause: String,
        /// Who was in the way, as far as the server tells.
        blockers: Vec<Blocker>,
    },
    /// A batch of a data migration is done.
    DataProgress(DataProgress),
    /// All rows of a data migration's table are walked.
    DataFinished(DataProgress),
    /// A batch has to be tried again.
    DataRetry {
        /// The table whose rows are walked.
        table: String,
        /// What the server said, with the keys.
        cause: String,
        /// How long it waits before.
        #[cfg_attr(
            feature = "serde",
            serde(rename = "wait_ms", serialize_with = "millis")
        )]
        wait: Duration,
        /// How many rows the next try has at most.
        rows: u32,
    },
    /// Something says to wait before the next batch.
    DataWaiting {
        /// The table whose rows are walked.
        table: String,
        /// What, in a few words.
        reason: String,
    },
    /// Somebody paused the data migration; it waits to be resumed, and holds nothing meanwhile.
    DataPaused {
        /// The table whose rows are walked.
        table: String,
        /// How many rows are walked.
        rows: u64,
    },
    /// A migration is done, and the ledger says so.
    MigrationFinished {
        /// Its version.
        #[cfg_attr(feature = "serde", serde(serialize_with = "text"))]
        version: Version,
        /// Its name.
        name: String,
        /// Which way it went.
        #[cfg_attr(feature = "serde", serde(serialize_with = "text"))]
        direction: Direction,
        /// How long it took.
        #[cfg_attr(
            feature = "serde",
            serde(rename = "duration_ms", serialize_with = "millis")
        )]
        duration: Duration,
        /// How many statements it had.
        statements: usize,
    },
}

#[cfg(feature = "serde")]
fn text<S: serde::Serializer>(
    value: &impl std::fmt::Display,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// A time in whole milliseconds.
#[cfg(feature = "serde")]
pub(crate) fn millis<S: serde::Serializer>(
    time: &Duration,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}

#[cfg(feature = "serde")]
#[allow(
    clippy::ref_option,
    reason = "serde hands over a reference to the field"
)]
pub(crate) fn millis_or_null<S: serde::Serializer>(
    time: &Option<Duration>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => millis(time, serializer),
        None => serializer.serialize_none(),
    }
}

/// How far a data migration is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DataProgress {
    /// The migration's version.
    #[cfg_attr(feature = "serde", serde(serialize_with = "text"))]
    pub version: Version,
    /// The table whose rows are walked.
    pub table: String,
    /// How many rows are walked, in earlier runs too.
    pub walked: u64,
    /// How many of those were changed.
    pub changed: u64,
    /// About how many rows there are, as far as the server knows.
    pub about: Option<u64>,
    /// How many batches there were, in earlier runs too.
    pub batches: u64,
    /// How long all batches took, in earlier runs too.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "spent_ms", serialize_with = "millis")
    )]
    pub spent: Duration,
    /// How many rows the last batch had.
    pub batch: u64,
    /// How long the last batch took.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "batch_time_ms", serialize_with = "millis")
    )]
    pub batch_time: Duration,
    /// Rows a second, in this run.
    pub rate: u64,
    /// About how long the rest takes.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "left_ms", serialize_with = "millis_or_null")
    )]
    pub left: Option<Duration>,
}

impl DataProgress {
    /// How many rows of a hundred are walked, as far as it is known how many there are.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        let about = std::num::NonZeroU64::new(self.about?)?;
        let percent = u128::from(self.walked) * 100 / u128::from(about.get());
        u64::try_from(percent.min(100)).ok()
    }
}

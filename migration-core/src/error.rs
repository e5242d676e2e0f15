//! The one error type of the crate: data, a line that says what is wrong, and the way out.

mod class;
mod display;
mod help;

use std::time::Duration;

pub use class::ErrorClass;

use crate::dialect::Unsupported;
use crate::failure::Failure;
use crate::health::Check;
use crate::holder::Holder;
use crate::migration::Version;
use crate::operation::{Irreversible, SchemaError};
use crate::plan::Direction;
use crate::protect::Unapproved;
use crate::schema::DialectName;

/// What can go wrong.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    /// An operation does not fit the schema before it.
    Misfit {
        /// The migration's version.
        version: Version,
        /// Its name.
        name: String,
        /// The operation, in a few words.
        operation: String,
        /// Which operation of the migration, counted from 1.
        number: usize,
        /// Why it does not fit.
        cause: Box<SchemaError>,
    },
    /// The dialect cannot do an operation.
    Unsupported {
        /// The migration's version.
        version: Version,
        /// Its name.
        name: String,
        /// What it cannot do.
        cause: Box<Unsupported>,
    },
    /// Nothing leads from one schema to another.
    NoWay {
        /// What differs: `trigger stamp of users`.
        object: String,
        /// Why it stays so.
        problem: String,
        /// The way out.
        help: String,
    },
    /// A migration has no way back.
    Irreversible {
        /// The migration's version.
        version: Version,
        /// Its name.
        name: String,
        /// The operation, in a few words.
        operation: String,
        /// Why.
        cause: Irreversible,
    },
    /// Two migrations share a version.
    DuplicateVersion {
        /// The version.
        version: Version,
        /// Where the first stands.
        first: String,
        /// Where the second stands.
        second: String,
    },
    /// An applied migration does something else now.
    Changed {
        /// The migrations.
        migrations: Vec<(Version, String)>,
    },
    /// An applied migration is not among the registered ones.
    Missing {
        /// The migrations.
        migrations: Vec<(Version, String)>,
    },
    /// Applied migrations are later than all that this build has.
    Future {
        /// The migrations.
        migrations: Vec<(Version, String)>,
        /// The last one of this build.
        newest: Version,
    },
    /// A migration arrived after later ones were applied, and may not be applied now.
    Late {
        /// The migration that came late.
        version: Version,
        /// Its name.
        name: String,
        /// The applied migration it collides with.
        collides_with: (Version, String),
        /// What both touch.
        over: String,
    },
    /// An earlier run of a migration was interrupted, and it is not known how far it came.
    Interrupted {
        /// The migration's version.
        version: Version,
        /// Its name.
        name: String,
        /// How many statements are known to be done.
        done: usize,
        /// The statement that may or may not have happened.
        doubtful: String,
        /// Why it is not known, as a lower-case fragment.
        why: String,
    },
    /// A migration is half done, and what is asked needs all of it or nothing.
    HalfDone {
        /// The migration's version.
        version: Version,
        /// Its name.
        name: String,
    },
    /// A migration is under way in the other direction.
    OtherWay {
        /// The migration's version.
        version: Version,
        /// Its name.
        name: String,
        /// Which way it is going.
        direction: Direction,
    },
    /// The ledger was written by a newer version of the tool.
    NewerLedger {
        /// The number of its form.
        format: u32,
        /// The newest that this build knows.
        known: u32,
    },
    /// The target of a call is not there.
    UnknownVersion {
        /// The version asked for.
        version: Version,
        /// Why it cannot be the target.
        problem: String,
    },
    /// Another runner has the lock.
    LockBusy {
        /// Who, as far as it is known.
        holder: Option<Box<Holder>>,
        /// How long it was waited for, where that was measured.
        waited: Option<Duration>,
    },
    /// The lock was not taken away from its holder, which lives.
    LockHeld {
        /// Who has it.
        holder: Box<Holder>,
        /// How that was seen, as a lower-case fragment.
        sign: String,
    },
    /// The lock was taken away from this runner: by another one while it was not heard, because it
    /// was stopped or cut off from the server, or by somebody. It has written nothing since.
    LockLost {
        /// Who has the lock now, if anybody has.
        holder: Option<Box<Holder>>,
    },
    /// A database URL cannot be read, or names a driver that is not compiled in.
    Url {
        /// What is wrong.
        problem: String,
        /// The way out.
        help: String,
    },
    /// The database cannot be reached.
    Connect {
        /// The URL, without password.
        url: String,
        /// The server's own code, where it gave one.
        code: Option<String>,
        /// What was answered.
        cause: String,
        /// The way out.
        help: String,
    },
    /// The call asks for something that cannot be.
    Call {
        /// What.
        problem: String,
        /// The way out.
        help: String,
    },
    /// Somebody paused a data migration.
    Paused {
        /// Which, and how far it is.
        problem: String,
    },
    /// A migration failed while it ran.
    Failed(Box<Failure>),
    /// Somebody has to agree to a plan first.
    Unapproved(Box<Unapproved>),
    /// The database says that it is another protected environment than the caller says.
    OtherEnvironment {
        /// The database.
        database: String,
        /// What it says that it is.
        says: String,
        /// What the caller says.
        called: String,
    },
    /// The server takes no changes, or the plan would fail half way on this database.
    Unfit {
        /// What was found.
        checks: Vec<Check>,
    },
    /// Nothing may be written to the database.
    ReadOnly {
        /// What was being done, as a fragment that fits after "failed to".
        doing: String,
        /// The database: for SQLite its file.
        database: String,
        /// Its dialect.
        dialect: DialectName,
        /// What was answered.
        cause: String,
    },
    /// The database answered the framework's own SQL with an error.
    Database {
        /// What was being done, as a fragment that fits after "failed to".
        doing: String,
        /// What was answered.
        cause: String,
    },
}

impl Error {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Misfit { .. } => "misfit",
            Self::Unsupported { .. } | Self::NoWay { .. } => "unsupported",
            Self::Irreversible { .. } => "irreversible",
            Self::DuplicateVersion { .. } => "duplicate_version",
            Self::Changed { .. } => "changed",
            Self::Missing { .. } => "missing",
            Self::Future { .. } => "future",
            Self::Late { .. } => "late",
            Self::Interrupted { .. } => "interrupted",
            Self::HalfDone { .. } => "half_done",
            Self::OtherWay { .. } => "other_way",
            Self::NewerLedger { .. } => "newer_ledger",
            Self::UnknownVersion { .. } => "unknown_version",
            Self::LockBusy { .. } => "lock_busy",
            Self::LockHeld { .. } => "lock_held",
            Self::LockLost { .. } => "lock_lost",
            Self::Url { .. } => "url",
            Self::Connect { .. } => "connect",
            Self::Call { .. } => "usage",
            Self::Paused { .. } => "paused",
            Self::Failed(_) => "failed",
            Self::Unapproved(_) => "unapproved",
            Self::OtherEnvironment { .. } => "other_environment",
            Self::Unfit { .. } => "unfit",
            Self::ReadOnly { .. } => "read_only",
            Self::Database { .. } => "database",
        }
    }
}
impl std::error::Error for Error {}

//! The one error type of the crate: data, a line that says what is wrong, and the way out.

mod class;
mod help;

use std::fmt;
use std::time::Duration;

pub use class::ErrorClass;

use crate::dialect::Unsupported;
use crate::failure::Failure;
use crate::health::{self, Check};
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
    /// Another runner took the lock over while this one was not heard: it was stopped, or cut off
    /// from the server. It has written nothing since.
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
    /// The plan would fail half way on this database.
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
            Self::Unsupported { .. } => "unsupported",
            Self::Irreversible { .. } => "irreversible",
            Self::DuplicateVersion { .. } => "duplicate_version",
            Self::Changed { .. } => "changed",
            Self::Missing { .. } => "missing",
            Self::Future { .. } => "future",
            Self::Late { .. } => "late",
            Self::Interrupted { .. } => "interrupted",
            Self::OtherWay { .. } => "other_way",
            Self::NewerLedger { .. } => "newer_ledger",
            Self::UnknownVersion { .. } => "unknown_version",
            Self::LockBusy { .. } => "lock_busy",
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

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Misfit {
                version,
                name,
                operation,
                number,
                cause,
            } => {
                write!(
                    f,
                    "migration {version} {name}, operation {number} ({operation}): {cause}"
                )
            }
            Self::Unsupported {
                version,
                name,
                cause,
            } => write!(f, "migration {version} {name}: {cause}"),
            Self::Irreversible {
                version,
                name,
                operation,
                cause,
            } => write!(
                f,
                "migration {version} {name} cannot be reversed, {operation}: {cause}"
            ),
            Self::DuplicateVersion {
                version,
                first,
                second,
            } => {
                write!(
                    f,
                    "two migrations have the version {version}: {first} and {second}"
                )
            }
            Self::Changed { migrations } => {
                write!(f, "{} changed after it was applied", listed(migrations))
            }
            Self::Missing { migrations } => {
                write!(
                    f,
                    "{} applied to this database, but not among the migrations of this build",
                    listed(migrations)
                )
            }
            Self::Future { migrations, newest } => write!(
                f,
                "{} applied by a newer build: this one ends with {newest}",
                listed(migrations)
            ),
            Self::Late {
                version,
                name,
                collides_with: (other, other_name),
                over,
            } => write!(
                f,
                "migration {version} {name} came late: {other} {other_name} is applied already, and both touch {over}"
            ),
            Self::Interrupted {
                version,
                name,
                done,
                doubtful,
                why,
            } => write!(
                f,
                "an earlier run of migration {version} {name} was interrupted behind {done} statements, and it is \
                 not known whether this one happened, as {why}: {doubtful}"
            ),
            Self::OtherWay {
                version,
                name,
                direction,
            } => write!(
                f,
                "migration {version} {name} is half done on its way {direction}"
            ),
            Self::NewerLedger { format, known } => write!(
                f,
                "the ledger of this database has form {format}, and this build knows it up to form {known}"
            ),
            Self::UnknownVersion { version, problem } => write!(f, "version {version} {problem}"),
            Self::LockBusy { holder, waited } => {
                write!(f, "another runner is migrating this database")?;
                if let Some(holder) = holder {
                    write!(f, " ({holder})")?;
                }
                match waited {
                    Some(waited) => write!(f, "; gave up after {:.1} s", waited.as_secs_f64()),
                    None => Ok(()),
                }
            }
            Self::LockLost { holder } => {
                write!(
                    f,
                    "this runner was not heard for too long and lost the lock, so it stopped"
                )?;
                match holder {
                    Some(holder) => write!(f, "; another runner has it now ({holder})"),
                    None => Ok(()),
                }
            }
            Self::Url { problem, .. } | Self::Call { problem, .. } | Self::Paused { problem } => {
                f.write_str(problem)
            }
            Self::Connect { url, cause, .. } => write!(f, "cannot connect to {url}: {cause}"),
            Self::Failed(failure) => write!(
                f,
                "migration {} {} failed at statement {} of {} ({}): {}",
                failure.version,
                failure.name,
                failure.statement,
                failure.statements,
                failure.step,
                failure.cause
            ),
            Self::Unapproved(plan) => plan.fmt(f),
            Self::OtherEnvironment {
                database,
                says,
                called,
            } => write!(
                f,
                "the database {database} says that it is the protected environment {says:?}, not {called:?}"
            ),
            Self::Unfit { checks } => write!(f, "nothing was run: {}", health::found(checks)),
            Self::ReadOnly {
                doing,
                database,
                dialect,
                cause,
            } => write!(f, "failed to {doing} in {dialect} {database}: {cause}"),
            Self::Database { doing, cause } => write!(f, "failed to {doing}: {cause}"),
        }
    }
}

fn listed(migrations: &[(Version, String)]) -> String {
    let names: Vec<String> = migrations
        .iter()
        .map(|(version, name)| format!("{version} {name}"))
        .collect();
    match names.as_slice() {
        [one] => format!("migration {one} was"),
        many => format!("migrations {} were", many.join(", ")),
    }
}

impl std::error::Error for Error {}

//! The one error type of the crate: data, a line that says what is wrong, and the way out.

use std::fmt;
use std::time::Duration;

use crate::dialect::Unsupported;
use crate::failure::Failure;
use crate::migration::Version;
use crate::operation::{Irreversible, SchemaError};
use crate::schema::DialectName;

/// What kind of trouble an error is. The number is the exit code of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum ErrorClass {
    /// Nothing that should happen.
    Unexpected = 1,
    /// The call or the configuration is wrong.
    Usage = 2,
    /// The migrations and the ledger do not fit together.
    History = 5,
    /// Somebody has to decide first.
    Decision = 6,
    /// Another runner has the lock.
    LockBusy = 7,
    /// The database cannot be reached.
    Connect = 8,
    /// A migration failed.
    Failed = 9,
}

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
        /// Who, as far as the server tells.
        holder: Option<String>,
        /// How long it was waited for, where that was measured.
        waited: Option<Duration>,
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
    /// A migration failed while it ran.
    Failed(Box<Failure>),
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
    /// What kind of trouble it is.
    #[must_use]
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Misfit { .. }
            | Self::Unsupported { .. }
            | Self::UnknownVersion { .. }
            | Self::Url { .. }
            | Self::Call { .. } => ErrorClass::Usage,
            Self::DuplicateVersion { .. }
            | Self::Changed { .. }
            | Self::Missing { .. }
            | Self::Late { .. }
            | Self::Interrupted { .. } => ErrorClass::History,
            Self::Irreversible { .. } => ErrorClass::Decision,
            Self::LockBusy { .. } => ErrorClass::LockBusy,
            Self::Connect { .. } | Self::ReadOnly { .. } => ErrorClass::Connect,
            Self::Failed(_) => ErrorClass::Failed,
            Self::Database { .. } => ErrorClass::Unexpected,
        }
    }

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
            Self::Late { .. } => "late",
            Self::Interrupted { .. } => "interrupted",
            Self::UnknownVersion { .. } => "unknown_version",
            Self::LockBusy { .. } => "lock_busy",
            Self::Url { .. } => "url",
            Self::Connect { .. } => "connect",
            Self::Call { .. } => "usage",
            Self::Failed(_) => "failed",
            Self::ReadOnly { .. } => "read_only",
            Self::Database { .. } => "database",
        }
    }

    /// The way out.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Misfit { cause, .. } => cause.help(),
            Self::Unsupported { cause, .. } => cause.help.clone(),
            Self::Irreversible { cause, .. } => cause.help.clone(),
            Self::DuplicateVersion { .. } => {
                "give one of the files a later version in its name, then run `migrate sync`".to_owned()
            }
            Self::Changed { .. } => "bring the file back to what was applied, and put the change into a new \
                 migration (`migrate generate …`)"
                .to_owned(),
            Self::Missing { .. } => "bring the file back from version control; \
                 if this build is older than the database, deploy a newer one"
                .to_owned(),
            Self::Late { .. } => {
                "give the file a version later than every applied one, then run `migrate sync`".to_owned()
            }
            Self::Interrupted { .. } => "look whether the statement took effect: if it did not, run the rest by hand \
                 or undo what is there; then `migrate stamp VERSION` records the migration as applied"
                .to_owned(),
            Self::UnknownVersion { .. } => "`migrate status` lists the versions there are".to_owned(),
            Self::LockBusy { .. } => {
                "wait until the other run ends, or give it longer with `--lock-timeout SECONDS`".to_owned()
            }
            Self::Url { help, .. } | Self::Connect { help, .. } | Self::Call { help, .. } => help.clone(),
            Self::Failed(failure) => failure.help(),
            Self::ReadOnly {
                dialect: DialectName::Sqlite,
                ..
            } => "give this user the permission to write the file and into its folder".to_owned(),
            Self::ReadOnly { .. } => {
                "name a server that takes writes in the database URL: this one may be a replica".to_owned()
            }
            Self::Database { .. } => return None,
        })
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
            } => write!(
                f,
                "an earlier run of migration {version} {name} was interrupted: {done} statements are done, \
                 and this one may or may not be: {doubtful}"
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
            Self::Url { problem, .. } | Self::Call { problem, .. } => f.write_str(problem),
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

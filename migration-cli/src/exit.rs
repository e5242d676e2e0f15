//! The exit codes: a script branches on them, so they never change their meaning.

use std::process::ExitCode;

/// Why the process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All went well.
    Ok = 0,
    /// Something nobody foresaw.
    Unexpected = 1,
    /// The command line or the configuration is wrong.
    Usage = 2,
    /// There are pending migrations, and the caller asked to be told.
    Pending = 3,
    /// The database differs from what the migrations say.
    Differs = 4,
    /// What the database recorded and what the package holds do not fit together.
    History = 5,
    /// A decision is needed; the message names the flag that takes it.
    Decision = 6,
    /// Somebody else is migrating.
    LockBusy = 7,
    /// The database cannot be reached.
    Connect = 8,
    /// A migration failed.
    Failed = 9,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

use super::Error;

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

impl Error {
    /// What kind of trouble it is.
    #[must_use]
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Misfit { .. }
            | Self::Unsupported { .. }
            | Self::NoWay { .. }
            | Self::UnknownVersion { .. }
            | Self::Url { .. }
            | Self::Call { .. } => ErrorClass::Usage,
            Self::DuplicateVersion { .. }
            | Self::Changed { .. }
            | Self::Missing { .. }
            | Self::Future { .. }
            | Self::Late { .. }
            | Self::Interrupted { .. }
            | Self::OtherWay { .. }
            | Self::HalfDone { .. }
            | Self::NewerLedger { .. } => ErrorClass::History,
            Self::Irreversible { .. }
            | Self::Paused { .. }
            | Self::Unapproved(_)
            | Self::OtherEnvironment { .. } => ErrorClass::Decision,
            Self::LockBusy { .. } | Self::LockHeld { .. } | Self::LockLost { .. } => {
                ErrorClass::LockBusy
            }
            Self::Connect { .. } | Self::ReadOnly { .. } | Self::Unfit { .. } => {
                ErrorClass::Connect
            }
            Self::Failed(_) => ErrorClass::Failed,
            Self::Database { .. } => ErrorClass::Unexpected,
        }
    }
}

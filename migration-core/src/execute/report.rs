use crate::ledger::MigrationStatus;
use crate::migration::Version;
use crate::plan::Ran;
use crate::schema::DialectName;

/// What a call did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The migrations that ran, in that order.
    pub ran: Vec<Ran>,
}

/// How a database stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Its dialect.
    pub dialect: DialectName,
    /// Its name.
    pub database: String,
    /// The newest applied version.
    pub current: Option<Version>,
    /// Every migration that is registered or applied, by version.
    pub migrations: Vec<MigrationStatus>,
}

/// Whether a database has exactly the migrations of this build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// It has.
    UpToDate,
    /// It has not: some are pending, changed, missing or under way.
    NotUpToDate {
        /// How many are applied.
        applied: usize,
        /// How many this build has.
        registered: usize,
    },
}

impl Readiness {
    /// Whether an application may serve.
    #[must_use]
    pub const fn is_ready(self) -> bool {
        matches!(self, Self::UpToDate)
    }
}

use std::time::Duration;

use super::batches::DataOptions;
use super::migrator::Migrator;
use super::transaction::TransactionMode;
use crate::migration::Limits;

impl Migrator {
    /// How long another runner is waited for; a minute where this is not said.
    #[must_use]
    pub const fn lock_timeout(mut self, limit: Duration) -> Self {
        self.lock_timeout = limit;
        self
    }

    /// How long statements wait for the database, where a migration does not say it itself. Where
    /// this is not said: five seconds for a lock, a minute of trying again, no limit to what runs.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How long a runner that has the lock may be silent before another takes it over; 15 seconds
    /// where this is not said. It shows that it lives every third of that.
    #[must_use]
    pub const fn lock_lease(mut self, time: Duration) -> Self {
        self.lock_lease = time;
        self
    }

    /// Whether PostgreSQL is reached through a pooler that gives each transaction another
    /// session. Then no lock of a session is taken: the lease and its fence alone keep runners
    /// apart. Where this is not said, it is found out: pgbouncer by what it keeps from the server
    /// (`extra_float_digits` of the driver's first message), others by the sessions that two
    /// connections get, which a busy one may hide.
    #[must_use]
    pub const fn pooled(mut self, pooled: bool) -> Self {
        self.pooled = Some(pooled);
        self
    }

    /// How many transactions a run has.
    #[must_use]
    pub const fn transaction(mut self, mode: TransactionMode) -> Self {
        self.transaction = mode;
        self
    }

    /// How data migrations run in batches.
    #[must_use]
    pub fn data(mut self, options: DataOptions) -> Self {
        self.data = options;
        self
    }
}

use std::time::Duration;

/// How long a migration waits for the database. What it does not say is as the run says.
///
/// They are no part of the checksum: a migration that was applied may get others.
///
/// ```
/// use std::time::Duration;
/// use migration_core::prelude::*;
///
/// const PATIENT: Limits = Limits::new().lock_wait(Duration::from_secs(30));
/// assert_eq!(PATIENT.or(Limits::new()).lock_wait, Some(Duration::from_secs(30)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// How long one statement waits for a lock that another session has. Who waits for the lock of
    /// a whole table stands in the way of everybody behind: so this is short, and the statement is
    /// tried again after a pause that lets the others through. Zero is no limit.
    ///
    /// It is `lock_timeout` on PostgreSQL; `lock_wait_timeout` and `innodb_lock_wait_timeout` in
    /// whole seconds on MySQL and MariaDB; `busy_timeout` on SQLite.
    pub lock_wait: Option<Duration>,
    /// How long one statement may run. Zero is no limit.
    ///
    /// It is `statement_timeout` on PostgreSQL and `max_statement_time` on MariaDB. MySQL's
    /// `max_execution_time` ends queries alone, and SQLite has none.
    pub statement_timeout: Option<Duration>,
    /// How long, from the first time on, what lost the race for its lock is tried again. Zero is never.
    pub retry_for: Option<Duration>,
}

impl Limits {
    /// Says nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            lock_wait: None,
            statement_timeout: None,
            retry_for: None,
        }
    }

    /// How long one statement waits for a lock. Zero is no limit.
    #[must_use]
    pub const fn lock_wait(mut self, limit: Duration) -> Self {
        self.lock_wait = Some(limit);
        self
    }

    /// How long one statement may run. Zero is no limit.
    #[must_use]
    pub const fn statement_timeout(mut self, limit: Duration) -> Self {
        self.statement_timeout = Some(limit);
        self
    }

    /// How long what lost the race for its lock is tried again. Zero is never.
    #[must_use]
    pub const fn retry_for(mut self, limit: Duration) -> Self {
        self.retry_for = Some(limit);
        self
    }

    /// These, and the others where they say nothing.
    #[must_use]
    pub fn or(self, others: Self) -> Self {
        Self {
            lock_wait: self.lock_wait.or(others.lock_wait),
            statement_timeout: self.statement_timeout.or(others.statement_timeout),
            retry_for: self.retry_for.or(others.retry_for),
        }
    }
}

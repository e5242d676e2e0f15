//! What a runner that has the lock holds in its hands.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::heartbeat::Heartbeat;
use super::native::Native;
use super::pulse::{Pulse, Suspension};
use super::retry::{BackOff, is_transient};
use super::row::LeaseRow;
use super::statements::LeaseSql;
use super::token::token;
use crate::driver::{Connection, DriverError, ErrorKind, Source};
use crate::error::Error;
use crate::schema::DialectName;

/// The lock, held by this runner.
///
/// What the runner writes into the ledger stands in one transaction with [`Lease::guard`], or with
/// a change of its row under [`Lease::mine`]: a runner that lost the lock without knowing it writes nothing. What it does
/// outside such a transaction comes after [`Lease::check`].
#[derive(Debug)]
pub(crate) struct Lease {
    sql: LeaseSql,
    ttl: Duration,
    pulse: Arc<Pulse>,
    native: Native,
    /// The statement that takes the lock, where the first transaction of the run has to.
    claim: Option<String>,
    released: AtomicBool,
    /// Whether the server's own lock was taken behind it.
    both: bool,
    /// Dropping it ends it.
    heartbeat: Option<Heartbeat>,
}

impl Lease {
    /// The lease of a row that was taken by a statement sent at this moment, or that `claim` is
    /// still to take.
    pub(super) fn new(
        sql: LeaseSql,
        ttl: Duration,
        native: Native,
        sent: Instant,
        claim: Option<String>,
    ) -> Self {
        Self {
            sql,
            ttl,
            native,
            pulse: Pulse::new(sent, claim.is_none()),
            claim,
            released: AtomicBool::new(false),
            both: false,
            heartbeat: None,
        }
    }

    /// Of one who only looks: whatever stands behind its fence is refused.
    pub(crate) fn of_nobody(dialect: DialectName) -> Self {
        let sql = LeaseSql::new(dialect, token());
        Self::new(sql, Duration::ZERO, Native::None, Instant::now(), None)
    }

    /// Begins to show that this runner lives, where a second connection can.
    pub(super) fn keep_alive(&mut self, source: &dyn Source) {
        if let Some(source) = source.beside() {
            let (sql, pulse) = (self.sql.clone(), Arc::clone(&self.pulse));
            self.heartbeat = Heartbeat::start(source, sql, pulse, self.ttl);
        }
    }

    /// Says that the server's own lock was taken too.
    pub(super) const fn has_both(&mut self) {
        self.both = true;
    }

    /// That this runner has the lock, as a condition on the row `id = 1` of `migrate_head`.
    pub(crate) fn mine(&self) -> String {
        format!("{}{}", self.sql.mine(), self.native.in_transaction())
    }

    /// The fence for statements that are sent behind it in one transaction: where another runner
    /// has the lock it is an error, and they are not run. It holds the lock's row until the
    /// transaction ends, so nobody takes the lock meanwhile, and may say for those who wait what
    /// this runner is at.
    pub(crate) fn guard(&self, step: &str) -> String {
        let claim = self.claim();
        format!("{claim}{}; {}", self.sql.fence(step), self.sql.stop())
    }

    /// The statement that changes one row where this runner has the lock, and none otherwise, and
    /// holds it until its transaction ends.
    pub(crate) fn fence(&self, step: &str) -> String {
        self.sql.fence(step)
    }

    /// What has to stand before the first statement under [`Lease::mine`] in a transaction.
    pub(crate) fn claim(&self) -> String {
        match &self.claim {
            Some(claim) if !self.is_taken() => format!("{claim}; "),
            _ => String::new(),
        }
    }

    /// Whether the row ever said that this runner has the lock. As long as it did not, nothing
    /// was written.
    pub(super) fn is_taken(&self) -> bool {
        self.pulse.is_taken()
    }

    /// The statement that gives the lock back: in the last transaction of a run it costs nothing.
    /// [`Lease::has_released`] has to follow.
    pub(crate) fn release_statement(&self) -> String {
        self.sql.release()
    }

    /// Says that [`Lease::release_statement`] was committed.
    pub(crate) fn has_released(&self) {
        self.released.store(true, Ordering::Relaxed);
    }

    /// Has the heartbeat rest while a transaction holds the row.
    pub(crate) fn suspend(&self) -> Suspension {
        self.pulse.suspend()
    }

    /// Says that the fence was committed, with a statement sent at this moment or later.
    pub(crate) fn confirm(&self, sent: Instant) {
        self.pulse.confirm(sent);
    }

    /// Whether another step may begin. A runner that has not been heard for two thirds of its
    /// time, because it was stopped or cut off, has to be heard first.
    ///
    /// # Errors
    /// [`Error::LockLost`] where another runner has the lock.
    pub(crate) async fn check(&self, connection: &mut Connection) -> Result<(), Error> {
        // Without a heartbeat of its own the steps are the heartbeat.
        let limit = match self.heartbeat {
            Some(_) => self.ttl * 2 / 3,
            None => self.ttl / 3,
        };
        if self.is_taken() && self.pulse.silence() < limit && !self.pulse.is_lost() {
            return Ok(());
        }
        self.still_held(connection, "").await
    }

    /// As [`Lease::check`], and asks the server in any case. It may say for those who wait what
    /// this runner is at.
    ///
    /// # Errors
    /// [`Error::LockLost`] where another runner has the lock.
    pub(crate) async fn still_held(
        &self,
        connection: &mut Connection,
        step: &str,
    ) -> Result<(), Error> {
        let start = Instant::now();
        let mut pause = BackOff::new();
        let sql = match &self.claim {
            Some(claim) if !self.is_taken() => claim.clone(),
            _ => self.sql.fence(step),
        };
        loop {
            let sent = Instant::now();
            match connection.execute(&sql).await {
                Ok(1) => {
                    self.pulse.confirm(sent);
                    return Ok(());
                }
                Ok(_) => return Err(self.lost(connection).await),
                Err(cause) if is_transient(&cause) && start.elapsed() < self.ttl => {
                    pause.wait(self.ttl).await;
                }
                Err(cause) if cause.kind == ErrorKind::Busy => {
                    return Err(Error::LockBusy {
                        holder: None,
                        waited: Some(start.elapsed()),
                    });
                }
                Err(cause) => return Err(connection.refused("keep the lock", &cause).await),
            }
        }
    }

    /// Whether a statement behind the fence failed because another runner has the lock. Where the
    /// row cannot be read, it has another reason.
    pub(crate) async fn is_lost(&self, connection: &mut Connection, cause: &DriverError) -> bool {
        let row = LeaseRow::read(connection).await.ok().flatten();
        // PostgreSQL unique_violation, MySQL ER_DUP_ENTRY, SQLite's of a primary key.
        let stopped = matches!(
            cause.code.as_deref(),
            Some("23505" | "1062" | "1555" | "2579")
        );
        row.is_some_and(|row| {
            let mine = row.held && row.token == self.sql.token();
            // One that is still to be taken is another's only where that has it, or was faster.
            !mine && (self.is_taken() || row.held || stopped)
        })
    }

    /// The error of a runner that does not have the lock any more.
    pub(crate) async fn lost(&self, connection: &mut Connection) -> Error {
        self.pulse.lose();
        // Who has it now is only told on top.
        let row = LeaseRow::read(connection).await.ok().flatten();
        Error::LockLost {
            holder: row.filter(|row| row.held).map(|row| Box::new(row.holder())),
        }
    }

    /// Gives the lock back.
    pub(super) async fn release(self, source: &dyn Source, connection: &mut Connection) {
        let held = self.is_taken() && !self.released.load(Ordering::Relaxed);
        let row = held.then(|| self.sql.release());
        drop(self.heartbeat);
        // The native lock first: who takes the lease next does not find it taken then.
        let unlock = self.native.unlock().filter(|_| self.both);
        let statements: Vec<String> = [unlock.map(str::to_owned), row]
            .into_iter()
            .flatten()
            .collect();
        if statements.is_empty() {
            return;
        }
        let given = connection.query(&statements.join("; ")).await;
        // With its connection the native lock is gone. Where no other can be had, the row expires.
        if given.is_err()
            && held
            && let Ok(mut other) = source.open_own().await
        {
            let _ = other.execute(&self.sql.release()).await;
            other.close().await;
        }
        connection.set_locked(false);
    }
}

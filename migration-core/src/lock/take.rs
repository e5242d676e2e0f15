//! Taking the lock: a compare-and-swap on its row, by polling.
//!
//! No clock of a server is compared with another. A waiter notes token and beat, and only where
//! both stay the same for the holder's whole time *on its own monotonic clock* does it take the
//! lock over. Sooner only where the holder is known to be gone: its process, where that was on this
//! very machine, or its session, where the server says so.

use std::time::{Duration, Instant};

use super::LockOptions;
use super::home::home;
use super::lease::Lease;
use super::native::Native;
use super::retry::{BackOff, is_transient};
use super::row::LeaseRow;
use super::statements::{Claim, LeaseSql};
use super::token::token;
use crate::driver::{Access, Connection, DriverError, ErrorKind, Source};
use crate::error::Error;
use crate::event::Event;
use crate::holder::Holder;
use crate::ledger::{LedgerStore, Timestamp};
use crate::schema::DialectName;

/// A runner that wants the lock.
pub(super) struct Waiter<'a> {
    source: &'a dyn Source,
    options: &'a LockOptions,
    listener: &'a (dyn Fn(&Event) + Send + Sync),
    sql: LeaseSql,
    native: Native,
    start: Instant,
    pause: BackOff,
    seen: Option<Seen>,
    /// How often the lock's row was made or given its columns.
    made: usize,
    /// Who was told of last.
    told: Option<Holder>,
    /// When the last attempt was sent.
    sent: Instant,
}

/// How the lease was won.
enum Won {
    /// It was free.
    Free,
    /// It was taken from a holder that was not heard any more, with this connection.
    From(i64),
    /// Somebody reads SQLite's file or writes to it, who need not be a runner: this statement in
    /// the first transaction of the run takes it, and that knows how to wait.
    Later(String),
}

/// What became of a compare-and-swap.
enum Attempt {
    Won,
    /// The row changed, or another runner is changing it.
    Lost,
    /// SQLite's file is not free for this statement.
    Busy(String),
}

/// A holder as it was first seen in this state.
struct Seen {
    token: String,
    beat: i64,
    at: Instant,
    /// Since when the server says that its session has ended.
    ended: Option<Instant>,
}

impl<'a> Waiter<'a> {
    pub(super) fn new(
        source: &'a dyn Source,
        options: &'a LockOptions,
        listener: &'a (dyn Fn(&Event) + Send + Sync),
    ) -> Self {
        Self {
            source,
            options,
            listener,
            sql: LeaseSql::new(source.dialect(), token()),
            native: Native::of(source.dialect(), options.pooled),
            start: Instant::now(),
            pause: BackOff::new(),
            seen: None,
            made: 0,
            told: None,
            sent: Instant::now(),
        }
    }

    /// Takes the lease and then the native lock.
    pub(super) async fn take(mut self, connection: &mut Connection) -> Result<Lease, Error> {
        let won = self.win(connection).await?;
        let (sql, ttl) = (self.sql.clone(), self.options.ttl);
        let (taken_from, claim) = match won {
            Won::Free => (None, None),
            Won::From(backend) => (Some(backend), None),
            Won::Later(claim) => (None, Some(claim)),
        };
        let mut lease = Lease::new(sql, ttl, self.native, self.sent, claim);
        lease.keep_alive(self.source);
        match self.take_native(connection, &lease, taken_from).await {
            Ok(()) => {
                lease.has_both();
                Ok(lease)
            }
            Err(error) => {
                lease.release(self.source, connection).await;
                Err(error)
            }
        }
    }

    /// Wins the lease.
    async fn win(&mut self, connection: &mut Connection) -> Result<Won, Error> {
        loop {
            let asked = Instant::now();
            let row = match LeaseRow::read(connection).await {
                Ok(Some(row)) => row,
                Ok(None) => {
                    self.make(connection, None).await?;
                    continue;
                }
                Err(cause) => {
                    self.make(connection, Some(cause)).await?;
                    continue;
                }
            };
            // The answer to an attempt was lost, and it had won.
            if row.held && row.token == self.sql.token() {
                return Ok(Won::Free);
            }
            let expired = row.held && self.is_over(connection, &row, asked).await;
            if !row.held || expired {
                match self.attempt(connection, &row).await? {
                    Attempt::Won if expired => return Ok(Won::From(row.backend)),
                    Attempt::Won => return Ok(Won::Free),
                    Attempt::Busy(claim) => return Ok(Won::Later(claim)),
                    Attempt::Lost => {}
                }
            }
            if row.held {
                self.wait_for(Some(row.holder())).await?;
            } else {
                self.wait(None).await?;
            }
        }
    }

    /// Whether the lock may be taken over from its holder.
    async fn is_over(
        &mut self,
        connection: &mut Connection,
        row: &LeaseRow,
        asked: Instant,
    ) -> bool {
        if self.is_expired(row, asked) || row.is_gone() {
            return true;
        }
        let ended = row.backend != 0 && self.native.has_ended(connection, row.backend).await;
        let Some(seen) = self.seen.as_mut() else {
            return false;
        };
        if !ended {
            seen.ended = None;
            return false;
        }
        // Between the two layers of the lock a holder has the first one only.
        seen.ended.get_or_insert_with(Instant::now).elapsed() >= BETWEEN
    }

    /// Whether the holder has not been heard for its whole time.
    fn is_expired(&mut self, row: &LeaseRow, asked: Instant) -> bool {
        let ttl = match row.ttl {
            Duration::ZERO => self.options.ttl,
            ttl => ttl,
        };
        match &self.seen {
            Some(seen) if seen.token == row.token && seen.beat == row.beat => {
                asked.saturating_duration_since(seen.at) >= ttl
            }
            _ => {
                self.seen = Some(Seen {
                    token: row.token.clone(),
                    beat: row.beat,
                    at: Instant::now(),
                    ended: None,
                });
                false
            }
        }
    }

    /// One compare-and-swap.
    async fn attempt(
        &mut self,
        connection: &mut Connection,
        row: &LeaseRow,
    ) -> Result<Attempt, Error> {
        let since = Timestamp::now().to_string();
        let claim = Claim {
            token: self.sql.token(),
            owner: &self.options.owner,
            process: std::process::id(),
            home: &home(),
            since: &since,
            step: self.options.step,
            ttl: self.options.ttl.as_millis(),
            session: self.native != Native::PostgresTransaction,
        };
        let sql = self.sql.take(&claim, row);
        self.sent = Instant::now();
        // A holder that is being taken over may have a transaction open on the row.
        let limited = row.held && connection.dialect() == DialectName::Mysql;
        if limited {
            let _ = connection.execute(SHORT_WAITS).await;
        }
        let sqlite = connection.dialect() == DialectName::Sqlite;
        if sqlite {
            self.wait_for_file(connection, FILE_WAIT).await?;
        }
        let outcome = connection.execute(&sql).await;
        if sqlite {
            self.wait_for_file(connection, self.options.wait).await?;
        }
        if limited {
            let _ = connection.execute(USUAL_WAITS).await;
        }
        match outcome {
            Ok(1) => Ok(Attempt::Won),
            Err(cause) if is_transient(&cause) && sqlite => Ok(Attempt::Busy(sql)),
            Ok(_) => Ok(Attempt::Lost),
            Err(cause) if is_transient(&cause) => Ok(Attempt::Lost),
            // Whether it won is not known: the row tells.
            Err(cause) if cause.kind == ErrorKind::Connection => {
                if let Some(another) = self.source.open(Access::Read).await? {
                    *connection = another;
                }
                Ok(Attempt::Lost)
            }
            Err(cause) => Err(connection.refused("take the lock", &cause).await),
        }
    }

    /// Says how long a statement waits for SQLite's file.
    async fn wait_for_file(
        &self,
        connection: &mut Connection,
        time: Duration,
    ) -> Result<(), Error> {
        let set = connection.set_patience(time.min(self.options.wait)).await;
        set.map_err(|cause| Error::Database {
            doing: "set how long to wait for the file".to_owned(),
            cause: cause.to_string(),
        })
    }

    /// Makes the lock's row where it is not there, or says why it cannot be read.
    async fn make(
        &mut self,
        connection: &mut Connection,
        cause: Option<DriverError>,
    ) -> Result<(), Error> {
        let Some(cause) = cause else {
            self.once_more("there is no row in migrate_head")?;
            return self.create(connection).await;
        };
        if cause.kind == ErrorKind::NoTable {
            self.once_more(&cause)?;
            return self.create(connection).await;
        }
        if cause.is_missing_column() {
            self.once_more(&cause)?;
            return match LedgerStore::add_lease(connection).await {
                Err(cause) if is_transient(&cause) => {
                    self.made -= 1;
                    self.wait(None).await
                }
                Err(cause) => Err(connection.refused("upgrade the ledger", &cause).await),
                Ok(()) => Ok(()),
            };
        }
        if is_transient(&cause) {
            return self.wait(None).await;
        }
        Err(connection.refused("take the lock", &cause).await)
    }

    /// Makes the ledger. Where another runner makes it at the same moment, on another node of a
    /// cluster too, one of them may be broken off.
    async fn create(&mut self, connection: &mut Connection) -> Result<(), Error> {
        match LedgerStore::create(connection).await {
            Err(Error::LockBusy { waited: None, .. })
                if connection.dialect() != DialectName::Sqlite =>
            {
                self.made -= 1;
                self.wait(None).await
            }
            made => made,
        }
    }

    /// What was made and is still not there is not made again and again.
    fn once_more(&mut self, cause: impl ToString) -> Result<(), Error> {
        self.made += 1;
        if self.made <= 3 {
            return Ok(());
        }
        Err(Error::Database {
            doing: "take the lock".to_owned(),
            cause: cause.to_string(),
        })
    }

    /// Waits until the server's own lock is free, and takes it.
    async fn take_native(
        &mut self,
        connection: &mut Connection,
        lease: &Lease,
        taken_from: Option<i64>,
    ) -> Result<(), Error> {
        while !self.native.take(connection).await? {
            if let Some(backend) = taken_from {
                self.native.end_idle(connection, backend).await;
            }
            let holder = self.native.holder(connection).await;
            self.wait_for(holder).await?;
            lease.check(connection).await?;
        }
        Ok(())
    }

    /// Tells who is waited for, and waits.
    async fn wait_for(&mut self, holder: Option<Holder>) -> Result<(), Error> {
        let known = |holder: &Holder| (holder.owner.clone(), holder.backend, holder.step.clone());
        let news = match (&holder, &self.told) {
            (Some(holder), Some(told)) => known(holder) != known(told),
            (_, None) => true,
            (None, Some(_)) => false,
        };
        if news && self.start.elapsed() < self.options.wait {
            self.told = Some(holder.clone().unwrap_or_default());
            (self.listener)(&Event::WaitingForLock {
                holder: holder.clone(),
            });
        }
        self.wait(holder).await
    }

    async fn wait(&mut self, holder: Option<Holder>) -> Result<(), Error> {
        let waited = self.start.elapsed();
        if waited >= self.options.wait {
            return Err(Error::LockBusy {
                holder: holder.map(Box::new),
                waited: Some(waited),
            });
        }
        self.pause.wait(self.options.wait - waited).await;
        Ok(())
    }
}

/// How long a holder's session has to be gone.
pub(super) const BETWEEN: Duration = Duration::from_millis(400);

/// How long to wait for SQLite's file before the first transaction of the run has to.
pub(super) const FILE_WAIT: Duration = Duration::from_millis(250);

/// Limits how long the session waits for a row, in seconds.
pub(super) const SHORT_WAITS: &str = "SET @migrate_patience = @@SESSION.innodb_lock_wait_timeout, SESSION innodb_lock_wait_timeout = 1";
const USUAL_WAITS: &str = "SET SESSION innodb_lock_wait_timeout = @migrate_patience";

//! Taking the lock away from a holder that is dead, or that somebody says is.
//!
//! As for every waiter, only this process's own monotonic clock counts. A holder that was silent
//! for two thirds of its time asks for its row before it begins anything more, so a row that was
//! taken from it by then stops it. One that is still at a statement is stopped by the fence.

use std::time::{Duration, Instant};

use super::native::Native;
use super::retry::{BackOff, is_transient};
use super::row::LeaseRow;
use super::statements::LeaseSql;
use super::take::{BETWEEN, FILE_WAIT, SHORT_WAITS};
use crate::driver::{Connection, ErrorKind};
use crate::error::Error;
use crate::event::Event;
use crate::holder::Holder;
use crate::schema::DialectName;

/// What became of a lock that was to be freed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Unlocked {
    /// Who had the lock; `None` where nobody had it.
    pub holder: Option<Holder>,
    /// Why it was taken away; `None` where nobody had it.
    pub grounds: Option<Grounds>,
    /// How long its holder was watched.
    pub watched: Duration,
    /// Who has the server's own lock now: the statement of a runner that died, or a runner of a
    /// version that had no lease. The next run waits for it.
    pub session: Option<Holder>,
}

/// Why a lock could be taken from its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Grounds {
    /// Its process, on this machine, has ended.
    ProcessEnded,
    /// The server says that its session has ended.
    SessionEnded,
    /// It showed no sign of life for as long as it would have had to.
    Silent,
    /// Somebody said so.
    Forced,
}

impl Grounds {
    /// `process_ended`, `session_ended`, `silent` or `forced`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ProcessEnded => "process_ended",
            Self::SessionEnded => "session_ended",
            Self::Silent => "silent",
            Self::Forced => "forced",
        }
    }
}

/// How the lock is to be freed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FreeOptions {
    /// Whether it is taken from one that lives too.
    pub(crate) force: bool,
    /// How long a holder may be silent that does not say it itself.
    pub(crate) ttl: Duration,
    /// How long a row that somebody holds is waited for, by force.
    pub(crate) wait: Duration,
}

/// Who has the lock; `None` where nobody has it, or there is no ledger.
///
/// # Errors
/// What the server answers.
pub(crate) async fn holder(connection: &mut Connection) -> Result<Option<Holder>, Error> {
    let row = read(connection).await?;
    Ok(row.map(|row| row.holder()))
}

/// Frees the lock, and takes it away from whoever has it where that is dead. The connection is
/// no application's.
///
/// # Errors
/// [`Error::LockHeld`] where its holder lives, or what the server answers.
pub(crate) async fn free(
    connection: &mut Connection,
    options: FreeOptions,
    listener: &(dyn Fn(&Event) + Send + Sync),
) -> Result<Unlocked, Error> {
    let native = Native::of(connection.dialect(), false);
    // A holder may have a transaction open on the row.
    let _ = match connection.dialect() {
        DialectName::Mysql => connection.execute(SHORT_WAITS).await.map(|_| ()),
        DialectName::Sqlite => connection.set_patience(FILE_WAIT).await,
        DialectName::Postgres => Ok(()),
    };
    let Some(row) = read(connection).await? else {
        return without_lease(connection, native, options).await;
    };
    let mut watch = Watch::new(connection.dialect(), options, row);
    if !options.force {
        listener(&Event::WatchingLock {
            holder: watch.row.holder(),
            at_most: watch.enough(),
        });
    }
    let Some(grounds) = watch.free(connection).await? else {
        return Ok(Unlocked::default());
    };
    Ok(Unlocked {
        holder: Some(watch.row.holder()),
        grounds: Some(grounds),
        watched: watch.start.elapsed(),
        session: still_at_work(connection, native).await,
    })
}

/// Nobody has the lease: the server's own lock is all that there may be.
async fn without_lease(
    connection: &mut Connection,
    native: Native,
    options: FreeOptions,
) -> Result<Unlocked, Error> {
    let session = native.holder(connection).await;
    if !options.force || session.is_none() {
        return Ok(Unlocked {
            session,
            ..Unlocked::default()
        });
    }
    native.end(connection).await;
    Ok(Unlocked {
        holder: session,
        grounds: Some(Grounds::Forced),
        watched: Duration::ZERO,
        session: still_at_work(connection, native).await,
    })
}

/// Who has the server's own lock, after a moment in which a session may end.
async fn still_at_work(connection: &mut Connection, native: Native) -> Option<Holder> {
    let start = Instant::now();
    let mut pause = BackOff::new();
    loop {
        let holder = native.holder(connection).await?;
        if start.elapsed() >= BETWEEN * 2 {
            return Some(holder);
        }
        pause.wait(BETWEEN).await;
    }
}

/// The row, if somebody has the lock. A ledger that is not there, or is older than the lease,
/// has no holder.
async fn read(connection: &mut Connection) -> Result<Option<LeaseRow>, Error> {
    let start = Instant::now();
    let mut pause = BackOff::new();
    loop {
        match LeaseRow::read(connection).await {
            Ok(row) => return Ok(row.filter(|row| row.held)),
            Err(cause) if cause.kind == ErrorKind::NoTable || cause.is_missing_column() => {
                return Ok(None);
            }
            Err(cause) if is_transient(&cause) && start.elapsed() < HELD => {
                pause.wait(HELD).await;
            }
            Err(cause) => return Err(connection.refused("read the lock", &cause).await),
        }
    }
}

/// A holder that is watched.
struct Watch {
    native: Native,
    options: FreeOptions,
    sql: LeaseSql,
    /// As it was first seen.
    row: LeaseRow,
    start: Instant,
    /// Since when the server says that its session has ended.
    ended: Option<Instant>,
    /// Since when somebody holds the row.
    held: Option<Instant>,
}

impl Watch {
    fn new(dialect: DialectName, options: FreeOptions, row: LeaseRow) -> Self {
        Self {
            native: Native::of(dialect, false),
            options,
            sql: LeaseSql::new(dialect, String::new()),
            row,
            start: Instant::now(),
            ended: None,
            held: None,
        }
    }

    /// How long a holder that lives cannot be silent.
    fn enough(&self) -> Duration {
        let ttl = match self.row.ttl {
            Duration::ZERO => self.options.ttl,
            ttl => ttl,
        };
        ttl * 2 / 3
    }

    /// Frees the lock, and tells why that was right; `None` where its holder gave it back.
    async fn free(&mut self, connection: &mut Connection) -> Result<Option<Grounds>, Error> {
        let mut pause = BackOff::new();
        if self.options.force {
            self.native.end(connection).await;
        }
        loop {
            let asked = Instant::now();
            let Some(row) = read(connection).await? else {
                return Ok(None);
            };
            if row.token != self.row.token {
                return Err(held(&row, "it took the lock a moment ago".to_owned()));
            }
            if !self.options.force && row.beat != self.row.beat {
                let after = self.start.elapsed().as_secs_f64();
                let sign = format!("it showed that within {after:.1} s");
                return Err(held(&row, sign));
            }
            let grounds = self.grounds(connection, asked).await;
            if let Some(grounds) = grounds {
                if self.take_away(connection).await? {
                    return Ok(Some(grounds));
                }
                let patience = match grounds {
                    Grounds::Forced => self.options.wait,
                    _ => HELD,
                };
                if self.held.get_or_insert_with(Instant::now).elapsed() >= patience {
                    let sign = match self.native {
                        Native::None => "somebody else has the file",
                        _ => "a transaction of it is open on the server",
                    };
                    return Err(held(&row, sign.to_owned()));
                }
            }
            pause.wait(HELD).await;
        }
    }

    async fn grounds(&mut self, connection: &mut Connection, asked: Instant) -> Option<Grounds> {
        if self.options.force {
            return Some(Grounds::Forced);
        }
        if self.row.is_gone() {
            return Some(Grounds::ProcessEnded);
        }
        let backend = self.row.backend;
        if backend != 0 && self.native.has_ended(connection, backend).await {
            // Between the two layers of the lock a holder has the first one only.
            if self.ended.get_or_insert_with(Instant::now).elapsed() >= BETWEEN {
                return Some(Grounds::SessionEnded);
            }
        } else {
            self.ended = None;
        }
        let silent = asked.saturating_duration_since(self.start) >= self.enough();
        silent.then_some(Grounds::Silent)
    }

    /// One compare-and-swap. It fails where the holder moved, or holds the row.
    async fn take_away(&self, connection: &mut Connection) -> Result<bool, Error> {
        let sql = self.sql.free(&self.row, self.options.force);
        match connection.execute(&sql).await {
            Ok(rows) => Ok(rows == 1),
            Err(cause) if is_transient(&cause) => Ok(false),
            Err(cause) => Err(connection.refused("free the lock", &cause).await),
        }
    }
}

/// How long a row that somebody holds is waited for.
const HELD: Duration = Duration::from_secs(3);

fn held(row: &LeaseRow, sign: String) -> Error {
    Error::LockHeld {
        holder: Box::new(row.holder()),
        sign,
    }
}

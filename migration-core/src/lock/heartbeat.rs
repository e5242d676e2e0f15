//! Showing that the holder lives: a thread with a connection of its own.
//!
//! A thread, not a task: data code that computes for a minute without awaiting anything stops
//! every task of its thread, and is alive all the same. The connection is opened with the first
//! beat, so a short run has none.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use super::pulse::Pulse;
use super::retry::is_transient;
use super::row::LeaseRow;
use super::statements::LeaseSql;
use crate::driver::{Connection, DriverError, Source};
use crate::schema::DialectName;

/// A heartbeat, which ends when the value is dropped.
#[derive(Debug)]
pub(super) struct Heartbeat {
    /// Nothing is ever sent: that it is gone is the sign.
    _alive: Sender<()>,
}

impl Heartbeat {
    /// Starts to beat; `None` where the system gives no thread. Then the steps are the heartbeat.
    pub(super) fn start(
        source: Box<dyn Source + Send>,
        sql: LeaseSql,
        pulse: Arc<Pulse>,
        ttl: Duration,
    ) -> Option<Self> {
        let (alive, ended) = channel();
        let thread = std::thread::Builder::new().name("migrate-lock".to_owned());
        let heart = Heart {
            source,
            sql,
            pulse,
            ttl,
            connection: None,
        };
        thread.spawn(move || heart.beat_until(&ended)).ok()?;
        Some(Self { _alive: alive })
    }
}

struct Heart {
    source: Box<dyn Source + Send>,
    sql: LeaseSql,
    pulse: Arc<Pulse>,
    ttl: Duration,
    connection: Option<Connection>,
}

/// What became of a beat.
enum Beat {
    Confirmed,
    /// Somebody holds the row, or the server was not reached.
    Unclear,
    Lost,
}

impl Heart {
    fn beat_until(mut self, ended: &Receiver<()>) {
        let (interval, soon) = (self.ttl / 3, self.ttl / 15);
        let mut runtime: Option<Runtime> = None;
        let mut pause = interval;
        while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            // Each transaction of the runner is a beat too.
            let silence = self.pulse.silence();
            let rests = self.pulse.is_suspended() || !self.pulse.is_taken();
            if rests || silence < interval {
                pause = interval.saturating_sub(silence).max(soon);
                continue;
            }
            if runtime.is_none() {
                runtime = Builder::new_current_thread().enable_all().build().ok();
            }
            let Some(runtime) = &runtime else {
                pause = soon;
                continue;
            };
            let sent = Instant::now();
            let beat = async { tokio::time::timeout(interval, self.beat()).await };
            pause = match runtime.block_on(beat) {
                Ok(Beat::Confirmed) => {
                    self.pulse.confirm(sent);
                    interval
                }
                Ok(Beat::Unclear) => soon,
                Ok(Beat::Lost) => {
                    self.pulse.lose();
                    break;
                }
                // A connection that was left in the middle of an answer is of no use.
                Err(_) => {
                    self.connection = None;
                    soon
                }
            };
        }
        if let (Some(runtime), Some(connection)) = (runtime, self.connection) {
            let closed = async { tokio::time::timeout(interval, connection.close()).await };
            // Where this takes too long, the connection is dropped.
            let _ = runtime.block_on(closed);
        }
    }

    async fn beat(&mut self) -> Beat {
        let sql = self.sql.clone();
        let outcome = match self.ready().await {
            Ok(connection) => beat_on(connection, &sql).await,
            Err(()) => return Beat::Unclear,
        };
        match outcome {
            Ok(beat) => beat,
            Err(cause) => {
                if !is_transient(&cause) {
                    self.connection = None;
                }
                Beat::Unclear
            }
        }
    }

    /// The connection, opened if there is none. It never waits for long for the row: who holds
    /// that is this runner itself.
    async fn ready(&mut self) -> Result<&mut Connection, ()> {
        if self.connection.is_none() {
            let mut connection = self.source.open_own().await.map_err(|_| ())?;
            let prepared = match connection.dialect() {
                DialectName::Mysql => connection
                    .execute("SET SESSION innodb_lock_wait_timeout = 1")
                    .await
                    .map(|_| ()),
                DialectName::Sqlite => connection.set_patience(Duration::from_millis(200)).await,
                DialectName::Postgres => Ok(()),
            };
            prepared.map_err(|_| ())?;
            self.connection = Some(connection);
        }
        self.connection.as_mut().ok_or(())
    }
}

async fn beat_on(connection: &mut Connection, sql: &LeaseSql) -> Result<Beat, DriverError> {
    if connection.execute(&sql.beat()).await? == 1 {
        return Ok(Beat::Confirmed);
    }
    let row = LeaseRow::read(connection).await?;
    Ok(
        match row.is_some_and(|row| row.held && row.token == sql.token()) {
            true => Beat::Unclear,
            false => Beat::Lost,
        },
    )
}

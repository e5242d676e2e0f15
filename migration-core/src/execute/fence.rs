//! Writing into the ledger behind the lock's fence: in one transaction with it, or not at all.

use std::time::{Duration, Instant};

use super::runner::{Runner, Stopped};
use super::statement::{StatementError, explained};
use crate::driver::DriverError;
use crate::error::Error;
use crate::lock::{Lease, is_transient};
use crate::schema::DialectName;

/// Why something was not written.
#[derive(Debug)]
pub(super) enum Unwritten {
    /// Another runner has the lock.
    Lost(Error),
    /// The server refused.
    Refused(DriverError),
}

impl Unwritten {
    /// The error of a run that ends with it.
    pub(super) fn stopped(self, doing: &str) -> Stopped {
        Stopped::Error(match self {
            Self::Lost(error) => error,
            Self::Refused(cause) => Error::Database {
                doing: doing.to_owned(),
                cause: cause.to_string(),
            },
        })
    }
}

/// Why a statement has no line in the journal.
#[derive(Debug)]
pub(super) enum Broken {
    /// Another runner has the lock.
    Lost(Error),
    /// It failed, or its line could not be written.
    Statement(StatementError),
}

impl From<Unwritten> for Broken {
    fn from(unwritten: Unwritten) -> Self {
        match unwritten {
            Unwritten::Lost(error) => Self::Lost(error),
            Unwritten::Refused(cause) => Self::Statement(explained(&cause)),
        }
    }
}

impl From<StatementError> for Broken {
    fn from(error: StatementError) -> Self {
        Self::Statement(error)
    }
}

/// How often a transaction that the server rolled back to let another one through is sent again.
pub(super) const TRIES: u32 = 8;

impl Runner<'_> {
    /// Tells those who wait what the first transaction does: nobody sees what is written inside.
    /// On SQLite that is a file to be synced, and nobody is told.
    pub(super) async fn announce(&mut self) -> Result<(), Error> {
        match self.connection.dialect() {
            DialectName::Sqlite => Ok(()),
            DialectName::Postgres | DialectName::Mysql => {
                self.lease.still_held(self.connection, &self.step).await
            }
        }
    }

    /// What opens a transaction that writes.
    pub(super) const fn begin_word(&self) -> &'static str {
        match self.connection.dialect() {
            DialectName::Sqlite => "BEGIN IMMEDIATE",
            DialectName::Postgres | DialectName::Mysql => "BEGIN",
        }
    }

    /// Writes into the ledger in a transaction of its own, and tells how many rows changed: one
    /// round trip.
    pub(super) async fn write(&mut self, statements: &[&str]) -> Result<u64, Unwritten> {
        let mut tries = 0;
        loop {
            self.connection.set_in_transaction(true);
            let begin = self.begin_word();
            let written = self.end_with(begin, statements).await;
            tries += 1;
            match written {
                Err(Unwritten::Refused(cause)) if is_transient(&cause) && tries < TRIES => {
                    tokio::time::sleep(Duration::from_millis(25) * tries).await;
                }
                written => return written,
            }
        }
    }

    /// Writes into the ledger and commits the transaction that is open, or that `begin` opens.
    pub(super) async fn end_with(
        &mut self,
        begin: &str,
        statements: &[&str],
    ) -> Result<u64, Unwritten> {
        let sqlite = self.connection.dialect() == DialectName::Sqlite;
        let mut sql = String::new();
        if !begin.is_empty() {
            sql.push_str(begin);
            sql.push_str("; ");
        }
        sql.push_str(&self.lease.guard(&self.step));
        for statement in statements {
            sql.push_str("; ");
            sql.push_str(statement);
            if sqlite {
                sql.push_str("; SELECT changes()");
            }
        }
        sql.push_str("; COMMIT");
        let sent = Instant::now();
        let written = if sqlite {
            // The driver adds up what SQLite counts, which is the last change again for a
            // statement that changes nothing.
            let rows = self.connection.query(&sql).await;
            rows.map(|rows| {
                let counts = rows.iter().filter_map(|row| row.first()?.as_deref());
                counts.filter_map(|count| count.parse::<u64>().ok()).sum()
            })
        } else {
            // The fence's own row is among them.
            let changed = self.connection.execute(&sql).await;
            changed.map(|rows| rows.saturating_sub(1))
        };
        let written = match written {
            Ok(rows) => {
                self.lease.confirm(sent);
                Ok(rows)
            }
            Err(cause) => Err(self.unwritten(cause).await),
        };
        self.connection.set_in_transaction(false);
        written
    }

    /// The fence's error is that of a row that is there already: the lock's row tells which it was.
    pub(super) async fn unwritten(&mut self, cause: DriverError) -> Unwritten {
        // Where this fails the connection is gone, and the transaction with it.
        let _ = self.connection.execute("ROLLBACK").await;
        self.connection.set_in_transaction(false);
        let lease: &Lease = self.lease;
        if lease.is_lost(self.connection, &cause).await {
            Unwritten::Lost(lease.lost(self.connection).await)
        } else {
            Unwritten::Refused(cause)
        }
    }
}

//! The lock's row as it is read.

use std::time::Duration;

use chrono::Utc;

use super::home::is_gone;
use super::statements::READ;
use crate::driver::{Connection, DriverError};
use crate::holder::Holder;
use crate::ledger::Timestamp;

/// Who has the lock, or had it last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct LeaseRow {
    /// Another one each time that the lock is taken.
    pub(super) token: String,
    /// Another one each time that the holder shows that it lives.
    pub(super) beat: i64,
    pub(super) held: bool,
    pub(super) owner: String,
    pub(super) process: u32,
    /// Where its process is.
    pub(super) home: String,
    /// The server's number of the connection that works; 0 where there is none.
    pub(super) backend: i64,
    pub(super) since: String,
    pub(super) step: String,
    /// How long the holder may be silent.
    pub(super) ttl: Duration,
}

impl LeaseRow {
    /// The row; `None` where the table has none yet.
    pub(super) async fn read(connection: &mut Connection) -> Result<Option<Self>, DriverError> {
        let rows = connection.query(READ).await?;
        Ok(rows.into_iter().next().map(Self::from_values))
    }

    fn from_values(values: Vec<Option<String>>) -> Self {
        let mut values = values.into_iter().map(Option::unwrap_or_default);
        let mut next = || values.next().unwrap_or_default();
        Self {
            token: next(),
            beat: next().parse().unwrap_or(0),
            held: next() != "0",
            owner: next(),
            process: next().parse().unwrap_or(0),
            home: next(),
            backend: next().parse().unwrap_or(0),
            since: next(),
            step: next(),
            ttl: Duration::from_millis(next().parse().unwrap_or(0)),
        }
    }

    /// Whether its process is known to have ended.
    pub(super) fn is_gone(&self) -> bool {
        is_gone(&self.home, self.process)
    }

    /// Who has the lock.
    pub(super) fn holder(&self) -> Holder {
        let began = Timestamp::parse(&self.since);
        Holder {
            owner: self.owner.clone(),
            process: Some(self.process),
            backend: (self.backend != 0).then_some(self.backend),
            since: began.is_some().then(|| self.since.clone()),
            // The clocks of two hosts may differ: one that is behind must not make it negative.
            age: began.and_then(|began| (Utc::now() - began.0).to_std().ok()),
            step: self.step.clone(),
        }
    }
}

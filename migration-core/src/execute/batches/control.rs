//! What is known of data migrations from outside of their run, and how they are paused.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::store::failed;
use crate::driver::{Access, Connection, ErrorKind, Source};
use crate::error::Error;
use crate::execute::Migrator;
use crate::execute::report::Report;
use crate::execute::select::{DownTarget, Target};
use crate::ledger::{LedgerStore, Timestamp};
use crate::migration::Version;
use crate::plan::Direction;

/// How far a step that works in batches is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataStatus {
    /// The migration's version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// Which way it goes.
    pub direction: Direction,
    /// The table whose rows are walked.
    pub table: String,
    /// `running`, `failed`, `paused` or `done`. What is `running` may have been killed.
    pub state: &'static str,
    /// How many rows are walked.
    pub walked: u64,
    /// About how many there are.
    pub about: Option<u64>,
    /// How many of those walked were changed.
    pub changed: u64,
    /// How many batches there were.
    pub batches: u64,
    /// How many rows the last batch could have.
    pub batch_size: Option<u32>,
    /// How long the batches took.
    pub spent: Duration,
    /// When the last batch ended.
    pub updated_at: DateTime<Utc>,
    /// Why it failed.
    pub problem: Option<String>,
}

/// What was left by a migration that is not applied or was begun anew is none.
const READ: &str = "SELECT d.version, d.name, d.direction, d.table_name, d.state, d.paused, d.walked, d.about, \
     d.changed, d.batches, d.batch_size, d.spent_ms, d.updated_at, d.problem \
     FROM migrate_data d JOIN migrate_ledger l ON l.version = d.version \
     WHERE d.state = 'done' OR (l.state <> 'applied' AND l.applied_at = d.begun) \
     ORDER BY d.version, d.step";

impl Migrator {
    /// Every step in batches, those that are done too. The database is only looked at.
    ///
    /// # Errors
    /// Where it cannot be reached, or its tables cannot be read.
    pub async fn data_status(&self, source: &impl Source) -> Result<Vec<DataStatus>, Error> {
        let Some(mut connection) = source.open(Access::Read).await? else {
            return Ok(Vec::new());
        };
        let read = read(&mut connection).await;
        connection.close().await;
        read
    }

    /// Has what is under way stop after its batch, in whatever process it runs; and keeps it from
    /// being run again. Gives what was paused.
    ///
    /// # Errors
    /// As [`Migrator::data_status`].
    pub async fn data_pause(&self, source: &impl Source) -> Result<Vec<DataStatus>, Error> {
        self.set_paused(source, true).await
    }

    /// Lets what was paused go on: in the process that waits for it, or in the next run. Gives
    /// what may go on.
    ///
    /// # Errors
    /// As [`Migrator::data_status`].
    pub async fn data_resume(&self, source: &impl Source) -> Result<Vec<DataStatus>, Error> {
        self.set_paused(source, false).await
    }

    /// Goes on with the migration that is half done, and no further.
    ///
    /// # Errors
    /// As [`Migrator::up`].
    pub async fn data_run(&self, source: &impl Source) -> Result<Report, Error> {
        let Some(mut connection) = source.open(Access::Read).await? else {
            return Ok(Report::default());
        };
        let read = read(&mut connection).await;
        let entries = LedgerStore::entries(&mut connection).await;
        connection.close().await;
        let open = read?.into_iter().find(|status| status.state != "done");
        let Some(open) = open else {
            return Ok(Report::default());
        };
        if open.direction == Direction::Up {
            return self.up_to(source, Target::Version(open.version)).await;
        }
        let mut before = entries?
            .into_iter()
            .filter(|entry| entry.version < open.version);
        match before.next_back() {
            Some(entry) => self.down(source, DownTarget::Version(entry.version)).await,
            None => self.down(source, DownTarget::All).await,
        }
    }

    async fn set_paused(
        &self,
        source: &impl Source,
        paused: bool,
    ) -> Result<Vec<DataStatus>, Error> {
        let Some(mut connection) = source.open(Access::Read).await? else {
            return Ok(Vec::new());
        };
        let sql = format!(
            "UPDATE migrate_data SET paused = {} WHERE state <> 'done'",
            u8::from(paused)
        );
        let set = match connection.execute(&sql).await {
            Ok(_) => read(&mut connection).await,
            Err(cause) if cause.kind == ErrorKind::NoTable => Ok(Vec::new()),
            Err(cause) => Err(failed(&cause)),
        };
        connection.close().await;
        Ok(set?
            .into_iter()
            .filter(|status| status.state != "done")
            .collect())
    }
}

async fn read(connection: &mut Connection) -> Result<Vec<DataStatus>, Error> {
    let rows = match connection.query(READ).await {
        Ok(rows) => rows,
        Err(cause) if cause.kind == ErrorKind::NoTable => return Ok(Vec::new()),
        Err(cause) => return Err(failed(&cause)),
    };
    rows.into_iter()
        .map(|row| {
            let shown = row.first().cloned().flatten().unwrap_or_default();
            status(row).ok_or_else(|| Error::Database {
                doing: "read the table migrate_data".to_owned(),
                cause: format!("the row {shown:?} is not one that this tool wrote"),
            })
        })
        .collect()
}

fn status(row: Vec<Option<String>>) -> Option<DataStatus> {
    let mut values = row.into_iter();
    let mut next = || values.next().flatten();
    let (version, name) = (next()?.parse().ok()?, next()?);
    let direction = match next()?.as_str() {
        "up" => Direction::Up,
        "down" => Direction::Down,
        _ => return None,
    };
    let table = next()?;
    let (state, paused) = (next()?, next()? != "0");
    Some(DataStatus {
        version,
        name,
        direction,
        table,
        state: match state.as_str() {
            "done" => "done",
            _ if paused => "paused",
            "failed" => "failed",
            _ => "running",
        },
        walked: next()?.parse().ok()?,
        about: next().and_then(|text| text.parse().ok()),
        changed: next()?.parse().ok()?,
        batches: next()?.parse().ok()?,
        batch_size: next().and_then(|text| text.parse().ok()),
        spent: Duration::from_millis(next()?.parse().ok()?),
        updated_at: Timestamp::parse(&next()?)?.0,
        problem: next(),
    })
}

//! How far data migrations are, as anybody may see it: no lock is needed to look.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::progress;
use super::store::failed;
use crate::driver::{Access, Connection, ErrorKind, Source};
use crate::error::Error;
use crate::execute::Migrator;
use crate::ledger::Timestamp;
use crate::lock;
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
    /// What becomes of it now.
    pub state: DataState,
    /// Who paused it, where somebody did.
    pub paused: Option<Paused>,
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
    /// How long the batches took, without what lay between them.
    pub spent: Duration,
    /// When the last batch ended, by the clock of the machine that ran it.
    pub updated_at: DateTime<Utc>,
    /// Why it failed.
    pub problem: Option<String>,
}

/// What becomes of a step that works in batches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataState {
    /// A runner works on it. One that was killed counts as one until another has taken its lock.
    Running,
    /// It is half done, and nobody works on it: the next run goes on.
    Stopped,
    /// A batch failed; the next run tries it again.
    Failed,
    /// Somebody paused it, and it waits to be resumed.
    Paused,
    /// It is done.
    Done,
}

impl DataState {
    /// The word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
            Self::Paused => "paused",
            Self::Done => "done",
        }
    }
}

/// Who paused work in batches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paused {
    /// User and host.
    pub by: String,
    /// When, by the clock of that host.
    pub since: DateTime<Utc>,
}

impl DataStatus {
    /// About how many rows there are, and no fewer than are walked: rows that came meanwhile are
    /// no part of the estimate.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        match self.state {
            DataState::Done => Some(self.walked),
            _ => self.about.map(|about| about.max(self.walked)),
        }
    }

    /// How many rows of a hundred are walked.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        if self.state == DataState::Done {
            return Some(100);
        }
        progress::percent(self.walked, self.total()?)
    }

    /// Rows a second, while batches ran; `None` before there was one.
    #[must_use]
    pub fn rate(&self) -> Option<u64> {
        (self.batches > 0).then(|| progress::rate(self.walked, self.spent))
    }

    /// About how long the rest takes at that rate.
    #[must_use]
    pub fn left(&self) -> Option<Duration> {
        progress::left(self.total()? - self.walked, self.rate()?)
    }
}

/// What was left by a migration that is not applied or was begun anew is none, and neither is the
/// way back of one that is applied again.
const READ: &str = "SELECT d.version, d.name, d.direction, d.table_name, d.state, d.paused, d.walked, d.about, \
     d.changed, d.batches, d.batch_size, d.spent_ms, d.updated_at, d.problem, \
     (SELECT who FROM migrate_events WHERE id = p.event), (SELECT at FROM migrate_events WHERE id = p.event) \
     FROM migrate_data d JOIN migrate_ledger l ON l.version = d.version \
     LEFT JOIN (SELECT version, max(id) AS event FROM migrate_events WHERE kind = 'pause' GROUP BY version) p \
     ON p.version = d.version \
     WHERE CASE WHEN l.state = 'applied' THEN d.state = 'done' AND d.direction = 'up' ELSE l.applied_at = d.begun END \
     ORDER BY d.version, d.step";

impl Migrator {
    /// Every step in batches that was begun, those that are done too. The database is only looked
    /// at, and nobody is waited for.
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
}

/// The batches of a migration that is under way that are not all done; `None` where there was
/// not one yet.
pub(in crate::execute) async fn begun(
    connection: &mut Connection,
    version: Version,
    direction: Direction,
) -> Result<Option<DataStatus>, Error> {
    let is_it = |each: &DataStatus| {
        each.version == version
            && each.direction == direction
            && each.state != DataState::Done
            && each.batches > 0
    };
    Ok(read(connection).await?.into_iter().find(is_it))
}

pub(super) async fn read(connection: &mut Connection) -> Result<Vec<DataStatus>, Error> {
    let rows = match connection.query(READ).await {
        Ok(rows) => rows,
        Err(cause) if cause.kind == ErrorKind::NoTable => return Ok(Vec::new()),
        Err(cause) => return Err(failed(&cause)),
    };
    let mut all = rows
        .into_iter()
        .map(|row| {
            let shown = row.first().cloned().flatten().unwrap_or_default();
            status(row).ok_or_else(|| Error::Database {
                doing: "read the table migrate_data".to_owned(),
                cause: format!("the row {shown:?} is not one that this tool wrote"),
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let is_running = |each: &DataStatus| each.state == DataState::Running;
    if all.iter().any(is_running) && !lock::is_held(connection).await {
        for each in all.iter_mut().filter(|each| is_running(each)) {
            each.state = DataState::Stopped;
        }
    }
    Ok(all)
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
    let state = match state.as_str() {
        "done" => DataState::Done,
        _ if paused => DataState::Paused,
        "failed" => DataState::Failed,
        _ => DataState::Running,
    };
    Some(DataStatus {
        version,
        name,
        direction,
        table,
        state,
        walked: next()?.parse().ok()?,
        about: next().and_then(|text| text.parse().ok()),
        changed: next()?.parse().ok()?,
        batches: next()?.parse().ok()?,
        batch_size: next().and_then(|text| text.parse().ok()),
        spent: Duration::from_millis(next()?.parse().ok()?),
        updated_at: Timestamp::parse(&next()?)?.0,
        problem: next(),
        paused: match (next(), next()) {
            (Some(by), Some(since)) if state == DataState::Paused => {
                let since = Timestamp::parse(&since)?.0;
                Some(Paused { by, since })
            }
            _ => None,
        },
    })
}

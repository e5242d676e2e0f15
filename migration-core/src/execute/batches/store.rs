//! `migrate_data`: how far each step that works in batches is. Made where it is first needed.

use std::time::Duration;

use sha2::{Digest as _, Sha256};

use super::Done;
use super::cursor::{decode, encode, key};
use crate::dialect::Batches;
use crate::driver::{Connection, DriverError, ErrorKind, literal};
use crate::error::Error;
use crate::ledger::Timestamp;
use crate::plan::MigrationPlan;
use crate::schema::DialectName;

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is under way.
    Running,
    /// A batch failed.
    Failed,
    /// It is done.
    Done,
}

impl Stage {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Failed => "failed",
            Self::Done => "done",
        }
    }
}

/// A row of the table, as far as a runner needs it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DataRow {
    /// When the migration was begun: what an earlier one left goes for nothing.
    begun: String,
    /// What the work is, as a digest.
    work: String,
    done: bool,
    /// How many batches were claimed and came to their end.
    pub(super) batches: u64,
    pub(super) paused: bool,
    /// The last key that is done.
    pub(super) last: Option<Vec<String>>,
    /// The last key that there was at the beginning; none where the table was empty.
    pub(super) end: Option<Vec<String>>,
    pub(super) walked: u64,
    pub(super) changed: u64,
    pub(super) about: Option<u64>,
    pub(super) size: Option<u32>,
    pub(super) spent: Duration,
}

impl DataRow {
    pub(super) fn advance(&mut self, done: Done, took: Duration) {
        self.batches += 1;
        self.last = Some(done.until);
        self.walked += done.walked;
        self.changed += done.changed;
        self.spent += took;
    }
}

/// The columns in the order of [`read`].
const COLUMNS: &str = "begun, work, state, batches, paused, last_key, end_key, walked, changed, about, batch_size, spent_ms";

/// The row of one step.
pub(super) struct Store {
    dialect: DialectName,
    /// The condition that finds it.
    is_it: String,
    /// Its key's values.
    values: String,
    version: String,
    name: String,
}

impl Store {
    pub(super) fn new(dialect: DialectName, plan: &MigrationPlan, index: usize) -> Self {
        let version = format!("{}{:06}", plan.version.date(), plan.version.time());
        let direction = plan.direction;
        Self {
            dialect,
            is_it: format!("version = {version} AND direction = '{direction}' AND step = {index}"),
            values: format!("{version}, '{direction}', {index}"),
            version,
            name: plan.name.clone(),
        }
    }

    pub(super) const fn dialect(&self) -> DialectName {
        self.dialect
    }

    /// The row to go on with: a new one where the migration was begun anew.
    pub(super) async fn begin(
        &self,
        connection: &mut Connection,
        batches: &Batches,
        changed: impl FnOnce(&DataRow) -> Error,
    ) -> Result<DataRow, Error> {
        let sql = format!(
            "SELECT applied_at FROM migrate_ledger WHERE version = {}",
            self.version
        );
        let begun = connection
            .value(&sql)
            .await
            .map_err(|cause| failed(&cause))?;
        let begun = begun.unwrap_or_default();
        let work = digest(batches);
        match self.read(connection).await? {
            Some(row) if row.begun == begun && !row.done => {
                if row.work != work {
                    return Err(changed(&row));
                }
                return Ok(row);
            }
            _ => {}
        }
        let row = DataRow {
            end: last_key(connection, batches).await?,
            about: estimate(connection, batches).await,
            begun,
            work,
            ..DataRow::default()
        };
        create(connection).await?;
        let sql = self.put(&row, batches);
        connection
            .execute(&sql)
            .await
            .map_err(|cause| failed(&cause))?;
        Ok(row)
    }

    /// The row as it is; `None` where there is none.
    pub(super) async fn read(&self, connection: &mut Connection) -> Result<Option<DataRow>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM migrate_data WHERE {}", self.is_it);
        match connection.query(&sql).await {
            Ok(rows) => rows.into_iter().next().map(read).transpose(),
            Err(cause) if cause.kind == ErrorKind::NoTable => Ok(None),
            Err(cause) => Err(failed(&cause)),
        }
    }

    fn put(&self, row: &DataRow, batches: &Batches) -> String {
        let text = |text: &str| literal(self.dialect, text);
        let end = row.end.as_deref().map(|key| text(&encode(key)));
        let about = row.about.map(|about| about.to_string());
        let or_null = |value: Option<String>| value.unwrap_or_else(|| "NULL".to_owned());
        format!(
            "DELETE FROM migrate_data WHERE {}; INSERT INTO migrate_data \
             (version, direction, step, name, table_name, problem, updated_at, {COLUMNS}) \
             VALUES ({}, {}, {}, NULL, '{}', {}, '{}', '{}', 0, 0, NULL, {}, 0, 0, {}, NULL, 0)",
            self.is_it,
            self.values,
            text(&self.name),
            text(&batches.table),
            now(),
            text(&row.begun),
            row.work,
            Stage::Running.as_str(),
            or_null(end),
            or_null(about),
        )
    }

    /// The statement that takes the next batch: one row changes, or none where somebody paused
    /// the work, another runner is ahead, or the migration was begun anew.
    pub(super) fn claim(&self, row: &DataRow) -> String {
        format!(
            "UPDATE migrate_data SET batches = {}, state = '{}', problem = NULL \
             WHERE {} AND batches = {} AND paused = 0 AND begun = {begun} \
             AND EXISTS (SELECT 1 FROM migrate_ledger WHERE version = {} AND applied_at = {begun})",
            row.batches + 1,
            Stage::Running.as_str(),
            self.is_it,
            row.batches,
            self.version,
            begun = literal(self.dialect, &row.begun),
        )
    }

    /// The statement that says how far the work is, within the batch's own transaction.
    pub(super) fn save(&self, row: &DataRow, done: &Done, size: u32, took: Duration) -> String {
        format!(
            "UPDATE migrate_data SET last_key = {}, walked = {}, changed = {}, batch_size = {size}, \
             spent_ms = {}, updated_at = '{}' WHERE {}",
            literal(self.dialect, &encode(&done.until)),
            row.walked + done.walked,
            row.changed + done.changed,
            (row.spent + took).as_millis(),
            now(),
            self.is_it,
        )
    }

    /// The statement that says that the work is done. The claim before it was of no batch.
    pub(super) fn finish(&self, row: &DataRow) -> String {
        format!(
            "UPDATE migrate_data SET state = '{}', batches = {}, updated_at = '{}' WHERE {}",
            Stage::Done.as_str(),
            row.batches,
            now(),
            self.is_it
        )
    }

    /// The statement that says why the work stopped.
    pub(super) fn fail(&self, problem: &str) -> String {
        format!(
            "UPDATE migrate_data SET state = '{}', problem = {}, updated_at = '{}' WHERE {}",
            Stage::Failed.as_str(),
            literal(self.dialect, problem),
            now(),
            self.is_it
        )
    }
}

fn now() -> Timestamp {
    Timestamp(chrono::Utc::now())
}

/// Makes the table where it is not there yet.
async fn create(connection: &mut Connection) -> Result<(), Error> {
    let (long, engine) = match connection.dialect() {
        DialectName::Sqlite => ("TEXT", ""),
        DialectName::Postgres => ("text", ""),
        DialectName::Mysql => (
            "LONGTEXT",
            " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        ),
    };
    let sql = format!(
        "CREATE TABLE IF NOT EXISTS migrate_data (\
         version BIGINT NOT NULL, direction varchar(4) NOT NULL, step INTEGER NOT NULL, \
         name varchar(255) NOT NULL, table_name varchar(255) NOT NULL, begun varchar(24) NOT NULL, \
         work char(64) NOT NULL, state varchar(10) NOT NULL, batches BIGINT NOT NULL, \
         paused INTEGER NOT NULL, last_key {long}, end_key {long}, walked BIGINT NOT NULL, \
         changed BIGINT NOT NULL, about BIGINT, batch_size INTEGER, spent_ms BIGINT NOT NULL, \
         problem {long}, updated_at varchar(24) NOT NULL, \
         PRIMARY KEY (version, direction, step)){engine}"
    );
    match connection.execute(&sql).await {
        Ok(_) => Ok(()),
        Err(cause) if cause.kind == ErrorKind::ReadOnly => Err(connection
            .refused("create the table migrate_data", &cause)
            .await),
        Err(cause) => Err(failed(&cause)),
    }
}

async fn last_key(
    connection: &mut Connection,
    batches: &Batches,
) -> Result<Option<Vec<String>>, Error> {
    let rows = connection
        .query(&batches.last())
        .await
        .map_err(|cause| failed(&cause))?;
    let Some(row) = rows.into_iter().next() else {
        return Ok(None);
    };
    key(row).map(Some).ok_or_else(|| Error::Database {
        doing: format!("find the last row of {}", batches.table),
        cause: "its key is NULL or holds a NUL character".to_owned(),
    })
}

/// About how many rows there are. Where the server does not tell, it is not known.
async fn estimate(connection: &mut Connection, batches: &Batches) -> Option<u64> {
    let text = connection.value(&batches.estimate).await.ok()??;
    text.parse().ok().filter(|rows| *rows > 0)
}

/// What tells one work from another.
fn digest(batches: &Batches) -> String {
    let bytes = Sha256::digest(batches.identity());
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(row: Vec<Option<String>>) -> Result<DataRow, Error> {
    let shown = row.first().cloned().flatten().unwrap_or_default();
    parsed(row).ok_or_else(|| Error::Database {
        doing: "read the table migrate_data".to_owned(),
        cause: format!("the row begun at {shown:?} is not one that this tool wrote"),
    })
}

fn parsed(row: Vec<Option<String>>) -> Option<DataRow> {
    let mut values = row.into_iter();
    let mut next = || values.next();
    let key = |text: Option<String>| match text {
        Some(text) => decode(&text).map(Some),
        None => Some(None),
    };
    Some(DataRow {
        begun: next()??,
        work: next()??,
        done: next()?? == Stage::Done.as_str(),
        batches: next()??.parse().ok()?,
        paused: next()?? != "0",
        last: key(next()?)?,
        end: key(next()?)?,
        walked: next()??.parse().ok()?,
        changed: next()??.parse().ok()?,
        about: next()?.and_then(|text| text.parse().ok()),
        size: next()?.and_then(|text| text.parse().ok()),
        spent: Duration::from_millis(next()??.parse().ok()?),
    })
}

pub(super) fn failed(cause: &DriverError) -> Error {
    Error::Database {
        doing: "keep how far the data migration is".to_owned(),
        cause: cause.to_string(),
    }
}

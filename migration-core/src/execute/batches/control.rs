//! Pausing and resuming from outside of a run. Nobody's lock is needed: a batch claims its work in
//! its own transaction, and sees there that it may not.

use std::time::{Duration, Instant};

use super::status::{self, DataState, DataStatus};
use super::store::failed;
use crate::driver::{Access, Connection, DriverError, ErrorKind, Source};
use crate::error::Error;
use crate::execute::Migrator;
use crate::execute::identity::Identity;
use crate::ledger::{HistoryEntry, Statements};
use crate::migration::Version;
use crate::schema::DialectName;

/// How often it is tried where another one writes to SQLite's file: the moment between two
/// batches is short.
const BETWEEN: Duration = Duration::from_millis(1);

impl Migrator {
    /// Has work in batches stop after its batch, in whatever process it runs, and keeps it from
    /// being run again; that of one migration, or of whichever is under way. Gives what is paused
    /// then, also what was before. Who paused it stands in the event log.
    ///
    /// # Errors
    /// Where the database cannot be reached or may not be written.
    pub async fn data_pause(
        &self,
        source: &impl Source,
        only: Option<Version>,
    ) -> Result<Vec<DataStatus>, Error> {
        self.set_paused(source, only, true).await
    }

    /// Lets what was paused go on: in the process that waits for it, or in the next run. Gives
    /// what may go on.
    ///
    /// # Errors
    /// As [`Migrator::data_pause`].
    pub async fn data_resume(
        &self,
        source: &impl Source,
        only: Option<Version>,
    ) -> Result<Vec<DataStatus>, Error> {
        self.set_paused(source, only, false).await
    }

    async fn set_paused(
        &self,
        source: &impl Source,
        only: Option<Version>,
        paused: bool,
    ) -> Result<Vec<DataStatus>, Error> {
        let Some(mut connection) = self.open(source, Access::Read).await? else {
            return Ok(Vec::new());
        };
        let chosen = |each: &DataStatus| {
            each.state != DataState::Done && only.is_none_or(|only| only == each.version)
        };
        let set = async {
            for each in status::read(&mut connection).await? {
                let is_paused = each.state == DataState::Paused;
                if chosen(&each) && is_paused != paused {
                    self.set_one(&mut connection, &each, paused).await?;
                    let patience = connection.set_patience(self.lock_timeout).await;
                    patience.map_err(|cause| failed(&cause))?;
                }
            }
            status::read(&mut connection).await
        }
        .await;
        connection.close().await;
        Ok(set?.into_iter().filter(chosen).collect())
    }

    async fn set_one(
        &self,
        connection: &mut Connection,
        of: &DataStatus,
        paused: bool,
    ) -> Result<(), Error> {
        let start = Instant::now();
        // SQLite's own waiting looks too seldom.
        connection
            .set_patience(Duration::ZERO)
            .await
            .map_err(|cause| failed(&cause))?;
        loop {
            match write(connection, of, paused).await {
                Ok(()) => return Ok(()),
                Err(cause) if cause.kind == ErrorKind::Busy => {
                    if start.elapsed() >= self.lock_timeout {
                        return Err(Error::LockBusy {
                            holder: None,
                            waited: Some(start.elapsed()),
                        });
                    }
                    tokio::time::sleep(BETWEEN).await;
                }
                Err(cause) => {
                    let doing = if paused { "pause" } else { "resume" };
                    let doing = format!("{doing} a data migration");
                    return Err(connection.refused(&doing, &cause).await);
                }
            }
        }
    }
}

/// Says that it is paused or not, and who said so, in one transaction.
async fn write(
    connection: &mut Connection,
    of: &DataStatus,
    paused: bool,
) -> Result<(), DriverError> {
    let begin = match connection.dialect() {
        DialectName::Sqlite => "BEGIN IMMEDIATE",
        DialectName::Postgres | DialectName::Mysql => "BEGIN",
    };
    connection.set_in_transaction(true);
    let written = async {
        connection.execute(begin).await?;
        let set = format!(
            "UPDATE migrate_data SET paused = {} WHERE version = {}{:06} AND direction = '{}' \
             AND state <> 'done' AND paused = {}",
            u8::from(paused),
            of.version.date(),
            of.version.time(),
            of.direction,
            u8::from(!paused),
        );
        // Somebody else may have been faster, and is the one who did it.
        if connection.execute(&set).await? > 0 {
            let event = event(connection.dialect(), of, paused);
            connection.execute(&event).await?;
        }
        connection.execute("COMMIT").await
    }
    .await;
    if written.is_err() {
        // Where this fails the connection is gone, and the transaction with it.
        let _ = connection.execute("ROLLBACK").await;
    }
    connection.set_in_transaction(false);
    written.map(drop)
}

fn event(dialect: DialectName, of: &DataStatus, paused: bool) -> String {
    let identity = Identity::of_process();
    Statements::new(dialect).event(&HistoryEntry {
        at: chrono::Utc::now(),
        kind: if paused { "pause" } else { "resume" }.to_owned(),
        version: of.version,
        name: of.name.clone(),
        who: identity.who,
        tool: identity.tool,
        duration: None,
        detail: Some(format!("{} rows of {} are walked", of.walked, of.table)),
    })
}

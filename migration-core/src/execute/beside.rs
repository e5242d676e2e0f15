//! What is done with a database beside migrating it.

use std::future::Future;
use std::time::Duration;

use super::identity::Identity;
use super::migrator::Migrator;
use crate::driver::{Access, Source};
use crate::error::Error;
use crate::ledger::{EntryState, HistoryEntry, LedgerStore, Statements};
use crate::lock::alone;

impl Migrator {
    /// Does something while nobody migrates the database. The work may take the ledger away, so the
    /// server's own lock is all that is taken.
    ///
    /// # Errors
    /// [`Error::LockBusy`] where another runner keeps the lock for too long, or what the work
    /// ends with.
    pub async fn locked<T>(
        &self,
        source: &impl Source,
        work: impl Future<Output = Result<T, Error>> + Send,
    ) -> Result<T, Error> {
        alone(source, self.lock_timeout, &*self.listener, work).await
    }

    /// Everything that ever happened, the newest first.
    ///
    /// # Errors
    /// As [`Migrator::status`].
    pub async fn history(&self, source: &impl Source) -> Result<Vec<HistoryEntry>, Error> {
        let Some(mut connection) = source.open(Access::Read).await? else {
            return Ok(Vec::new());
        };
        let events = LedgerStore::events(&mut connection).await;
        connection.close().await;
        events
    }

    /// Writes into the event log that a backup was made, and of which version. Where nothing is
    /// applied there is no log.
    ///
    /// # Errors
    /// Where the database cannot be reached or written.
    pub async fn log_backup(
        &self,
        source: &impl Source,
        name: &str,
        took: Duration,
        detail: &str,
    ) -> Result<(), Error> {
        let Some(mut connection) = source.open(Access::Read).await? else {
            return Ok(());
        };
        let logged = async {
            let entries = LedgerStore::entries(&mut connection).await?;
            let applied = |entry: &&crate::ledger::Entry| entry.state == EntryState::Applied;
            let Some(newest) = entries.iter().rfind(applied) else {
                return Ok(());
            };
            let identity = Identity::of_process();
            let event = Statements::new(connection.dialect()).event(&HistoryEntry {
                at: chrono::Utc::now(),
                kind: "backup".to_owned(),
                version: newest.version,
                name: name.chars().take(255).collect(),
                who: identity.who,
                tool: identity.tool,
                duration: Some(took),
                detail: Some(detail.to_owned()),
            });
            match connection.execute(&event).await {
                Ok(_) => Ok(()),
                Err(cause) => Err(connection.refused("log the backup", &cause).await),
            }
        }
        .await;
        connection.close().await;
        logged
    }
}

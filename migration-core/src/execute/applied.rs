//! What the ledger says is applied.

use super::migrator::Migrator;
use crate::driver::{Access, Source};
use crate::error::Error;
use crate::ledger::{Entry, History, LedgerStore};
use crate::migration::Recorded;

impl Migrator {
    /// The migrations that are applied, by version.
    pub(crate) async fn applied(&self, source: &impl Source) -> Result<Vec<Recorded>, Error> {
        let entries = read(source).await?;
        let history = History::new(self.summaries()?, &entries);
        history.check()?;
        if let Some(entry) = history.under_way() {
            return Err(Error::HalfDone {
                version: entry.version,
                name: entry.name.clone(),
            });
        }
        let all = history.applied();
        Ok(all
            .filter_map(|summary| self.registry.get(summary.version))
            .collect())
    }
}

/// The ledger's entries; none where there is no database.
pub(super) async fn read(source: &impl Source) -> Result<Vec<Entry>, Error> {
    let Some(mut connection) = source.open(Access::Read).await? else {
        return Ok(Vec::new());
    };
    let entries = async {
        LedgerStore::refuse_newer(&mut connection).await?;
        LedgerStore::entries(&mut connection).await
    }
    .await;
    connection.close().await;
    entries
}

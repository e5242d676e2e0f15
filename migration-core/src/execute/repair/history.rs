//! Migrations that are not as they were when they were applied.

use std::time::Instant;

use crate::driver::{Access, Connection, Source};
use crate::error::Error;
use crate::execute::Migrator;
use crate::execute::apply::Place;
use crate::execute::identity::Identity;
use crate::execute::locked::on_connection;
use crate::execute::migrator::capabilities;
use crate::execute::runner::Runner;
use crate::ledger::{Entry, History, HistoryEntry, LedgerStore, State};
use crate::lock::Lease;
use crate::migration::{Summary, Version};
use crate::plan::{MigrationPlan, Planner};

/// A migration that does something else now than what was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// The statements that were applied, as the ledger keeps them.
    pub applied: String,
    /// The statements it would have now.
    pub now: String,
    /// What its operations do now, in a few words each.
    pub operations: Vec<String>,
}

impl Migrator {
    /// The applied migrations that do something else now. The database is only looked at.
    ///
    /// # Errors
    /// Where it cannot be reached, or one of them fits no schema any more.
    pub async fn rewritten(&self, source: &impl Source) -> Result<Vec<Rewritten>, Error> {
        let registered = self.summaries()?;
        let Some(mut connection) = self.open(source, Access::Read).await? else {
            return Ok(Vec::new());
        };
        let found = self.find_rewritten(&mut connection, registered).await;
        connection.close().await;
        Ok(found?.into_iter().map(|(rewritten, _)| rewritten).collect())
    }

    async fn find_rewritten(
        &self,
        connection: &mut Connection,
        registered: &[Summary],
    ) -> Result<Vec<(Rewritten, MigrationPlan)>, Error> {
        let entries = LedgerStore::entries(connection).await?;
        let history = History::new(registered, &entries);
        let changed = history.versions(State::Changed);
        let Some(last) = changed.last() else {
            return Ok(Vec::new());
        };
        let mut planner = Planner::new(capabilities(connection).await?);
        let mut all = Vec::new();
        for migration in history.applied().filter(|each| each.version <= *last) {
            let recorded = self.recorded(migration)?;
            if !changed.contains(&migration.version) {
                planner.fold(&recorded)?;
                continue;
            }
            let plan = planner.up(&recorded)?;
            let journal = LedgerStore::journal(connection, migration.version).await?;
            let rewritten = Rewritten {
                version: plan.version,
                name: plan.name.clone(),
                applied: journal.map(|journal| journal.up_sql).unwrap_or_default(),
                now: plan.sql(),
                operations: plan.operations.clone(),
            };
            all.push((rewritten, plan));
        }
        Ok(all)
    }

    /// Records that these migrations were applied as they are now, without running anything.
    ///
    /// # Errors
    /// Where one of them is not changed, or the ledger cannot be written.
    pub async fn record(&self, source: &impl Source, versions: &[Version]) -> Result<(), Error> {
        let registered = self.summaries()?;
        on_connection!(self, source, "repair", async |connection, lease| {
            self.record_locked(source, connection, registered, versions, lease)
                .await
        })
    }

    async fn record_locked(
        &self,
        source: &dyn Source,
        connection: &mut Connection,
        registered: &[Summary],
        versions: &[Version],
        lease: &Lease,
    ) -> Result<(), Error> {
        let entries = self.true_ledger(connection, lease).await?;
        let mut found = self.find_rewritten(connection, registered).await?;
        for version in versions {
            if !found.iter().any(|(each, _)| each.version == *version) {
                return Err(Error::UnknownVersion {
                    version: *version,
                    problem: "is as it was applied: there is nothing to record".to_owned(),
                });
            }
        }
        found.retain(|(each, _)| versions.contains(&each.version));
        let identity = Identity::of_process();
        let place = Place {
            source,
            capabilities: capabilities(connection).await?,
            lease,
        };
        let mut runner = self.runner(place, connection, &entries, &identity);
        for (_, plan) in &found {
            if let Some(entry) = entries.iter().find(|entry| entry.version == plan.version) {
                runner.record(entry, plan).await?;
            }
        }
        Ok(())
    }

    /// Takes the entry of a migration that this build does not have out of the ledger. Nothing is run.
    ///
    /// # Errors
    /// Where it is not in the ledger, or is one of this build's, or the ledger cannot be written.
    pub async fn forget(&self, source: &impl Source, version: Version) -> Result<(), Error> {
        let registered = self.summaries()?;
        on_connection!(self, source, "repair", async |connection, lease| {
            self.forget_locked(source, connection, registered, version, lease)
                .await
        })
    }

    async fn forget_locked(
        &self,
        source: &dyn Source,
        connection: &mut Connection,
        registered: &[Summary],
        version: Version,
        lease: &Lease,
    ) -> Result<(), Error> {
        let entries = self.true_ledger(connection, lease).await?;
        let unknown = |problem: &str| Error::UnknownVersion {
            version,
            problem: problem.to_owned(),
        };
        let Some(entry) = entries.iter().find(|entry| entry.version == version) else {
            return Err(unknown("is not in the ledger of this database"));
        };
        if registered
            .iter()
            .any(|migration| migration.version == version)
        {
            return Err(unknown(
                "is one of the migrations there are: `migrate down` reverses it",
            ));
        }
        let identity = Identity::of_process();
        let place = Place {
            source,
            capabilities: capabilities(connection).await?,
            lease,
        };
        let mut runner = self.runner(place, connection, &entries, &identity);
        runner.forget(entry).await
    }
}

impl Runner<'_> {
    async fn record(&mut self, entry: &Entry, plan: &MigrationPlan) -> Result<(), Error> {
        let statements = self.statements();
        let now = self.entry(plan, entry.state, Instant::now());
        let gone = self.digest.toggled(entry.version, &entry.checksum);
        let to = gone.toggled(plan.version, &plan.checksum);
        let sql = [
            statements.rewrite(&now, plan),
            self.noted(
                "record",
                entry,
                format!("the checksum was {}", entry.checksum),
            ),
            statements.move_head(&self.digest, &to, 0),
        ];
        self.together_or_not(&sql.join("; "), "record a migration")
            .await?;
        self.digest = to;
        Ok(())
    }

    async fn forget(&mut self, entry: &Entry) -> Result<(), Error> {
        let statements = self.statements();
        let event = self.noted("forget", entry, "it ran, and stays as it is".to_owned());
        let mut sql = format!("{}; {event}", statements.delete(entry.version));
        if entry.state.is_applied() {
            let to = self.digest.toggled(entry.version, &entry.checksum);
            sql.push_str(&format!(
                "; {}",
                statements.move_head(&self.digest, &to, -1)
            ));
        }
        self.together_or_not(&sql, "forget a migration").await
    }

    /// A line of the event log about an entry.
    pub(super) fn noted(&self, kind: &str, entry: &Entry, detail: String) -> String {
        self.statements().event(&HistoryEntry {
            at: chrono::Utc::now(),
            kind: kind.to_owned(),
            version: entry.version,
            name: entry.name.clone(),
            who: self.identity.who.clone(),
            tool: self.identity.tool.clone(),
            duration: None,
            detail: Some(detail),
        })
    }
}

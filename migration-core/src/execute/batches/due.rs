//! Which data migrations are due, and running them and nothing else.

use super::status::{self, DataStatus};
use crate::driver::{Access, Source};
use crate::error::Error;
use crate::execute::locked::on_connection;
use crate::execute::report::Report;
use crate::execute::select::Goal;
use crate::execute::{Migrator, TransactionMode, trace};
use crate::ledger::{Entry, History, LedgerStore};
use crate::migration::Version;
use crate::plan::{Direction, Plan};

/// A step in batches that was not begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataPending {
    /// The migration's version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// The table whose rows it walks.
    pub table: String,
    /// The migration with steps of another kind that stands before it, or is its own; `None`
    /// where it is due.
    pub behind: Option<(Version, String)>,
}

impl Migrator {
    /// The steps in batches that were not begun. The database is only looked at.
    ///
    /// # Errors
    /// Where it cannot be reached or its ledger cannot be read.
    pub async fn data_pending(&self, source: &impl Source) -> Result<Vec<DataPending>, Error> {
        let (_, pending) = self.data_steps(source).await?;
        Ok(pending)
    }

    /// Every step in batches: those that were begun, and those that were not. The database is only
    /// looked at, and nobody is waited for.
    ///
    /// # Errors
    /// As [`Migrator::data_pending`].
    pub async fn data_steps(
        &self,
        source: &impl Source,
    ) -> Result<(Vec<DataStatus>, Vec<DataPending>), Error> {
        let (entries, begun) = match source.open(Access::Read).await? {
            Some(mut connection) => {
                let found = async {
                    let entries = LedgerStore::entries(&mut connection).await?;
                    Ok::<_, Error>((entries, status::read(&mut connection).await?))
                }
                .await;
                connection.close().await;
                found?
            }
            None => (Vec::new(), Vec::new()),
        };
        let history = History::new(self.summaries()?, &entries);
        let mut all = Vec::new();
        let mut behind: Option<(Version, String)> = None;
        for migration in history.pending() {
            let recorded = self.recorded(migration)?;
            let is = |entry: &&Entry| entry.version == migration.version;
            let under_way = history.under_way().filter(is);
            // To finish what is half done is due first, whatever else it has.
            if under_way.is_none() && !recorded.is_data() && behind.is_none() {
                behind = Some((migration.version, migration.name.clone()));
            }
            // It may have begun since the ledger was read.
            let of_it = begun.iter().filter(|one| one.version == migration.version);
            let skipped = match under_way {
                // What is on its way back is not to be begun.
                Some(entry) if entry.direction == Direction::Down => usize::MAX,
                _ => of_it.filter(|one| one.direction == Direction::Up).count(),
            };
            for table in recorded.walks().into_iter().skip(skipped) {
                all.push(DataPending {
                    version: migration.version,
                    name: migration.name.clone(),
                    table: table.to_owned(),
                    behind: behind.clone(),
                });
            }
        }
        Ok((begun, all))
    }

    /// Goes on with the data migration that is half done; where none is, runs the pending ones
    /// that nothing but data migrations stands before. With a version: that one, and those before
    /// it. What is not due is left alone, and so is every change of the schema.
    ///
    /// # Errors
    /// As [`Migrator::up`].
    pub async fn data_run(
        &self,
        source: &impl Source,
        only: Option<Version>,
    ) -> Result<Report, Error> {
        // Batches are transactions of their own.
        let one_by_one = self.clone().transaction(TransactionMode::PerMigration);
        trace::run("data run", source, one_by_one.run_data(source, only)).await
    }

    async fn run_data(&self, source: &impl Source, only: Option<Version>) -> Result<Report, Error> {
        let registered = self.summaries()?;
        let Some(goal) = self.data_goal(source, only).await? else {
            return Ok(Report::default());
        };
        on_connection!(self, source, "data run", async |connection, lease| {
            self.run(source, connection, registered, goal, lease).await
        })
    }

    /// What [`Migrator::data_run`] would do now. The database is only looked at.
    ///
    /// # Errors
    /// As [`Migrator::up`].
    pub async fn plan_data(
        &self,
        source: &impl Source,
        only: Option<Version>,
    ) -> Result<Plan, Error> {
        let goal = self.data_goal(source, only).await?;
        self.plan(source, goal.unwrap_or(Goal::Data(only))).await
    }

    /// What there is to run; `None` where nothing is due.
    async fn data_goal(
        &self,
        source: &impl Source,
        only: Option<Version>,
    ) -> Result<Option<Goal>, Error> {
        let entries = match source.open(Access::Read).await? {
            Some(mut connection) => {
                let entries = LedgerStore::entries(&mut connection).await;
                connection.close().await;
                entries?
            }
            None => Vec::new(),
        };
        let history = History::new(self.summaries()?, &entries);
        let Some(entry) = history.under_way() else {
            let due = Goal::Data(only).choose(&history, &self.registry)?;
            return Ok((!due.is_empty()).then_some(Goal::Data(only)));
        };
        let recorded = self.registry.get(entry.version);
        let walks = recorded.is_some_and(|recorded| !recorded.walks().is_empty());
        if !walks || only.is_some_and(|only| only != entry.version) {
            return Err(Error::Call {
                problem: format!(
                    "migration {} {} is half done on its way {}, and comes first",
                    entry.version, entry.name, entry.direction
                ),
                help: format!("`migrate {}` goes on with it", entry.direction),
            });
        }
        Ok(Some(Goal::Finish {
            version: entry.version,
            direction: entry.direction,
        }))
    }
}

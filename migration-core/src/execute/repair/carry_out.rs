//! Doing what a person chose.

use std::time::Instant;

use super::Repair;
use super::situation::UnderWay;
use crate::driver::{Connection, Source};
use crate::error::Error;
use crate::execute::apply::Place;
use crate::execute::fence::Unwritten;
use crate::execute::identity::Identity;
use crate::execute::locked::on_connection;
use crate::execute::migrator::capabilities;
use crate::execute::report::Report;
use crate::execute::runner::Runner;
use crate::execute::select::Goal;
use crate::execute::statement::{flat, shown};
use crate::execute::{Migrator, TransactionMode};
use crate::ledger::{EntryState, History};
use crate::lock::Lease;
use crate::migration::Summary;
use crate::plan::Direction;

impl Migrator {
    /// Goes on with the migration that is half done in the way that was chosen, and records the
    /// choice in the event log. Where statements are left they run.
    ///
    /// # Errors
    /// Where nothing is half done, the way is not to be had, or a statement fails.
    pub async fn repair(&self, source: &impl Source, way: Repair) -> Result<Report, Error> {
        let registered = self.summaries()?;
        on_connection!(self, source, "repair", async |connection, lease| {
            self.repair_locked(source, connection, registered, way, lease)
                .await
        })
    }

    async fn repair_locked(
        &self,
        source: &dyn Source,
        connection: &mut Connection,
        registered: &[Summary],
        way: Repair,
        lease: &Lease,
    ) -> Result<Report, Error> {
        let entries = self.true_ledger(connection, lease).await?;
        let history = History::new(registered, &entries);
        let capabilities = capabilities(connection).await?;
        let found = self
            .under_way(connection, &history, registered, capabilities)
            .await?;
        let Some(under_way) = found else {
            return Err(Error::Call {
                problem: "no migration is half done".to_owned(),
                help: "`migrate repair` tells what else there is to put right".to_owned(),
            });
        };
        let identity = Identity::of_process();
        let place = Place {
            source,
            capabilities,
            lease,
        };
        let mut runner = self.runner(place, connection, &entries, &identity);
        let (settled, _) = runner.became(&under_way).await;
        let entry = under_way.entry;
        let mut direction = entry.direction;
        match way {
            Repair::Continue | Repair::Again => {
                let done = entry.done + usize::from(way == Repair::Continue);
                let sql = runner.statements().choose(entry, done);
                runner.choose(&under_way, way, &sql).await?;
            }
            Repair::RollBack => {
                let undo = self.to_undo(&history, &under_way, capabilities, settled.as_ref());
                let (operations, plan) = undo.map_err(|why| not_to_be_had(&why))?;
                if plan.is_none() {
                    return runner.mark_pending(&under_way, way).await;
                }
                direction = Direction::Down;
                let sql = runner.statements().roll_back(entry, operations);
                runner.choose(&under_way, way, &sql).await?;
            }
            Repair::MarkApplied => return runner.mark_applied(&under_way).await,
            Repair::MarkPending => return runner.mark_pending(&under_way, way).await,
        }
        let goal = Goal::Finish {
            version: entry.version,
            direction,
        };
        // It goes on where it stopped, outside the others' transaction.
        let one_by_one = self.clone().transaction(TransactionMode::PerMigration);
        one_by_one
            .run(source, connection, registered, goal, lease)
            .await
    }
}

fn not_to_be_had(why: &str) -> Error {
    Error::Call {
        problem: format!("it cannot be rolled back: {why}"),
        help: "`migrate repair --plan` shows the other ways".to_owned(),
    }
}

impl Runner<'_> {
    /// Changes the ledger as it was chosen, with a line in the event log.
    async fn choose(
        &mut self,
        under_way: &UnderWay<'_>,
        way: Repair,
        sql: &str,
    ) -> Result<(), Error> {
        let entry = under_way.entry;
        let statement = under_way.plan.as_ref().ok().and_then(|plan| {
            let all = flat(plan);
            let (_, statement) = all.get(entry.done)?;
            Some(format!(": {}", shown(statement)))
        });
        let detail = format!(
            "{} behind statement {}{}",
            way.as_str(),
            entry.done,
            statement.unwrap_or_default()
        );
        let event = self.noted("repair", entry, detail);
        self.together_or_not(&format!("{sql}; {event}"), "repair the ledger")
            .await
    }

    /// Runs several statements on the ledger in one transaction.
    pub(super) async fn together_or_not(&mut self, sql: &str, doing: &str) -> Result<(), Error> {
        match self.write(&[sql]).await {
            Ok(_) => Ok(()),
            Err(Unwritten::Lost(error)) => Err(error),
            Err(Unwritten::Refused(cause)) => Err(self.connection.refused(doing, &cause).await),
        }
    }

    async fn mark_applied(&mut self, under_way: &UnderWay<'_>) -> Result<Report, Error> {
        let entry = under_way.entry;
        let from = self.digest;
        let checksum = under_way
            .summary
            .map_or(entry.checksum, |known| known.checksum);
        let to = from.toggled(entry.version, &checksum);
        let sql = match (&under_way.plan, entry.direction) {
            // What it was applied with stays as it was written.
            (Ok(plan), Direction::Up) => {
                let entry = self.entry(plan, EntryState::Applied, Instant::now());
                self.statements().complete(&entry, plan)
            }
            _ => self
                .statements()
                .rest(entry.version, EntryState::Applied, Direction::Up, 0),
        };
        let head = self.statements().move_head(&from, &to, 1);
        self.choose(under_way, Repair::MarkApplied, &format!("{sql}; {head}"))
            .await?;
        Ok(Report::default())
    }

    async fn mark_pending(
        &mut self,
        under_way: &UnderWay<'_>,
        way: Repair,
    ) -> Result<Report, Error> {
        let sql = self.statements().delete(under_way.entry.version);
        self.choose(under_way, way, &sql).await?;
        Ok(Report::default())
    }
}

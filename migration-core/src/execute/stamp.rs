//! Recording migrations without running them.

use std::time::Instant;

use super::fence::Unwritten;
use super::locked::on_connection;
use super::migrator::Migrator;
use super::report::Report;
use super::runner::Runner;
use crate::driver::Source;
use crate::error::Error;
use crate::ledger::EntryState;
use crate::migration::Version;
use crate::plan::{MigrationPlan, Ran};

impl Migrator {
    /// Records every migration up to this version as applied, without running it.
    ///
    /// # Errors
    /// Where the version is unknown or the ledger cannot be written.
    pub async fn stamp(&self, source: &impl Source, version: Version) -> Result<Report, Error> {
        self.recorded_as(source, version, EntryState::Applied).await
    }

    /// Records every migration up to this version as a baseline: what they make was there before
    /// migrations were used. They count as applied, and are not reversed.
    ///
    /// # Errors
    /// As [`Migrator::stamp`].
    pub async fn baseline(&self, source: &impl Source, version: Version) -> Result<Report, Error> {
        self.recorded_as(source, version, EntryState::Baseline)
            .await
    }

    async fn recorded_as(
        &self,
        source: &impl Source,
        version: Version,
        state: EntryState,
    ) -> Result<Report, Error> {
        let registered = self.summaries()?;
        on_connection!(self, source, "stamp", async |connection, lease| {
            let report = self
                .stamp_locked(source, connection, registered, version, state, lease)
                .await?;
            self.stays_protected(connection).await?;
            Ok(report)
        })
    }
}

impl Runner<'_> {
    /// Records a migration as applied without running it, or as a baseline.
    pub(super) async fn stamp(
        &mut self,
        plan: &MigrationPlan,
        state: EntryState,
    ) -> Result<Ran, Error> {
        let start = Instant::now();
        let statements = self.statements();
        let kind = match state {
            EntryState::Baseline => "baseline",
            _ => "stamp",
        };
        let entry = self.entry(plan, state, start);
        let delete = statements.delete(plan.version);
        let insert = statements.insert(&entry, plan);
        let event = self.event(plan, kind, start, None);
        let head = self.move_head(std::slice::from_ref(plan));
        match self.write(&[&delete, &insert, &event, &head]).await {
            Ok(_) => Ok(self.finished(plan, start)),
            Err(Unwritten::Lost(error)) => Err(error),
            Err(Unwritten::Refused(cause)) => {
                let doing = format!("stamp {}", plan.version);
                Err(self.connection.refused(&doing, &cause).await)
            }
        }
    }
}

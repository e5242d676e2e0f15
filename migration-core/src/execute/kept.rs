//! Reversing with the SQL that the ledger kept: the way back from a migration whose file is gone,
//! or that a newer build applied.

use super::migrator::Migrator;
use super::report::Report;
use super::select::{DownTarget, Goal};
use super::trace;
use crate::dialect::Capabilities;
use crate::driver::{Connection, Source};
use crate::error::Error;
use crate::ledger::{Entry, EntryState, History, LedgerStore};
use crate::plan::{Direction, Kept, MigrationPlan, Plan};

impl Migrator {
    /// Undoes migrations, the newest first, with the SQL that the ledger kept when they were
    /// applied. Whether this build has them makes no difference.
    ///
    /// # Errors
    /// As [`Migrator::down`], and where a way back is none of SQL.
    pub async fn down_from_ledger(
        &self,
        source: &impl Source,
        target: DownTarget,
    ) -> Result<Report, Error> {
        trace::run("down", source, self.undo(source, Goal::Kept(target))).await
    }

    /// What [`Migrator::down_from_ledger`] would do now. The database is only looked at.
    ///
    /// # Errors
    /// As [`Migrator::down_from_ledger`].
    pub async fn plan_down_from_ledger(
        &self,
        source: &impl Source,
        target: DownTarget,
    ) -> Result<Plan, Error> {
        self.plan(source, Goal::Kept(target)).await
    }

    /// The plans of a goal that goes down, the newest first.
    pub(super) async fn plans_down(
        &self,
        connection: &mut Connection,
        history: &History<'_>,
        goal: Goal,
        capabilities: Capabilities,
    ) -> Result<Vec<MigrationPlan>, Error> {
        if let Goal::Kept(target) = goal {
            return kept(connection, history, target, capabilities).await;
        }
        let chosen = goal.choose(history, &self.registry)?;
        let part = LedgerStore::part(connection, history.under_way()).await?;
        self.downwards(history, &chosen, capabilities, part)
    }
}

async fn kept(
    connection: &mut Connection,
    history: &History<'_>,
    target: DownTarget,
    capabilities: Capabilities,
) -> Result<Vec<MigrationPlan>, Error> {
    let mut plans = Vec::new();
    for entry in choose(history, target)? {
        let journal = LedgerStore::journal(connection, entry.version).await?;
        let journal = journal.ok_or_else(|| Error::UnknownVersion {
            version: entry.version,
            problem: "is not in the ledger any more".to_owned(),
        })?;
        if journal.part.is_some() {
            return Err(Error::Call {
                problem: format!(
                    "migration {} {} was not applied whole, and what the ledger kept undoes all of it",
                    entry.version, entry.name
                ),
                help: "bring its file back, and finish it with `migrate down`".to_owned(),
            });
        }
        let kept = Kept {
            version: entry.version,
            name: &entry.name,
            checksum: entry.checksum,
            down_sql: journal.down_sql.as_deref(),
        };
        plans.push(kept.plan(capabilities)?);
    }
    Ok(plans)
}

/// The entries to undo, the newest first.
fn choose<'a>(history: &History<'a>, target: DownTarget) -> Result<Vec<&'a Entry>, Error> {
    let half_done = history
        .under_way()
        .filter(|entry| entry.direction == Direction::Up);
    if let Some(entry) = half_done {
        return Err(Error::OtherWay {
            version: entry.version,
            name: entry.name.clone(),
            direction: Direction::Up,
        });
    }
    let all: Vec<&Entry> = history.entries().collect();
    let keep = match target {
        DownTarget::All => 0,
        DownTarget::Steps(steps) => all.len().saturating_sub(steps),
        DownTarget::Version(version) => match all.iter().position(|one| one.version == version) {
            Some(at) => at + 1,
            None => {
                return Err(Error::UnknownVersion {
                    version,
                    problem: "is not applied, so there is no way down to it".to_owned(),
                });
            }
        },
    };
    let chosen: Vec<&Entry> = all[keep..].iter().rev().copied().collect();
    match chosen.iter().find(|one| one.state == EntryState::Baseline) {
        None => Ok(chosen),
        Some(baseline) => Err(super::select::is_baseline(&baseline.name, baseline.version)),
    }
}

//! The loop: read the ledger, plan, run, and begin again where another runner was faster.

use std::time::Instant;

use super::identity::Identity;
use super::migrator::{Migrator, TransactionMode, capabilities};
use super::report::Report;
use super::runner::{Runner, Stopped};
use super::select::{self, Goal};
use crate::dialect::Capabilities;
use crate::driver::Connection;
use crate::error::Error;
use crate::event::Event;
use crate::ledger::{Entry, EntryState, History, LedgerStore};
use crate::migration::{Recorded, Version};
use crate::plan::{MigrationPlan, Planner, Ran};

impl Migrator {
    /// Plans and runs, and begins again where another runner was faster.
    pub(super) async fn run(
        &self,
        connection: &mut Connection,
        recorded: &[Recorded],
        goal: Goal,
    ) -> Result<Report, Error> {
        let start = Instant::now();
        let mut report = Report::default();
        let capabilities = capabilities(connection).await?;
        loop {
            let entries = self.true_ledger(connection).await?;
            let history = History::new(recorded, &entries);
            let plans = planned(
                &history,
                &goal.choose(&history)?,
                capabilities,
                matches!(goal, Goal::Down(_)),
            )?;
            (self.listener)(&Event::Planned {
                migrations: plans.len(),
            });
            let stopped = self
                .execute(connection, &plans, &entries, capabilities, &mut report.ran)
                .await;
            match stopped {
                Ok(()) => return Ok(report),
                Err(Stopped::Error(Error::Failed(mut failure))) => {
                    failure.ran = report.ran;
                    return Err(Error::Failed(failure));
                }
                Err(Stopped::Error(error)) => return Err(error),
                Err(Stopped::Outdated) if start.elapsed() < self.lock_timeout => {}
                Err(Stopped::Outdated) => {
                    return Err(Error::LockBusy {
                        holder: None,
                        waited: Some(start.elapsed()),
                    });
                }
            }
        }
    }

    /// The ledger's entries, with the tables made and the head where the entries say.
    async fn true_ledger(&self, connection: &mut Connection) -> Result<Vec<Entry>, Error> {
        if LedgerStore::head(connection).await?.is_none() {
            LedgerStore::create(connection).await?;
        }
        loop {
            let head = LedgerStore::head(connection).await?;
            let entries = LedgerStore::entries(connection).await?;
            let seen = head.map(|head| head.digest).unwrap_or_default();
            if seen == LedgerStore::digest(&entries).to_string() {
                return Ok(entries);
            }
            // Either another runner finished a migration between the two reads, or the head is
            // not what the entries amount to, after a restored backup or a script run by hand.
            if LedgerStore::head(connection).await?.map(|head| head.digest) == Some(seen) {
                LedgerStore::mend_head(connection, &entries).await?;
            }
        }
    }

    async fn execute(
        &self,
        connection: &mut Connection,
        plans: &[MigrationPlan],
        entries: &[Entry],
        capabilities: Capabilities,
        ran: &mut Vec<Ran>,
    ) -> Result<(), Stopped> {
        let identity = Identity::of_process();
        let mut runner = Runner {
            connection,
            listener: &*self.listener,
            identity: &identity,
            digest: LedgerStore::digest(entries),
            patience: self.lock_timeout,
        };
        if self.transaction == TransactionMode::All {
            one_transaction_can_hold(plans, capabilities)?;
            ran.extend(runner.all_in_transaction(plans).await?);
            return Ok(());
        }
        for (i, plan) in plans.iter().enumerate() {
            runner.tell(plan, i + 1, plans.len());
            let under_way = entries
                .iter()
                .find(|entry| entry.version == plan.version && entry.state != EntryState::Applied);
            let transactional = capabilities.transactional_ddl()
                && plan.steps.iter().all(|step| step.transactional);
            ran.push(if transactional && under_way.is_none() {
                runner.in_transaction(plan).await?
            } else {
                runner.journaled(plan, under_way).await?
            });
        }
        Ok(())
    }

    pub(super) async fn stamp_locked(
        &self,
        connection: &mut Connection,
        recorded: &[Recorded],
        version: Version,
    ) -> Result<Report, Error> {
        let entries = self.true_ledger(connection).await?;
        let capabilities = capabilities(connection).await?;
        let history = History::new(recorded, &entries);
        select::known(&history, version)?;
        let chosen: Vec<&Recorded> = history
            .pending()
            .filter(|migration| migration.version <= version)
            .collect();
        let plans = planned(&history, &chosen, capabilities, false)?;
        let identity = Identity::of_process();
        let mut runner = Runner {
            connection,
            listener: &*self.listener,
            identity: &identity,
            digest: LedgerStore::digest(&entries),
            patience: self.lock_timeout,
        };
        let mut ran = Vec::with_capacity(plans.len());
        for plan in &plans {
            ran.push(runner.stamp(plan).await?);
        }
        Ok(Report { ran })
    }
}

/// Plans the chosen migrations on the schema that the applied ones amount to.
pub(super) fn planned(
    history: &History<'_>,
    chosen: &[&Recorded],
    capabilities: Capabilities,
    down: bool,
) -> Result<Vec<MigrationPlan>, Error> {
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let mut planner = Planner::new(capabilities);
    let is_chosen =
        |migration: &&Recorded| chosen.iter().any(|other| std::ptr::eq(*other, *migration));
    if down {
        let first = chosen[0].version;
        for migration in history
            .applied()
            .filter(|migration| migration.version < first)
        {
            planner.fold(migration)?;
        }
        return planner.down(chosen);
    }
    for migration in history.applied().filter(|migration| !is_chosen(migration)) {
        planner.fold(migration)?;
    }
    chosen
        .iter()
        .map(|migration| planner.up(migration))
        .collect()
}

fn one_transaction_can_hold(
    plans: &[MigrationPlan],
    capabilities: Capabilities,
) -> Result<(), Error> {
    if !capabilities.transactional_ddl() {
        return Err(Error::Call {
            problem: format!(
                "{capabilities} commits every change of the schema by itself, so one transaction cannot hold all"
            ),
            help: "leave `--transaction all` out".to_owned(),
        });
    }
    let alone = plans.iter().find_map(|plan| {
        let step = plan.steps.iter().find(|step| !step.transactional)?;
        Some((plan, step))
    });
    match alone {
        None => Ok(()),
        Some((plan, step)) => Err(Error::Call {
            problem: format!(
                "migration {} {} cannot share a transaction: {}",
                plan.version, plan.name, step.description
            ),
            help: "leave `--transaction all` out, or run this migration on its own first"
                .to_owned(),
        }),
    }
}

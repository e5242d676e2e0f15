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
use crate::ledger::{Entry, Head, History, LedgerStore};
use crate::migration::{Recorded, Summary, Version};
use crate::plan::{MigrationPlan, Planner, Ran};

impl Migrator {
    /// Plans and runs, and begins again where another runner was faster.
    pub(super) async fn run(
        &self,
        connection: &mut Connection,
        registered: &[Summary],
        goal: Goal,
    ) -> Result<Report, Error> {
        let kept = connection.keep_journal().await;
        let result = self.run_again(connection, registered, goal).await;
        if kept {
            connection.delete_journal().await;
        }
        result
    }

    async fn run_again(
        &self,
        connection: &mut Connection,
        registered: &[Summary],
        goal: Goal,
    ) -> Result<Report, Error> {
        let start = Instant::now();
        let mut report = Report::default();
        let capabilities = capabilities(connection).await?;
        loop {
            let entries = self.true_ledger(connection).await?;
            let history = History::new(registered, &entries);
            let stopped = self
                .run_once(
                    connection,
                    &history,
                    &entries,
                    capabilities,
                    goal,
                    &mut report.ran,
                )
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

    async fn run_once(
        &self,
        connection: &mut Connection,
        history: &History<'_>,
        entries: &[Entry],
        capabilities: Capabilities,
        goal: Goal,
        ran: &mut Vec<Ran>,
    ) -> Result<(), Stopped> {
        let chosen = goal.choose(history, &self.registry)?;
        (self.listener)(&Event::Planned {
            migrations: chosen.len(),
        });
        let identity = Identity::of_process();
        let mut runner = self.runner(connection, entries, &identity);
        if let Goal::Down(_) = goal {
            let plans = self.downwards(history, &chosen, capabilities)?;
            for (i, plan) in plans.iter().enumerate() {
                ran.push(
                    one(
                        &mut runner,
                        plan,
                        (i + 1, plans.len()),
                        history,
                        capabilities,
                    )
                    .await?,
                );
            }
            return Ok(());
        }
        if self.transaction == TransactionMode::All {
            none_under_way(history, &chosen)?;
            let plans: Vec<MigrationPlan> = self
                .upwards(history, &chosen, capabilities)?
                .collect::<Result<_, _>>()?;
            one_transaction_can_hold(&plans, capabilities)?;
            ran.extend(runner.all_in_transaction(&plans).await?);
            return Ok(());
        }
        // Everything is planned before anything runs, and planned again as it runs: to plan
        // costs little time, and to keep the plans of a long history much memory.
        for plan in self.upwards(history, &chosen, capabilities)? {
            plan?;
        }
        for (i, plan) in self.upwards(history, &chosen, capabilities)?.enumerate() {
            let at = (i + 1, chosen.len());
            ran.push(one(&mut runner, &plan?, at, history, capabilities).await?);
            if at.0.is_multiple_of(MIGRATIONS_IN_CACHE) {
                runner.connection.shrink_memory().await;
            }
        }
        Ok(())
    }

    fn runner<'a>(
        &'a self,
        connection: &'a mut Connection,
        entries: &[Entry],
        identity: &'a Identity,
    ) -> Runner<'a> {
        Runner {
            connection,
            listener: &*self.listener,
            identity,
            digest: LedgerStore::digest(entries),
            unenforced: false,
            broken: None,
            patience: self.lock_timeout,
        }
    }

    /// The ledger's entries, with the tables made and the head where the entries say.
    async fn true_ledger(&self, connection: &mut Connection) -> Result<Vec<Entry>, Error> {
        loop {
            let Some(Head { digest: seen, .. }) = LedgerStore::head(connection).await? else {
                LedgerStore::create(connection).await?;
                continue;
            };
            let entries = LedgerStore::entries(connection).await?;
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

    pub(super) async fn stamp_locked(
        &self,
        connection: &mut Connection,
        registered: &[Summary],
        version: Version,
    ) -> Result<Report, Error> {
        let entries = self.true_ledger(connection).await?;
        let capabilities = capabilities(connection).await?;
        let history = History::new(registered, &entries);
        select::known(&history, version)?;
        let chosen: Vec<&Summary> = history
            .pending()
            .filter(|migration| migration.version <= version)
            .collect();
        let identity = Identity::of_process();
        let mut runner = self.runner(connection, &entries, &identity);
        let mut ran = Vec::with_capacity(chosen.len());
        for plan in self.upwards(&history, &chosen, capabilities)? {
            ran.push(runner.stamp(&plan?).await?);
        }
        Ok(Report { ran })
    }

    /// The plans of the chosen migrations, one after another, on the schema that the applied
    /// ones amount to.
    pub(super) fn upwards<'m>(
        &'m self,
        history: &History<'_>,
        chosen: &'m [&'m Summary],
        capabilities: Capabilities,
    ) -> Result<impl Iterator<Item = Result<MigrationPlan, Error>> + 'm, Error> {
        let mut planner = Planner::new(capabilities);
        if !chosen.is_empty() {
            for migration in history.applied() {
                planner.fold(&self.recorded(migration)?)?;
            }
        }
        Ok(chosen
            .iter()
            .map(move |migration| planner.up(&self.recorded(migration)?)))
    }

    /// The plans that undo the chosen migrations, the newest first.
    pub(super) fn downwards(
        &self,
        history: &History<'_>,
        chosen: &[&Summary],
        capabilities: Capabilities,
    ) -> Result<Vec<MigrationPlan>, Error> {
        let Some(first) = chosen.first() else {
            return Ok(Vec::new());
        };
        let mut planner = Planner::new(capabilities);
        for migration in history.applied() {
            if migration.version < first.version {
                planner.fold(&self.recorded(migration)?)?;
            }
        }
        let recorded: Vec<Recorded> = chosen
            .iter()
            .map(|migration| self.recorded(migration))
            .collect::<Result<_, _>>()?;
        planner.down(&recorded.iter().collect::<Vec<_>>())
    }

    fn recorded(&self, migration: &Summary) -> Result<Recorded, Error> {
        self.registry
            .get(migration.version)
            .ok_or_else(|| Error::UnknownVersion {
                version: migration.version,
                problem: "is none of the migrations there are".to_owned(),
            })
    }
}

/// After how many migrations SQLite's cache is emptied: often enough that the new pages of a
/// long history do not fill it, seldom enough that reading the schema's pages again costs nothing.
const MIGRATIONS_IN_CACHE: usize = 32;

/// Runs one migration, in the way that its server and its steps allow.
async fn one(
    runner: &mut Runner<'_>,
    plan: &MigrationPlan,
    (index, total): (usize, usize),
    history: &History<'_>,
    capabilities: Capabilities,
) -> Result<Ran, Stopped> {
    runner.tell(plan, index, total);
    let under_way = history
        .under_way()
        .filter(|entry| entry.version == plan.version);
    let transactional =
        capabilities.transactional_ddl() && plan.steps.iter().all(|step| step.transactional);
    if transactional && under_way.is_none() {
        runner.in_transaction(plan).await
    } else {
        runner.journaled(plan, under_way).await
    }
}

/// A migration that is half done goes on where it stopped, outside the others' transaction.
fn none_under_way(history: &History<'_>, chosen: &[&Summary]) -> Result<(), Error> {
    let half_done = history
        .under_way()
        .filter(|entry| chosen.iter().any(|next| next.version == entry.version));
    match half_done {
        None => Ok(()),
        Some(entry) => Err(Error::Call {
            problem: format!(
                "migration {} {} is half done, so one transaction cannot hold all of it",
                entry.version, entry.name
            ),
            help: "run `migrate up` without `--transaction all`: it goes on where the migration stopped"
                .to_owned(),
        }),
    }
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

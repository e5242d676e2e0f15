//! The loop: read the ledger, plan, run, and begin again where another runner was faster.

use std::time::Instant;

use tracing::Instrument as _;

use super::blockers::Watch;
use super::identity::Identity;
use super::limits::Settings;
use super::migrator::{Migrator, capabilities};
use super::report::Report;
use super::runner::{Runner, Stopped};
use super::select::{self, Goal};
use super::together::{none_under_way, one_transaction_can_hold};
use super::trace;
use super::transaction::TransactionMode;
use crate::dialect::Capabilities;
use crate::driver::{Connection, Source};
use crate::error::Error;
use crate::event::Event;
use crate::ledger::{Entry, EntryState, FORMAT, Head, History, LedgerStore};
use crate::lock::Lease;
use crate::migration::{Recorded, Summary, Version};
use crate::plan::{MigrationPlan, Planner, Ran};

impl Migrator {
    /// Plans and runs, and begins again where another runner was faster.
    pub(super) async fn run(
        &self,
        source: &dyn Source,
        connection: &mut Connection,
        registered: &[Summary],
        goal: Goal,
        lease: &Lease,
    ) -> Result<Report, Error> {
        let capabilities = capabilities(connection).await?;
        let settings = Settings::of(connection, capabilities.server).await?;
        let kept = connection.keep_journal().await;
        let place = Place {
            source,
            capabilities,
            lease,
        };
        let result = self.run_again(place, connection, registered, goal).await;
        if kept {
            connection.delete_journal().await;
        }
        settings.put_back(connection).await;
        result
    }

    async fn run_again(
        &self,
        place: Place<'_>,
        connection: &mut Connection,
        registered: &[Summary],
        goal: Goal,
    ) -> Result<Report, Error> {
        let start = Instant::now();
        let mut report = Report::default();
        loop {
            let entries = self.true_ledger(connection, place.lease).await?;
            let history = History::new(registered, &entries);
            self.guard(place, connection, &history, goal).await?;
            let stopped = self
                .run_once(place, connection, &history, &entries, goal, &mut report.ran)
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
        place: Place<'_>,
        connection: &mut Connection,
        history: &History<'_>,
        entries: &[Entry],
        goal: Goal,
        ran: &mut Vec<Ran>,
    ) -> Result<(), Stopped> {
        let identity = Identity::of_process();
        let capabilities = place.capabilities;
        let planned = |migrations| (self.listener)(&Event::Planned { migrations });
        if goal.is_down() {
            let plans = self.plans_down(connection, history, goal, capabilities);
            let plans = plans.await?;
            planned(plans.len());
            let mut runner = self.runner(place, connection, entries, &identity);
            for (i, plan) in plans.iter().enumerate() {
                runner.comes_after(
                    plans
                        .get(i + 1)
                        .map(|next| (next.version, next.name.as_str())),
                );
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
        let chosen = goal.choose(history, &self.registry)?;
        planned(chosen.len());
        let mut runner = self.runner(place, connection, entries, &identity);
        if self.transaction == TransactionMode::All {
            none_under_way(history, &chosen)?;
            let plans: Vec<MigrationPlan> = self
                .upwards(history, &chosen, capabilities)?
                .collect::<Result<_, _>>()?;
            one_transaction_can_hold(&plans, capabilities)?;
            runner.comes_after(None);
            ran.extend(runner.all_in_transaction(&plans).await?);
            return Ok(());
        }
        // Everything was planned before anything runs, and is planned again as it runs: to plan
        // costs little time, and to keep the plans of a long history much memory.
        for (i, plan) in self.upwards(history, &chosen, capabilities)?.enumerate() {
            let at = (i + 1, chosen.len());
            let next = chosen.get(at.0);
            runner.comes_after(next.map(|next| (next.version, next.name.as_str())));
            ran.push(one(&mut runner, &plan?, at, history, capabilities).await?);
            if at.0.is_multiple_of(MIGRATIONS_IN_CACHE) {
                runner.connection.shrink_memory().await;
            }
        }
        Ok(())
    }

    pub(super) fn runner<'a>(
        &'a self,
        place: Place<'a>,
        connection: &'a mut Connection,
        entries: &[Entry],
        identity: &'a Identity,
    ) -> Runner<'a> {
        Runner {
            connection,
            listener: &*self.listener,
            identity,
            lease: place.lease,
            step: String::new(),
            next: None,
            digest: LedgerStore::digest(entries),
            unenforced: false,
            broken: None,
            leftover: None,
            patience: self.lock_timeout,
            limits: self.limits,
            watch: Watch::new(place.source, place.capabilities.server, &*self.listener),
            data: &self.data,
        }
    }

    /// The ledger's entries, with the tables made and the head where the entries say.
    pub(super) async fn true_ledger(
        &self,
        connection: &mut Connection,
        lease: &Lease,
    ) -> Result<Vec<Entry>, Error> {
        loop {
            let Some(Head {
                digest: seen,
                format,
                ..
            }) = LedgerStore::head(connection).await?
            else {
                LedgerStore::create(connection).await?;
                continue;
            };
            if format != FORMAT {
                lease.check(connection).await?;
                LedgerStore::upgrade(connection, format).await?;
            }
            let entries = LedgerStore::entries(connection).await?;
            if seen == LedgerStore::digest(&entries).to_string() {
                return Ok(entries);
            }
            // Either another runner finished a migration between the two reads, or the head is
            // not what the entries amount to, after a restored backup or a script run by hand.
            if LedgerStore::head(connection).await?.map(|head| head.digest) == Some(seen) {
                lease.check(connection).await?;
                if !LedgerStore::mend_head(connection, &entries, &lease.mine()).await? {
                    lease.still_held(connection, "").await?;
                }
            }
        }
    }

    pub(super) async fn stamp_locked(
        &self,
        source: &dyn Source,
        connection: &mut Connection,
        registered: &[Summary],
        version: Version,
        state: EntryState,
        lease: &Lease,
    ) -> Result<Report, Error> {
        let entries = self.true_ledger(connection, lease).await?;
        let capabilities = capabilities(connection).await?;
        let history = History::new(registered, &entries);
        select::known(&history, version)?;
        let chosen: Vec<&Summary> = history
            .pending()
            .filter(|migration| migration.version <= version)
            .collect();
        let identity = Identity::of_process();
        let place = Place {
            source,
            capabilities,
            lease,
        };
        let mut runner = self.runner(place, connection, &entries, &identity);
        let mut ran = Vec::with_capacity(chosen.len());
        for plan in self.upwards(&history, &chosen, capabilities)? {
            ran.push(runner.stamp(&plan?, state).await?);
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

    /// The plans that undo the chosen migrations, the newest first. Of one that was not applied
    /// whole `part` says how many operations there are to undo.
    pub(super) fn downwards(
        &self,
        history: &History<'_>,
        chosen: &[&Summary],
        capabilities: Capabilities,
        part: Option<(Version, usize)>,
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
        let all: Vec<&Recorded> = recorded.iter().collect();
        let of_part = part.and_then(|(version, operations)| {
            let at = all.iter().position(|one| one.version == version)?;
            Some((at, version, operations))
        });
        let Some((at, version, operations)) = of_part else {
            return planner.down(&all);
        };
        if at + 1 < all.len() {
            return Err(Error::Call {
                problem: format!("migration {version} is half undone, and later ones are applied"),
                help: "finish it first: `migrate repair --again`".to_owned(),
            });
        }
        let mut below = Planner::after(capabilities, planner.schema().clone());
        for migration in &all[..at] {
            planner.fold(migration)?;
        }
        let mut plans = planner.undo(all[at], operations)?;
        plans.extend(below.down(&all[..at])?);
        Ok(plans)
    }

    pub(super) fn recorded(&self, migration: &Summary) -> Result<Recorded, Error> {
        self.registry
            .get(migration.version)
            .ok_or_else(|| Error::UnknownVersion {
                version: migration.version,
                problem: "is none of the migrations there are".to_owned(),
            })
    }
}

/// Where a run takes place.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Where further connections come from.
    pub(super) source: &'a dyn Source,
    /// The server.
    pub(super) capabilities: Capabilities,
    /// The lock.
    pub(super) lease: &'a Lease,
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
    let span = trace::migration(plan);
    let run = async {
        runner.tell(plan, index, total);
        runner.step = format!("{} {}", plan.version, plan.name);
        // On the heap: an application's thread may have a small stack.
        if is_transactional(plan, history, capabilities) {
            if index == 1 {
                runner.announce().await?;
            }
            Box::pin(runner.in_transaction(plan)).await
        } else {
            let under_way = under_way(history, plan);
            Box::pin(runner.journaled(plan, under_way)).await
        }
    };
    run.instrument(span).await
}

fn under_way<'h>(history: &'h History<'_>, plan: &MigrationPlan) -> Option<&'h Entry> {
    history
        .under_way()
        .filter(|entry| entry.version == plan.version)
}

/// Whether all of a migration can happen in one transaction.
fn is_transactional(
    plan: &MigrationPlan,
    history: &History<'_>,
    capabilities: Capabilities,
) -> bool {
    capabilities.transactional_ddl()
        && plan.steps.iter().all(|step| step.transactional)
        && under_way(history, plan).is_none()
}

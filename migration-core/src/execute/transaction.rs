//! A migration inside one transaction, its ledger entry included.

use std::time::Instant;

use super::rebuild;
use super::retry::Retry;
use super::runner::{Runner, Stopped, failure, tell_statement};
use super::statement::{self, StatementError, flat};
use crate::dialect::{Probe, Statement, Step};
use crate::driver::ErrorKind;
use crate::error::Error;
use crate::plan::{MigrationPlan, Ran};
use crate::schema::DialectName;

/// How many transactions a run has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TransactionMode {
    /// One for each migration.
    #[default]
    PerMigration,
    /// One for all: either every migration happens, or none.
    All,
}

impl Runner<'_> {
    /// Runs a migration in a transaction of its own: all of it happens, or nothing.
    pub(super) async fn in_transaction(&mut self, plan: &MigrationPlan) -> Result<Ran, Stopped> {
        let plans = std::slice::from_ref(plan);
        let mut ran = self.together(plans, false).await?;
        ran.pop().ok_or(Stopped::Outdated)
    }

    /// Runs migrations in one transaction: all of them happen, or none.
    pub(super) async fn all_in_transaction(
        &mut self,
        plans: &[MigrationPlan],
    ) -> Result<Vec<Ran>, Stopped> {
        self.together(plans, true).await
    }

    async fn together(
        &mut self,
        plans: &[MigrationPlan],
        savepoints: bool,
    ) -> Result<Vec<Ran>, Stopped> {
        let unenforced_keys = plans
            .iter()
            .flat_map(|plan| &plan.steps)
            .any(|step| step.without_foreign_keys);
        if !unenforced_keys {
            return self.begin_and_run(plans, savepoints).await;
        }
        self.without_foreign_keys(plans, savepoints).await
    }

    pub(super) async fn begin_and_run(
        &mut self,
        plans: &[MigrationPlan],
        savepoints: bool,
    ) -> Result<Vec<Ran>, Stopped> {
        let Some(first) = plans.first() else {
            return Ok(Vec::new());
        };
        let mut retry = Retry::new(&self.limits_of(first));
        loop {
            let Undone { plan, start, error } = match self.attempt(plans, savepoints).await? {
                Ok(ran) => return Ok(ran),
                Err(undone) => undone,
            };
            if let Err(error) = self.lost(&mut retry, error).await {
                self.log_failure(plan, start, &error.to_string()).await;
                return Err(Stopped::Error(error));
            }
        }
    }

    /// Runs them once; where one fails, nothing of any of them remains.
    async fn attempt<'p>(
        &mut self,
        plans: &'p [MigrationPlan],
        savepoints: bool,
    ) -> Result<Result<Vec<Ran>, Undone<'p>>, Stopped> {
        let before = self.digest;
        // The transaction holds the lock's row from its first statement on.
        let suspension = self.lease.suspend();
        let mut sent = Instant::now();
        self.connection.set_in_transaction(true);
        match self.begin(plans, savepoints).await {
            Ok(true) => {}
            Ok(false) => {
                self.rollback().await;
                self.lease.still_held(self.connection, "").await?;
                return Err(Stopped::Outdated);
            }
            Err(stopped) => {
                self.rollback().await;
                return Err(stopped);
            }
        }
        if self.unenforced {
            self.broken = Some(rebuild::ask_one(self.connection, &Probe::references()).await);
        }
        let mut ran = Vec::with_capacity(plans.len());
        for (i, plan) in plans.iter().enumerate() {
            if savepoints {
                self.tell(plan, i + 1, plans.len());
            }
            let start = Instant::now();
            let last = i + 1 == plans.len();
            // The transaction was begun with the limits of its first migration.
            let others = i > 0 && plans[i - 1].limits != plan.limits;
            let outcome = match self.statements_of(plan, others).await {
                Ok(()) => {
                    sent = Instant::now();
                    self.conclude(plan, start, savepoints, last).await
                }
                Err(error) => Err(error),
            };
            if let Err(error) = outcome {
                self.rollback().await;
                self.digest = before;
                return Ok(Err(Undone { plan, start, error }));
            }
            ran.push(self.finished(plan, start));
        }
        self.connection.set_in_transaction(false);
        suspension.committed(sent);
        Ok(Ok(ran))
    }

    /// Opens the transaction and moves the head: what moves it holds it until the end, so a
    /// second runner waits here and then finds another head. `false` where it found one already.
    async fn begin(&mut self, plans: &[MigrationPlan], savepoints: bool) -> Result<bool, Stopped> {
        let head = self.move_head(plans);
        let savepoint = if savepoints { SAVEPOINT } else { "" };
        let limits = plans.first().map(|plan| self.limits_of(plan));
        let limits = limits.map_or(String::new(), |limits| limits.set(self.watch.server));
        let begin = if self.connection.dialect() == DialectName::Sqlite {
            // IMMEDIATE: a transaction that turns into a writer later may find that it cannot.
            format!("{limits}; BEGIN IMMEDIATE")
        } else {
            // In the transaction the limits end with it.
            format!("BEGIN; {limits}")
        };
        let claim = self.lease.claim();
        let sql = format!("{begin}; {claim}{head} RETURNING id{savepoint}");
        let start = Instant::now();
        loop {
            match self.connection.query(&sql).await {
                // The first row is that of the limits.
                Ok(rows) => {
                    let moved = rows.len() == 2;
                    self.watch.session = rows.into_iter().flatten().next().flatten();
                    return Ok(moved);
                }
                Err(cause) if cause.kind == ErrorKind::Busy => {
                    self.rollback().await;
                    self.connection.set_in_transaction(true);
                    if start.elapsed() >= self.patience {
                        return Err(Stopped::Error(Error::LockBusy {
                            holder: None,
                            waited: Some(start.elapsed()),
                        }));
                    }
                }
                Err(cause) => {
                    self.rollback().await;
                    let error = self.connection.refused("begin a migration", &cause).await;
                    return Err(Stopped::Error(error));
                }
            }
        }
    }

    async fn rollback(&mut self) {
        // Where this fails the connection is gone, and the transaction with it.
        let _ = self.connection.execute("ROLLBACK").await;
        self.connection.set_in_transaction(false);
    }

    /// Makes a migration part of the ledger, and the last one of the transaction final: one
    /// round trip.
    async fn conclude(
        &mut self,
        plan: &MigrationPlan,
        start: Instant,
        savepoints: bool,
        last: bool,
    ) -> Result<(), Error> {
        if last && self.unenforced {
            self.references_hold(plan).await?;
        }
        let mut end = self.conclusion(plan, start);
        if savepoints {
            end.push_str("; RELEASE SAVEPOINT migrate_one");
            end.push_str(if last { "" } else { SAVEPOINT });
        }
        // On SQLite each further transaction is a file to be synced.
        let releases =
            last && self.next.is_none() && self.connection.dialect() == DialectName::Sqlite;
        if releases {
            end.push_str("; ");
            end.push_str(&self.lease.release_statement());
        }
        if last {
            end.push_str("; COMMIT");
        }
        match self.connection.execute(&end).await {
            Ok(_) if releases => {
                self.lease.has_released();
                Ok(())
            }
            Ok(_) => Ok(()),
            // Deferred constraints are checked here.
            Err(cause) => Err(failure(
                plan,
                "commit",
                None,
                statement::explained(&cause),
                true,
            )),
        }
    }

    /// While foreign keys are not enforced, a statement of the migration may have left a row
    /// that refers to none.
    async fn references_hold(&mut self, plan: &MigrationPlan) -> Result<(), Error> {
        let probe = Probe::references();
        let after = rebuild::ask_one(self.connection, &probe).await;
        let before = self.broken.take().unwrap_or_else(|| Ok(Vec::new()));
        rebuild::judge(&probe, &before, &after)
            .map_err(|error| failure(plan, "check the foreign keys", None, error, true))
    }

    async fn statements_of(&mut self, plan: &MigrationPlan, others: bool) -> Result<(), Error> {
        let all = flat(plan);
        let limits = self.limits_of(plan);
        if others {
            let set = self.connection.query(&limits.set(self.watch.server)).await;
            set.map_err(|cause| {
                failure(
                    plan,
                    "set the time limits",
                    None,
                    statement::explained(&cause),
                    true,
                )
            })?;
        }
        let lock_wait = limits.lock_wait;
        let mut next = 0;
        while let Some((step, statement)) = all.get(next) {
            tell_statement(
                self.listener,
                &step.description,
                statement,
                next + 1,
                all.len(),
            );
            let texts: Vec<&str> = all[next..]
                .iter()
                .map_while(|(_, statement)| match statement {
                    Statement::Run(sql) => Some(sql.as_str()),
                    Statement::Verify { .. }
                    | Statement::Data(_)
                    | Statement::Batches(_)
                    | Statement::Rebuild(_) => None,
                })
                .collect();
            if texts.len() < 2 {
                let work = statement::run(self.connection, statement);
                if let Err(error) = self.watch.over(lock_wait, work).await {
                    return Err(failed_at(plan, &all, next, error));
                }
                next += 1;
                continue;
            }
            let (first, end, listener) = (next, next + texts.len(), self.listener);
            let work = self.connection.execute_each(&texts, |done| {
                next = first + done;
                if let Some((step, statement)) = all[..end].get(next) {
                    tell_statement(listener, &step.description, statement, next + 1, all.len());
                }
            });
            let outcome = self.watch.over(lock_wait, work).await;
            if let Err(cause) = outcome {
                return Err(failed_at(plan, &all, next, statement::explained(&cause)));
            }
        }
        Ok(())
    }
}

/// Migrations that were rolled back: which of them failed, when it began, and why.
struct Undone<'p> {
    plan: &'p MigrationPlan,
    start: Instant,
    error: Error,
}

fn failed_at(
    plan: &MigrationPlan,
    all: &[(&Step, &Statement)],
    at: usize,
    error: StatementError,
) -> Error {
    let (step, statement) = all[at];
    failure(plan, &step.description, Some((at, statement)), error, true)
}

const SAVEPOINT: &str = "; SAVEPOINT migrate_one";

//! A migration whose statements commit by themselves: MySQL and MariaDB, and what PostgreSQL
//! does outside transactions. Before each such statement the ledger says that it is sent, and what
//! the catalogue says of what it changes; `resume` goes on from there.
//!
//! A statement that only changes rows shares a transaction with its line instead, and one that
//! changes nothing has none.

pub(super) mod lines;

use std::time::Instant;

use lines::moved;

use super::batches::Unfinished;
use super::fence::Broken;
use super::limits::{InForce, Outside};
use super::runner::{Runner, Stopped, failure, tell_statement};
use super::statement::{self, StatementError, flat};
use crate::dialect::trace::Trace;
use crate::dialect::{Batches, Statement, Step};
use crate::driver::ErrorKind;
use crate::ledger::{Entry, Mark};
use crate::plan::{Direction, MigrationPlan, Ran};
use crate::schema::DialectName;

/// Where a migration goes on, as the ledger says it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// How many statements the ledger knows to be done.
    pub(super) done: usize,
    /// Whether the line of the statement behind them is written.
    pub(super) marked: bool,
}

impl Runner<'_> {
    /// Runs a migration statement by statement, or goes on with one that is under way.
    pub(super) async fn journaled(
        &mut self,
        plan: &MigrationPlan,
        under_way: Option<&Entry>,
    ) -> Result<Ran, Stopped> {
        let start = Instant::now();
        let all = flat(plan);
        let mut place = match under_way {
            Some(entry) => self.resume(plan, &all, entry).await?,
            None => self.begin_entry(plan, &all, start).await?,
        };
        for (i, (step, statement)) in all.iter().enumerate().skip(place.done) {
            tell_statement(
                self.listener,
                &step.description,
                statement,
                i + 1,
                all.len(),
            );
            self.step = format!(
                "{} {}, statement {} of {}",
                plan.version,
                plan.name,
                i + 1,
                all.len()
            );
            let outcome = match statement {
                Statement::Batches(batches) => {
                    self.journal_batches(plan, batches, i, &mut place).await?
                }
                _ => match self
                    .journal_patiently(plan, step, statement, i, &mut place)
                    .await
                {
                    Ok(()) => Ok(()),
                    Err(Broken::Lost(error)) => return Err(error.into()),
                    Err(Broken::Statement(error)) => Err(error),
                },
            };
            if let Err(mut error) = outcome {
                if error.kind == ErrorKind::Connection {
                    error.hint = Some(LOST.to_owned());
                }
                // Batches that are done remain, and the entry says where to go on.
                let untouched =
                    error.part.is_none() && !all[..i].iter().any(|(_, each)| takes_effect(each));
                self.stand_still(plan, i, untouched, start, &error.cause)
                    .await;
                let at = Some((i, *statement));
                return Err(failure(plan, &step.description, at, error, untouched).into());
            }
        }
        self.close_entry(plan, start).await?;
        Ok(match plan.direction {
            Direction::Up => self.finished(plan, start),
            // The head was moved when it began.
            Direction::Down => self.told(plan, start),
        })
    }

    /// Runs a step in batches: the last of them has the line that says that the step is done.
    async fn journal_batches(
        &mut self,
        plan: &MigrationPlan,
        batches: &Batches,
        index: usize,
        place: &mut Place,
    ) -> Result<Result<(), StatementError>, Stopped> {
        let line = self
            .statements()
            .line(plan.version, place.done, index + 1, None);
        match self.in_batches(plan, batches, index, &line).await {
            Ok(()) => {
                *place = Place {
                    done: index + 1,
                    marked: false,
                };
                Ok(Ok(()))
            }
            Err(Unfinished::Failed(error)) => Ok(Err(error)),
            Err(Unfinished::Stopped(stopped)) => Err(stopped),
        }
    }

    pub(super) async fn journal_one(
        &mut self,
        plan: &MigrationPlan,
        step: &Step,
        statement: &Statement,
        index: usize,
        place: &mut Place,
    ) -> Result<(), Broken> {
        let limits = self.limits_of(plan);
        if matches!(statement, Statement::Verify { .. }) {
            let work = statement::run(self.connection, statement);
            return Ok(self.watch.over(limits.lock_wait, work).await?);
        }
        let trace = statement.trace(self.connection.dialect());
        if self.shares_transaction(step, &trace) {
            if !step.without_foreign_keys {
                return self.in_one_transaction(plan, statement, index, place).await;
            }
            let kept = self.foreign_keys_off().await;
            let kept = kept.map_err(StatementError::plain)?;
            let result = self.in_one_transaction(plan, statement, index, place).await;
            let put_back = self.foreign_keys_back(kept).await;
            result?;
            return Ok(put_back.map_err(StatementError::plain)?);
        }
        let written = place.marked && place.done == index;
        if !written && let Some(mark) = self.mark(&trace).await {
            self.write_line(plan, place, index, Some(&mark)).await?;
        }
        let lease = self.lease;
        lease.check(self.connection).await.map_err(Broken::Lost)?;
        match self.connection.dialect() {
            DialectName::Postgres => self.outside_transactions(plan, statement).await?,
            DialectName::Mysql | DialectName::Sqlite => {
                let work = statement::run(self.connection, statement);
                self.watch.over(limits.lock_wait, work).await?;
            }
        }
        Ok(())
    }

    /// Runs a statement that changes rows, with its line in one transaction: both happen, or
    /// neither.
    async fn in_one_transaction(
        &mut self,
        plan: &MigrationPlan,
        statement: &Statement,
        index: usize,
        place: &mut Place,
    ) -> Result<(), Broken> {
        // The transaction holds the lock's row from its first statement on.
        let suspension = self.lease.suspend();
        let sent = Instant::now();
        self.connection.set_in_transaction(true);
        let ended = self.line_and_rows(plan, statement, index, place).await;
        if ended.is_err() {
            // Where this fails the connection is gone, and the transaction with it.
            let _ = self.connection.execute("ROLLBACK").await;
        }
        self.connection.set_in_transaction(false);
        if ended.is_ok() {
            suspension.committed(sent);
        }
        ended
    }

    async fn line_and_rows(
        &mut self,
        plan: &MigrationPlan,
        statement: &Statement,
        index: usize,
        place: &mut Place,
    ) -> Result<(), Broken> {
        let limits = self.limits_of(plan);
        let statements = self.statements();
        let line = statements.line(plan.version, place.done, index + 1, None);
        // Code may commit by itself, whatever it should: its line may not come before it.
        let line_last = matches!(statement, Statement::Data(_));
        let mut begin = vec!["BEGIN".to_owned()];
        if self.connection.dialect() == DialectName::Postgres {
            begin.push(limits.set(self.watch.server));
        }
        begin.push(self.lease.guard(&self.step));
        if !line_last {
            begin.push(statements.counted(&line));
        }
        let begun = match self.connection.query(&begin.join("; ")).await {
            Ok(rows) => rows,
            Err(cause) => return Err(self.unwritten(cause).await.into()),
        };
        let mut rows = begun.into_iter().flat_map(|row| row.into_iter().next());
        if self.connection.dialect() == DialectName::Postgres {
            self.watch.session = rows.next().flatten();
        }
        if !line_last {
            let changed = rows.next().flatten().and_then(|text| text.parse().ok());
            moved(changed.unwrap_or(0))?;
        }
        let work = statement::run(self.connection, statement);
        self.watch.over(limits.lock_wait, work).await?;
        if line_last {
            moved(self.end_with("", &[&line]).await?)?;
        } else {
            let ended = self.connection.execute("COMMIT").await;
            ended.map_err(|cause| statement::explained(&cause))?;
        }
        *place = Place {
            done: index + 1,
            marked: false,
        };
        Ok(())
    }

    /// A statement of PostgreSQL outside transactions. What it leaves where it fails is cleared away.
    async fn outside_transactions(
        &mut self,
        plan: &MigrationPlan,
        statement: &Statement,
    ) -> Result<(), StatementError> {
        let limits = self.limits_of(plan);
        let set = Outside::set(self.connection, &limits).await;
        let (session, before) = set.map_err(|cause| statement::explained(&cause))?;
        self.watch.session = session;
        let outcome = self.clean_or_not_at_all(statement, &limits).await;
        before.put_back(self.connection).await;
        outcome
    }

    async fn clean_or_not_at_all(
        &mut self,
        statement: &Statement,
        limits: &InForce,
    ) -> Result<(), StatementError> {
        let cleared = self.clear_leftover().await;
        cleared.map_err(|cause| statement::explained(&cause))?;
        let invalid = self.invalid_indexes().await;
        let work = statement::run(self.connection, statement);
        let mut outcome = self.watch.over(limits.lock_wait, work).await;
        if let Err(error) = &mut outcome {
            self.drop_leftover(statement, &invalid, error).await;
        }
        outcome
    }

    /// Whether a statement shares a transaction with its line. On MySQL DDL commits before and
    /// after itself.
    pub(super) fn shares_transaction(&self, step: &Step, trace: &Trace) -> bool {
        match self.connection.dialect() {
            DialectName::Mysql => *trace == Trace::Rows,
            DialectName::Postgres | DialectName::Sqlite => step.transactional,
        }
    }

    /// What the line of a statement says that is about to be sent; `None` where it needs none.
    pub(super) async fn mark(&mut self, trace: &Trace) -> Option<Mark> {
        match trace {
            Trace::Rows | Trace::Repeatable | Trace::Session | Trace::Temporary => None,
            Trace::Unknown => Some(Mark::Sent),
            Trace::Catalogue(places) => Some(Mark::Seen(self.look(places).await)),
        }
    }
}

/// What to do where the connection went while a statement ran.
const LOST: &str = "the connection was lost; check the server: the next run finds out whether this statement happened";

/// Whether a statement leaves anything behind.
pub(super) fn takes_effect(statement: &Statement) -> bool {
    !matches!(statement, Statement::Verify { .. })
}

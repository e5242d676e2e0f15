//! A migration whose statements commit by themselves: MySQL and MariaDB, and what PostgreSQL
//! does outside transactions. Before and after each statement the ledger says how far it is.

use std::time::Instant;

use super::runner::{Runner, Stopped, failure, tell_statement};
use super::statement::{self, flat, shown};
use crate::dialect::{Statement, Step};
use crate::driver::DriverError;
use crate::error::Error;
use crate::ledger::{Entry, EntryState, LedgerStore};
use crate::plan::{Direction, MigrationPlan, Ran};
use crate::schema::DialectName;

impl Runner<'_> {
    /// Runs a migration statement by statement, or goes on with one that is under way.
    pub(super) async fn journaled(
        &mut self,
        plan: &MigrationPlan,
        under_way: Option<&Entry>,
    ) -> Result<Ran, Stopped> {
        let start = Instant::now();
        let all = flat(plan);
        let first = self.open_entry(plan, &all, under_way, start).await?;
        for (i, (step, statement)) in all.iter().enumerate().skip(first) {
            tell_statement(
                self.listener,
                &step.description,
                statement,
                i + 1,
                all.len(),
            );
            let outcome = self.journal_one(plan, step, statement, i).await;
            if let Err(error) = outcome {
                self.stand_still(plan, i, first, start, &error.cause).await;
                return Err(
                    failure(plan, &step.description, Some((i, statement)), error, i == 0).into(),
                );
            }
        }
        self.close_entry(plan, start).await?;
        Ok(self.finished(plan, start))
    }

    /// Says in the ledger that the migration is under way, and tells where to begin.
    async fn open_entry(
        &mut self,
        plan: &MigrationPlan,
        all: &[(&Step, &Statement)],
        under_way: Option<&Entry>,
        start: Instant,
    ) -> Result<usize, Stopped> {
        let statements = self.statements();
        let first = match under_way {
            Some(entry) => {
                self.can_go_on(plan, all, entry).await?;
                goes_on_at(all, entry.done)
            }
            None => 0,
        };
        let known = under_way.map_or(0, |entry| entry.done);
        let sql = match (plan.direction, under_way) {
            (Direction::Up, None) => {
                statements.insert(&self.entry(plan, EntryState::Running, start), plan)
            }
            // The server may still be ending what a killed runner sent last: where that moves the
            // journal first, this one changes no row and is planned again.
            _ => format!(
                "{} AND done = {known}",
                statements.progress(plan.version, EntryState::Running, plan.direction, first)
            ),
        };
        let changed = self.connection.execute(&sql).await;
        match changed {
            Ok(1) => Ok(first),
            // Another runner has put it in, or taken it away.
            Ok(_) => Err(Stopped::Outdated),
            Err(cause) if matches!(cause.code.as_deref(), Some("1062" | "23505")) => {
                Err(Stopped::Outdated)
            }
            Err(cause) => Err(lost("begin a migration", &cause)),
        }
    }

    /// Whether a migration that is under way can go on where it stopped.
    async fn can_go_on(
        &mut self,
        plan: &MigrationPlan,
        all: &[(&Step, &Statement)],
        entry: &Entry,
    ) -> Result<(), Stopped> {
        let interrupted = |doubtful: &str| {
            Stopped::Error(Error::Interrupted {
                version: plan.version,
                name: plan.name.clone(),
                done: entry.done,
                doubtful: doubtful.to_owned(),
            })
        };
        // A statement that failed did not happen. One that was interrupted may have, unless it
        // shares a transaction with its own line in the journal.
        if let Some((step, statement)) = all.get(entry.done)
            && entry.state == EntryState::Running
            && self.commits_by_itself(step, statement)
        {
            return Err(interrupted(shown(statement)));
        }
        if entry.direction != plan.direction {
            return Err(interrupted("the other direction was under way"));
        }
        if plan.direction == Direction::Down {
            return Ok(());
        }
        let sql = self.statements().read_up_sql(plan.version);
        let begun = self
            .connection
            .value(&sql)
            .await
            .map_err(|cause| lost("read the ledger", &cause))?
            .unwrap_or_default();
        let done: String = all[..entry.done.min(all.len())]
            .iter()
            .map(|(_, statement)| crate::plan::statement(statement))
            .collect();
        if begun.starts_with(&done) {
            Ok(())
        } else {
            Err(interrupted(
                "the statements that are done are not those of the migration any more",
            ))
        }
    }

    async fn journal_one(
        &mut self,
        plan: &MigrationPlan,
        step: &Step,
        statement: &Statement,
        index: usize,
    ) -> Result<(), statement::StatementError> {
        let progress = self.statements().progress(
            plan.version,
            EntryState::Running,
            plan.direction,
            index + 1,
        );
        let shared = self.shares_transaction(step);
        if shared {
            self.connection.set_in_transaction(true);
            self.connection
                .execute("BEGIN")
                .await
                .map_err(statement::StatementError::plain)?;
        }
        let invalid = if shared {
            Vec::new()
        } else {
            self.invalid_indexes().await
        };
        if let Err(mut error) = statement::run(self.connection, statement).await {
            if shared {
                let _ = self.connection.execute("ROLLBACK").await;
            } else {
                self.drop_leftover(statement, &invalid, &mut error).await;
            }
            self.connection.set_in_transaction(false);
            return Err(error);
        }
        let end = if shared {
            format!("{progress}; COMMIT")
        } else {
            progress
        };
        let ended = self.connection.execute(&end).await;
        self.connection.set_in_transaction(false);
        ended.map(|_| ()).map_err(statement::StatementError::plain)
    }

    /// Whether a step's statements share a transaction with their lines in the journal, so that
    /// both happen or neither. On MySQL every step has one, though DDL commits before and after
    /// itself: there it costs nothing and means nothing.
    fn shares_transaction(&self, step: &Step) -> bool {
        step.transactional || self.connection.dialect() == DialectName::Mysql
    }

    /// Whether a statement may have happened without its line in the journal.
    fn commits_by_itself(&self, step: &Step, statement: &Statement) -> bool {
        let shared = self.shares_transaction(step);
        match statement {
            Statement::Run(_) if !shared => true,
            Statement::Run(sql) => {
                self.connection.dialect() == DialectName::Mysql && !changes_rows(sql)
            }
            Statement::Data(_) | Statement::Rebuild(_) => !shared,
            Statement::Verify { .. } => false,
        }
    }

    /// Leaves a true ledger behind a failed statement.
    async fn stand_still(
        &mut self,
        plan: &MigrationPlan,
        done: usize,
        first: usize,
        start: Instant,
        cause: &str,
    ) {
        let statements = self.statements();
        let sql = match (plan.direction, done) {
            // Nothing took effect: it is as if it had not begun.
            (Direction::Up, 0) if first == 0 => statements.delete(plan.version),
            (Direction::Down, 0) if first == 0 => {
                statements.progress(plan.version, EntryState::Applied, Direction::Up, 0)
            }
            _ => statements.progress(plan.version, EntryState::Failed, plan.direction, done),
        };
        // Where this fails the connection went with the statement: the next run finds the entry running.
        let _ = self.connection.execute(&sql).await;
        self.log_failure(plan, start, cause).await;
    }

    /// Makes the ledger say that the migration is done. Its statements have taken effect, so
    /// this does not give up because the head is another by now.
    async fn close_entry(&mut self, plan: &MigrationPlan, start: Instant) -> Result<(), Stopped> {
        let statements = self.statements();
        let entry = match plan.direction {
            Direction::Up => {
                statements.complete(&self.entry(plan, EntryState::Applied, start), plan)
            }
            Direction::Down => statements.delete(plan.version),
        };
        let event = self.event(plan, plan.direction.as_str(), start, None);
        let head = self.move_head(std::slice::from_ref(plan));
        let sql = format!("BEGIN; {entry}; {event}; {head}; COMMIT");
        let changed = self
            .connection
            .execute(&sql)
            .await
            .map_err(|cause| lost("conclude a migration", &cause))?;
        if changed < 3 {
            // The head is a digest of the entries and can be made from them again.
            let entries = LedgerStore::entries(self.connection).await?;
            LedgerStore::mend_head(self.connection, &entries).await?;
            self.digest = LedgerStore::digest(&entries).toggled(plan.version, &plan.checksum);
        }
        Ok(())
    }
}

/// The statement to go on with, where so many are done.
fn goes_on_at(all: &[(&Step, &Statement)], done: usize) -> usize {
    match all.get(done) {
        Some((step, _)) if step.from_the_start => {
            let of_step = |(each, _): &(&Step, &Statement)| std::ptr::eq(*each, *step);
            all.iter().position(of_step).unwrap_or(done)
        }
        _ => done,
    }
}

fn lost(doing: &str, cause: &DriverError) -> Stopped {
    Stopped::Error(Error::Database {
        doing: doing.to_owned(),
        cause: cause.to_string(),
    })
}

/// Whether a statement only changes rows, which no server commits by itself.
fn changes_rows(sql: &str) -> bool {
    let word = sql.split_whitespace().next().unwrap_or_default();
    ["INSERT", "UPDATE", "DELETE", "REPLACE", "SELECT"]
        .iter()
        .any(|verb| word.eq_ignore_ascii_case(verb))
}

//! A migration inside one transaction, its ledger entry included.

use std::time::Instant;

use super::runner::{Runner, Stopped, failure};
use super::statement::{self, StatementError, flat};
use crate::driver::ErrorKind;
use crate::error::Error;
use crate::plan::{MigrationPlan, Ran};
use crate::schema::DialectName;

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
        let before = self.digest;
        self.connection.set_in_transaction(true);
        match self.begin(first).await {
            Ok(true) => {}
            Ok(false) => {
                self.rollback().await;
                return Err(Stopped::Outdated);
            }
            Err(stopped) => {
                self.rollback().await;
                return Err(stopped);
            }
        }
        let mut ran = Vec::with_capacity(plans.len());
        for (i, plan) in plans.iter().enumerate() {
            if savepoints {
                self.tell(plan, i + 1, plans.len());
            }
            match self
                .one(plan, i == 0, savepoints, i + 1 == plans.len())
                .await
            {
                Ok(done) => ran.push(done),
                Err((start, stopped)) => {
                    self.rollback().await;
                    self.digest = before;
                    if let Stopped::Error(error) = &stopped {
                        let cause = error.to_string();
                        self.log_failure(plan, start, &cause).await;
                    }
                    return Err(stopped);
                }
            }
        }
        self.connection.set_in_transaction(false);
        Ok(ran)
    }

    /// Opens the transaction and moves the head: what moves it holds it until the end, so a
    /// second runner waits here and then finds another head. `false` where it found one already.
    async fn begin(&mut self, first: &MigrationPlan) -> Result<bool, Stopped> {
        let move_head = self.move_head(first);
        let failed = |cause: crate::driver::DriverError| {
            Stopped::Error(Error::Database {
                doing: "begin a migration".to_owned(),
                cause: cause.to_string(),
            })
        };
        if self.connection.dialect() != DialectName::Sqlite {
            let moved = self
                .connection
                .execute(&format!("BEGIN; {move_head}"))
                .await
                .map_err(failed)?;
            return Ok(moved == 1);
        }
        // IMMEDIATE: a transaction that turns into a writer later may find that it cannot.
        let start = Instant::now();
        loop {
            match self.connection.execute("BEGIN IMMEDIATE").await {
                Ok(_) => break,
                Err(cause) if cause.kind == ErrorKind::Busy && start.elapsed() < self.patience => {}
                Err(cause) if cause.kind == ErrorKind::Busy => {
                    return Err(Stopped::Error(Error::LockBusy {
                        holder: None,
                        waited: Some(start.elapsed()),
                    }));
                }
                Err(cause) => return Err(failed(cause)),
            }
        }
        let moved = self.connection.execute(&move_head).await.map_err(failed)?;
        Ok(moved == 1)
    }

    async fn rollback(&mut self) {
        // Where this fails the connection is gone, and the transaction with it.
        let _ = self.connection.execute("ROLLBACK").await;
        self.connection.set_in_transaction(false);
    }

    /// One migration inside the open transaction.
    async fn one(
        &mut self,
        plan: &MigrationPlan,
        head_moved: bool,
        savepoint: bool,
        last: bool,
    ) -> Result<Ran, (Instant, Stopped)> {
        let start = Instant::now();
        self.statements_of(plan, head_moved, savepoint)
            .await
            .map_err(|stopped| (start, stopped))?;
        let mut end = self.conclusion(plan, start);
        if savepoint {
            end.push_str("; RELEASE SAVEPOINT migrate_one");
        }
        if last {
            end.push_str("; COMMIT");
        }
        if let Err(cause) = self.connection.execute(&end).await {
            // Deferred constraints are checked here.
            let error = failure(plan, "commit", None, StatementError::plain(cause), true);
            return Err((start, Stopped::Error(error)));
        }
        Ok(self.finished(plan, start))
    }

    async fn statements_of(
        &mut self,
        plan: &MigrationPlan,
        head_moved: bool,
        savepoint: bool,
    ) -> Result<(), Stopped> {
        let mut preamble = Vec::new();
        if savepoint {
            preamble.push("SAVEPOINT migrate_one".to_owned());
        }
        if !head_moved {
            preamble.push(self.move_head(plan));
        }
        for sql in preamble {
            self.connection.execute(&sql).await.map_err(|cause| {
                Stopped::Error(Error::Database {
                    doing: "begin a migration".to_owned(),
                    cause: cause.to_string(),
                })
            })?;
        }
        let all = flat(plan);
        for (i, (step, statement)) in all.iter().enumerate() {
            self.tell_statement(&step.description, statement, i + 1, all.len());
            if let Err(error) = statement::run(self.connection, statement).await {
                let error = failure(plan, &step.description, Some((i, statement)), error, true);
                return Err(Stopped::Error(error));
            }
        }
        Ok(())
    }
}

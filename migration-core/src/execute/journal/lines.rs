//! What is written into the ledger while a migration is under way.

use std::time::{Duration, Instant};

use super::Place;
use crate::dialect::{Statement, Step};
use crate::driver::DriverError;
use crate::error::Error;
use crate::execute::fence::{Broken, TRIES, Unwritten};
use crate::execute::runner::{Runner, Stopped};
use crate::execute::statement::StatementError;
use crate::ledger::{EntryState, LedgerStore, Mark};
use crate::lock::is_transient;
use crate::plan::{Direction, MigrationPlan};
use crate::schema::DialectName;

impl Runner<'_> {
    /// Says in the ledger that a migration begins. From then on it does not count as applied.
    pub(super) async fn begin_entry(
        &mut self,
        plan: &MigrationPlan,
        all: &[(&Step, &Statement)],
        start: Instant,
    ) -> Result<Place, Stopped> {
        let mark = match all.first() {
            Some((step, statement)) => self.mark_of(step, statement).await,
            None => None,
        };
        let place = Place {
            done: 0,
            marked: mark.is_some(),
        };
        let statements = self.statements();
        let entry = self.entry(plan, EntryState::Running, start);
        let sql = match plan.direction {
            Direction::Up => statements.counted(&statements.begin(&entry, plan, mark.as_ref())),
            Direction::Down => {
                let applied = crate::ledger::Entry {
                    state: EntryState::Applied,
                    direction: Direction::Up,
                    ..entry
                };
                let sql = plan.sql();
                let begun = statements.resume(&applied, Direction::Down, 0, mark.as_ref(), &sql);
                let head = self.move_head(std::slice::from_ref(plan));
                let both = [begun, head].map(|sql| statements.counted(&sql));
                both.join("; ")
            }
        };
        let expected = match plan.direction {
            Direction::Up => 1,
            Direction::Down => 2,
        };
        match self.open(plan, &sql).await {
            Ok(changed) if changed == expected => {}
            // Another runner has put it in, or taken it away.
            Ok(_) => return Err(Stopped::Outdated),
            Err(Unwritten::Refused(cause))
                if matches!(cause.code.as_deref(), Some("1062" | "23505" | "1555")) =>
            {
                return Err(Stopped::Outdated);
            }
            Err(unwritten) => return Err(unwritten.stopped("begin a migration")),
        }
        if plan.direction == Direction::Down {
            self.digest = self.digest.toggled(plan.version, &plan.checksum);
        }
        Ok(place)
    }

    /// Sends what opens an entry, in one transaction with the lock's fence, and with the migration's
    /// time limits where they are the session's. Tells how many rows it changed.
    pub(in crate::execute) async fn open(
        &mut self,
        plan: &MigrationPlan,
        sql: &str,
    ) -> Result<u64, Unwritten> {
        let mysql = self.connection.dialect() == DialectName::Mysql;
        let limits = match mysql {
            true => format!("{}; ", self.limits_of(plan).set(self.watch.server)),
            false => String::new(),
        };
        let begin = self.begin_word();
        let text = format!(
            "{limits}{begin}; {}; {sql}; COMMIT",
            self.lease.guard(&self.step)
        );
        let mut tries = 0;
        let (rows, sent) = loop {
            let sent = Instant::now();
            self.connection.set_in_transaction(true);
            let cause = match self.connection.query(&text).await {
                Ok(rows) => break (rows, sent),
                Err(cause) => cause,
            };
            tries += 1;
            match self.unwritten(cause).await {
                Unwritten::Refused(cause) if is_transient(&cause) && tries < TRIES => {
                    tokio::time::sleep(Duration::from_millis(25) * tries).await;
                }
                unwritten => return Err(unwritten),
            }
        };
        self.connection.set_in_transaction(false);
        self.lease.confirm(sent);
        let mut rows = rows.into_iter().flat_map(|row| row.into_iter().next());
        if mysql {
            self.watch.session = rows.next().flatten();
        }
        Ok(rows
            .flatten()
            .filter_map(|text| text.parse::<u64>().ok())
            .sum())
    }

    /// What the line of a statement says before it is sent.
    pub(in crate::execute) async fn mark_of(
        &mut self,
        step: &Step,
        statement: &Statement,
    ) -> Option<Mark> {
        let trace = statement.trace(self.connection.dialect());
        if self.shares_transaction(step, &trace) {
            return None;
        }
        self.mark(&trace).await
    }

    /// Says that a statement is sent now.
    pub(super) async fn write_line(
        &mut self,
        plan: &MigrationPlan,
        place: &mut Place,
        next: usize,
        mark: Option<&Mark>,
    ) -> Result<(), Broken> {
        let sql = self.statements().line(plan.version, place.done, next, mark);
        moved(self.write(&[&sql]).await?)?;
        *place = Place {
            done: next,
            marked: true,
        };
        Ok(())
    }

    /// Leaves a true ledger behind a failed statement.
    pub(super) async fn stand_still(
        &mut self,
        plan: &MigrationPlan,
        done: usize,
        untouched: bool,
        start: Instant,
        cause: &str,
    ) {
        let statements = self.statements();
        let rest = |state, direction, done| statements.rest(plan.version, state, direction, done);
        let mut digest = self.digest;
        let sql = match plan.direction {
            // Nothing took effect: it is as if it had not begun.
            Direction::Up if untouched => vec![statements.delete(plan.version)],
            Direction::Down if untouched && !plan.partly => {
                let head = self.move_head_back(plan);
                digest = digest.toggled(plan.version, &plan.checksum);
                let applied = rest(EntryState::Applied, Direction::Up, 0);
                vec![applied, head]
            }
            direction => vec![rest(EntryState::Failed, direction, done)],
        };
        // Where this fails the connection went with the statement: the next run finds the entry running.
        let sql: Vec<&str> = sql.iter().map(String::as_str).collect();
        if self.write(&sql).await.is_ok() {
            self.digest = digest;
        }
        self.log_failure(plan, start, cause).await;
    }

    /// Makes the ledger say that the migration is done. Its statements have taken effect, so
    /// this does not give up because the head is another by now.
    pub(super) async fn close_entry(
        &mut self,
        plan: &MigrationPlan,
        start: Instant,
    ) -> Result<(), Stopped> {
        let statements = self.statements();
        let event = self.event(plan, plan.direction.as_str(), start, None);
        let sql = match plan.direction {
            Direction::Up => {
                let entry = self.entry(plan, EntryState::Applied, start);
                let entry = statements.complete(&entry, plan);
                let head = self.move_head(std::slice::from_ref(plan));
                vec![entry, event, head]
            }
            Direction::Down => vec![statements.delete(plan.version), event],
        };
        let sql: Vec<&str> = sql.iter().map(String::as_str).collect();
        let written = self.write(&sql).await;
        let changed = written.map_err(|unwritten| unwritten.stopped("conclude a migration"))?;
        if plan.direction == Direction::Up && changed < 3 {
            // The head is a digest of the entries and can be made from them again.
            let entries = LedgerStore::entries(self.connection).await?;
            LedgerStore::mend_head(self.connection, &entries, &self.lease.mine()).await?;
            self.digest = LedgerStore::digest(&entries).toggled(plan.version, &plan.checksum);
        }
        Ok(())
    }
}

/// Whether a line was written: it is not where another runner has moved the journal.
pub(super) fn moved(changed: u64) -> Result<(), StatementError> {
    match changed {
        1 => Ok(()),
        _ => Err(StatementError::plain(
            "another runner has moved the journal of this migration",
        )),
    }
}

pub(in crate::execute) fn lost(doing: &str, cause: &DriverError) -> Stopped {
    Stopped::Error(Error::Database {
        doing: doing.to_owned(),
        cause: cause.to_string(),
    })
}

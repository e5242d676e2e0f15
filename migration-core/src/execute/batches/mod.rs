//! Work over a table in batches: each is a transaction of its own, which also says how far the
//! work is. So it goes on where it stopped, however it stopped: no row is met twice, and none is
//! left out.
//!
//! A batch knows nothing of what is done with its rows but the SQL of it.

mod attempt;
mod control;
mod cursor;
mod due;
mod options;
mod pace;
mod place;
mod progress;
mod session;
mod status;
mod store;
mod throttle;

pub use due::DataPending;
pub use options::{DataOptions, Wait, WaitHook};
pub(super) use status::begun;
pub use status::{DataState, DataStatus, Paused};

use std::time::Instant;

use super::retry::Retry;
use super::runner::{Runner, Stopped};
use super::statement::StatementError;
use crate::dialect::Batches;
use crate::error::Error;
use crate::event::Event;
use crate::plan::MigrationPlan;
use attempt::Attempt;
use pace::Pace;
use place::Place;
use progress::Meter;
use session::Session;
use store::{DataRow, Store};
use throttle::Throttle;

/// How work in batches ends without being done.
pub(super) enum Unfinished {
    /// A batch failed. Those before it are done, if there are some.
    Failed(StatementError),
    /// It is not for this runner to go on.
    Stopped(Stopped),
}

impl From<Error> for Unfinished {
    fn from(error: Error) -> Self {
        Self::Stopped(Stopped::Error(error))
    }
}

/// What one transaction came to.
enum Outcome {
    /// It changed rows, up to a key.
    Done(Done),
    /// No row is left: the step is done, and the journal says so.
    Finished,
    /// Somebody paused the work.
    Paused,
    /// Another runner works on it.
    Taken,
    /// It has to be tried again, with fewer rows.
    Again(StatementError),
    /// It failed.
    Failed(StatementError),
}

/// A batch that is done.
struct Done {
    /// The last key, as text.
    until: Vec<String>,
    /// How many rows it walked.
    walked: u64,
    /// How many of them it changed; all where Rust code did it.
    changed: u64,
}

impl Runner<'_> {
    /// Walks the table from where an earlier run stopped to its end. `line` is the line of the
    /// journal that says that this step is done: it is part of the last transaction.
    pub(super) async fn in_batches(
        &mut self,
        plan: &MigrationPlan,
        batches: &Batches,
        index: usize,
        line: &str,
    ) -> Result<(), Unfinished> {
        let store = Store::new(self.connection.dialect(), plan, index);
        let place = Place {
            plan,
            batches,
            store,
        };
        let row = place
            .store
            .begin(self.connection, batches, |row| place.changed(row))
            .await?;
        if row.paused {
            return Err(place.paused(&row).into());
        }
        let session = Session::prepare(self, plan).await;
        self.walk(&place, row, &session, line).await
    }

    async fn walk(
        &mut self,
        place: &Place<'_>,
        mut row: DataRow,
        session: &Session,
        line: &str,
    ) -> Result<(), Unfinished> {
        let options = self.data;
        let mut pace = Pace::new(options, place.batches, row.size);
        let mut retry = Retry::new(&session.limits);
        let mut throttle = Throttle::new(options, &place.batches.table);
        let mut meter = Meter::new(&row);
        let mut fresh = true;
        let fence = self.lease.fence(&self.step);
        loop {
            let start = Instant::now();
            let attempt = Attempt {
                place,
                row: &row,
                size: pace.size(),
                begin: &session.begin,
                fence: &fence,
                line,
            };
            let work = attempt.run(self.connection);
            match self.watch.over(session.limits.lock_wait, work).await {
                Outcome::Done(done) => {
                    // The batch moved the lock's row, and was sent after this.
                    self.lease.confirm(start);
                    let took = start.elapsed();
                    let rows = done.walked;
                    pace.did(rows, took);
                    retry = Retry::new(&session.limits);
                    row.advance(done, took);
                    (self.listener)(&meter.event(place, &row, rows, took));
                    throttle.wait(self.connection, took, self.listener).await;
                }
                Outcome::Finished => {
                    (self.listener)(&meter.finished(place, &row));
                    return Ok(());
                }
                Outcome::Paused => {
                    self.wait_for_resume(place, &mut row).await?;
                    meter = Meter::new(&row);
                }
                // A runner that was killed may have sent its last COMMIT: the row is there by now.
                Outcome::Taken if fresh => {
                    row = place.store.read(self.connection).await?.unwrap_or(row);
                }
                Outcome::Taken => return Err(Unfinished::Stopped(Stopped::Outdated)),
                Outcome::Again(error) => match retry.pause() {
                    Some(wait) => {
                        pace.shrink();
                        (self.listener)(&Event::DataRetry {
                            table: place.batches.table.clone(),
                            cause: error.cause.clone(),
                            wait,
                            rows: pace.size(),
                        });
                        tokio::time::sleep(wait).await;
                    }
                    None => {
                        let conflict = self.conflict(&retry);
                        let error = StatementError {
                            hint: Some(self.watch.way_out(&conflict.blockers)),
                            conflict: Some(conflict),
                            ..error
                        };
                        return Err(self.gave_up(place, error).await);
                    }
                },
                Outcome::Failed(error) => return Err(self.gave_up(place, error).await),
            }
            fresh = false;
        }
    }

    /// Leaves the reason with the work, for whoever looks at it.
    async fn gave_up(&mut self, place: &Place<'_>, error: StatementError) -> Unfinished {
        // It is told on top of the failure itself, so an error here is left alone.
        let sql = place.store.fail(&error.cause);
        let _ = self.write(&[&sql]).await;
        Unfinished::Failed(error)
    }

    /// Waits between two batches, holding nothing, until the work may go on.
    async fn wait_for_resume(
        &mut self,
        place: &Place<'_>,
        row: &mut DataRow,
    ) -> Result<(), Unfinished> {
        (self.listener)(&Event::DataPaused {
            table: place.batches.table.clone(),
            rows: row.walked,
        });
        loop {
            tokio::time::sleep(options::POLL).await;
            match place.store.read(self.connection).await? {
                Some(now) if now.paused => {}
                Some(now) => {
                    *row = now;
                    return Ok(());
                }
                None => return Err(Unfinished::Stopped(Stopped::Outdated)),
            }
        }
    }
}

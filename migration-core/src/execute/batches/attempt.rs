//! One batch: a transaction that claims the work, changes the rows, and says how far it is.

use std::time::Instant;

use super::cursor;
use super::place::Place;
use super::store::DataRow;
use super::{Done, Outcome};
use crate::dialect::{BatchWork, Batches};
use crate::driver::{Connection, DriverError, ErrorKind};
use crate::execute::statement::{self, StatementError};
use crate::operation::{Batch, BatchCode};
use crate::schema::DialectName;

/// What a batch is tried with.
pub(super) struct Attempt<'a> {
    pub(super) place: &'a Place<'a>,
    /// How far the work is.
    pub(super) row: &'a DataRow,
    /// How many rows to take.
    pub(super) size: u32,
    /// What begins the transaction.
    pub(super) begin: &'a str,
    /// The lock's fence, which changes one row where this runner has the lock.
    pub(super) fence: &'a str,
    /// The line of the journal that says that the step is done: it is in the last transaction.
    pub(super) line: &'a str,
}

/// Why a transaction did not come to its end.
enum Trouble {
    /// The claim met another state than was read.
    NotOurs,
    /// The server refused something, about these keys.
    Driver(DriverError, Option<Vec<String>>),
    /// Data code failed, or a row cannot be read.
    Other(StatementError),
}

impl From<DriverError> for Trouble {
    fn from(cause: DriverError) -> Self {
        Self::Driver(cause, None)
    }
}

type Tried = Result<Option<Done>, Trouble>;

impl Attempt<'_> {
    /// Runs the batch, or ends the step where no row is left.
    pub(super) async fn run(&self, connection: &mut Connection) -> Outcome {
        connection.set_in_transaction(true);
        let tried = self.transaction(connection).await;
        if tried.is_err() {
            // Where this fails the connection is gone, and the transaction with it.
            let _ = connection.execute("ROLLBACK").await;
        }
        connection.set_in_transaction(false);
        match tried {
            Ok(Some(done)) => Outcome::Done(done),
            Ok(None) => Outcome::Finished,
            Err(Trouble::NotOurs) => match self.place.store.read(connection).await {
                Ok(Some(now)) if now.paused => Outcome::Paused,
                _ => Outcome::Taken,
            },
            Err(Trouble::Driver(cause, until)) => {
                let error = self.place.about(self.row, until.as_deref(), &cause);
                if may_pass(&cause) {
                    Outcome::Again(error)
                } else {
                    Outcome::Failed(error)
                }
            }
            Err(Trouble::Other(error)) => Outcome::Failed(error),
        }
    }

    async fn transaction(&self, connection: &mut Connection) -> Tried {
        let Self { place, row, .. } = self;
        let start = Instant::now();
        self.claim(connection).await?;
        let kinds: Vec<_> = place.batches.key.iter().map(|column| column.kind).collect();
        let dialect = connection.dialect();
        let literals = |key: &[String]| cursor::literals(dialect, &kinds, key);
        let after = row.last.as_deref().map(&literals);
        let next = match row.end.as_deref().map(&literals) {
            Some(end) => {
                let sql = place.batches.next(after.as_deref(), &end, self.size);
                connection.query(&sql).await?.into_iter().next()
            }
            // The table was empty.
            None => None,
        };
        let Some(mut next) = next else {
            if connection.execute(self.line).await? != 1 {
                return Err(Trouble::NotOurs);
            }
            let end = format!("{}; COMMIT", place.store.finish(row));
            connection.execute(&end).await?;
            return Ok(None);
        };
        let walked = next.pop().flatten().and_then(|text| text.parse().ok());
        let until = cursor::key(next).ok_or_else(|| Trouble::Other(place.null_in_key()))?;
        let at = |cause| Trouble::Driver(cause, Some(until.clone()));
        let upper = literals(&until);
        let changed = match &place.batches.work {
            BatchWork::Update(_) => {
                let sql = place.batches.update(after.as_deref(), &upper);
                connection
                    .execute(&sql.unwrap_or_default())
                    .await
                    .map_err(at)?
            }
            BatchWork::Code(code, columns) => {
                let sql = place.batches.rows(after.as_deref(), &upper);
                let rows = connection.query(&sql).await.map_err(at)?;
                let count = rows.len() as u64;
                let names = place.batches.key.iter().map(|column| &column.name);
                let batch = Batch {
                    columns: names
                        .chain(columns.iter().map(|(name, _)| name))
                        .cloned()
                        .collect(),
                    rows,
                    condition: place.batches.range(after.as_deref(), &upper),
                };
                self.code(connection, *code, &batch, &until).await?;
                count
            }
        };
        let done = Done {
            until,
            walked: walked.unwrap_or(0),
            changed,
        };
        let end = format!(
            "{}; COMMIT",
            place.store.save(row, &done, self.size, start.elapsed())
        );
        let saved = connection.execute(&end).await;
        saved.map_err(|cause| Trouble::Driver(cause, Some(done.until.clone())))?;
        Ok(Some(done))
    }

    /// Opens the transaction and takes the work: whoever claims it holds its row until the end,
    /// and a runner that is behind finds another count.
    async fn claim(&self, connection: &mut Connection) -> Result<(), Trouble> {
        let claim = self.place.store.claim(self.row);
        let claimed = if connection.dialect() == DialectName::Sqlite {
            // SQLite counts the changes of an earlier statement for BEGIN.
            connection.execute(self.begin).await?;
            connection.execute(self.fence).await? + connection.execute(&claim).await?
        } else {
            connection
                .execute(&format!("{}; {}; {claim}", self.begin, self.fence))
                .await?
        };
        if claimed == 2 {
            Ok(())
        } else {
            Err(Trouble::NotOurs)
        }
    }

    async fn code(
        &self,
        connection: &mut Connection,
        code: BatchCode,
        batch: &Batch,
        until: &[String],
    ) -> Result<(), Trouble> {
        let outcome = statement::caught((code.run)(connection, batch)).await;
        outcome.map_err(|error| match statement::answered(error) {
            Ok(cause) => Trouble::Driver(cause, Some(until.to_vec())),
            Err(error) => Trouble::Other(self.place.about_code(self.row, until, &*error)),
        })
    }
}

/// Whether the same may work a little later, or with fewer rows: somebody holds a row, two
/// waited for each other, or it took longer than is allowed.
fn may_pass(cause: &DriverError) -> bool {
    // PostgreSQL's serialization_failure.
    matches!(cause.kind, ErrorKind::Busy | ErrorKind::Ended)
        || cause.code.as_deref() == Some("40001")
}

impl Batches {
    /// Whether the rows are read before they are changed.
    pub(super) const fn reads_rows(&self) -> bool {
        matches!(self.work, BatchWork::Code(..))
    }
}

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use crate::conflict::Conflict;
use crate::dialect::{Statement, Step};
use crate::driver::{Connection, DriverError, ErrorKind};
use crate::operation::{DataCode, DataError};
use crate::plan::MigrationPlan;

/// Why a statement did not do what it should.
#[derive(Debug)]
pub(super) struct StatementError {
    pub(super) cause: String,
    pub(super) hint: Option<String>,
    /// The statement itself, where it is a part of what the plan has.
    pub(super) sql: Option<String>,
    /// What kind of trouble it is.
    pub(super) kind: ErrorKind,
    /// Who had what it needs, where it is not tried again.
    pub(super) conflict: Option<Conflict>,
    /// What it did itself, and remains.
    pub(super) part: Option<String>,
}

impl StatementError {
    pub(super) fn plain(cause: impl ToString) -> Self {
        Self {
            cause: cause.to_string(),
            hint: None,
            sql: None,
            kind: ErrorKind::Other,
            conflict: None,
            part: None,
        }
    }

    pub(super) fn part(mut self, part: Option<String>) -> Self {
        self.part = part;
        self
    }
}

/// A plan's statements one after another, each with the step it belongs to.
pub(super) fn flat(plan: &MigrationPlan) -> Vec<(&Step, &Statement)> {
    plan.steps
        .iter()
        .flat_map(|step| {
            step.statements
                .iter()
                .map(move |statement| (step, statement))
        })
        .collect()
}

/// What a person is shown of a statement.
pub(super) fn shown(statement: &Statement) -> &str {
    match statement {
        Statement::Run(sql) => sql,
        Statement::Verify { query, .. } => query,
        Statement::Data(code) => code.name,
        Statement::Batches(batches) => batches.shown(),
        Statement::Rebuild(rebuild) => rebuild.summary(),
    }
}

/// Sends one statement.
pub(super) async fn run(
    connection: &mut Connection,
    statement: &Statement,
) -> Result<(), StatementError> {
    match statement {
        Statement::Run(sql) => match connection.execute(sql).await {
            Ok(_) => Ok(()),
            Err(cause) => Err(explained(&cause)),
        },
        Statement::Verify {
            query,
            problem,
            help,
        } => {
            let rows = connection
                .query(query)
                .await
                .map_err(|cause| explained(&cause))?;
            let Some(row) = rows.into_iter().next() else {
                return Ok(());
            };
            let found = row.into_iter().next().flatten().unwrap_or_default();
            let cause = if found.is_empty() {
                problem.clone()
            } else {
                format!("{problem}: {found}")
            };
            Err(StatementError {
                hint: Some(help.clone()),
                ..StatementError::plain(cause)
            })
        }
        Statement::Data(code) => data(connection, *code).await,
        // A step in batches has its own way, which begins at the journal.
        Statement::Batches(batches) => Err(StatementError::plain(format!(
            "the work over {} in batches cannot share a transaction",
            batches.table
        ))),
        Statement::Rebuild(rebuild) => super::rebuild::run(connection, rebuild).await,
    }
}

pub(super) fn explained(cause: &DriverError) -> StatementError {
    StatementError {
        cause: cause.to_string(),
        hint: match cause.kind {
            ErrorKind::Busy => Some(
                "another session holds what the statement needs; wait until it ends".to_owned(),
            ),
            ErrorKind::Connection | ErrorKind::Tls => Some("the connection was lost; check the server".to_owned()),
            ErrorKind::Ended => Some(
                "the statement ran into its time limit, or was ended by somebody; --statement-timeout gives it longer"
                    .to_owned(),
            ),
            ErrorKind::NoTable | ErrorKind::ReadOnly | ErrorKind::Other => None,
        },
        sql: None,
        kind: cause.kind,
        conflict: None,
        part: None,
    }
}

/// What data code fails with, which may be what the database answered.
fn failed(error: DataError) -> StatementError {
    match answered(error) {
        Ok(cause) => explained(&cause),
        Err(error) => StatementError::plain(error),
    }
}

/// What the database answered, where data code fails with that.
pub(super) fn answered(error: DataError) -> Result<DriverError, DataError> {
    match error.downcast::<DriverError>() {
        Ok(cause) => Ok(*cause),
        Err(error) => Ok(DriverError::from(*error.downcast::<sqlx::Error>()?)),
    }
}

/// Runs Rust data code.
async fn data(connection: &mut Connection, code: DataCode) -> Result<(), StatementError> {
    let outcome = caught((code.run)(connection)).await;
    outcome.map_err(failed)
}

/// Waits for data code. A panic in it is an error like any other: the transaction is rolled back
/// and the lock is given back.
pub(super) async fn caught(
    code: impl Future<Output = Result<(), DataError>>,
) -> Result<(), DataError> {
    let mut future = pin!(code);
    let outcome =
        poll_fn(
            |context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
                Ok(Poll::Pending) => Poll::Pending,
                Ok(Poll::Ready(result)) => Poll::Ready(Ok(result)),
                Err(panic) => Poll::Ready(Err(panic)),
            },
        )
        .await;
    outcome.unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".to_owned());
        Err(format!("the data code panicked: {message}").into())
    })
}

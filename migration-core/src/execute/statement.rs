use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use crate::dialect::{Statement, Step};
use crate::driver::{Connection, DriverError, ErrorKind};
use crate::operation::DataCode;
use crate::plan::MigrationPlan;

/// Why a statement did not do what it should.
#[derive(Debug)]
pub(super) struct StatementError {
    pub(super) cause: String,
    pub(super) hint: Option<String>,
    /// The statement itself, where it is a part of what the plan has.
    pub(super) sql: Option<String>,
}

impl StatementError {
    pub(super) fn plain(cause: impl ToString) -> Self {
        Self {
            cause: cause.to_string(),
            hint: None,
            sql: None,
        }
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
                .map_err(StatementError::plain)?;
            let Some(row) = rows.into_iter().next() else {
                return Ok(());
            };
            let found = row.into_iter().next().flatten().unwrap_or_default();
            Err(StatementError {
                cause: if found.is_empty() {
                    problem.clone()
                } else {
                    format!("{problem}: {found}")
                },
                hint: Some(help.clone()),
                sql: None,
            })
        }
        Statement::Data(code) => data(connection, *code).await,
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
            ErrorKind::Connection => Some("the connection was lost; check the server".to_owned()),
            ErrorKind::NoTable | ErrorKind::ReadOnly | ErrorKind::Other => None,
        },
        sql: None,
    }
}

/// Runs Rust data code. A panic in it is an error like any other: the transaction is rolled
/// back and the lock is given back.
async fn data(connection: &mut Connection, code: DataCode) -> Result<(), StatementError> {
    let mut future = pin!((code.run)(connection));
    let outcome =
        poll_fn(
            |context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
                Ok(Poll::Pending) => Poll::Pending,
                Ok(Poll::Ready(result)) => Poll::Ready(Ok(result)),
                Err(panic) => Poll::Ready(Err(panic)),
            },
        )
        .await;
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(StatementError::plain(error)),
        Err(panic) => {
            let message = panic
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned())
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_else(|| "no message".to_owned());
            Err(StatementError::plain(format!(
                "the data code panicked: {message}"
            )))
        }
    }
}

//! The core's errors as the command line shows them.

use migration_core::{Error, ErrorClass, Failure};
use serde_json::{Value, json};

use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{BOLD, DIM, paint};

impl From<Error> for CliError {
    fn from(error: Error) -> Self {
        let exit = match error.class() {
            ErrorClass::Unexpected => Exit::Unexpected,
            ErrorClass::Usage => Exit::Usage,
            ErrorClass::History => Exit::History,
            ErrorClass::Decision => Exit::Decision,
            ErrorClass::LockBusy => Exit::LockBusy,
            ErrorClass::Connect => Exit::Connect,
            ErrorClass::Failed => Exit::Failed,
        };
        let details = match &error {
            Error::Failed(failure) => lines(failure),
            _ => Vec::new(),
        };
        Self {
            exit,
            code: error.code(),
            message: error.to_string(),
            details,
            help: error.help(),
        }
    }
}

/// The statement, and what exists now.
fn lines(failure: &Failure) -> Vec<String> {
    let mut lines = vec![format!(
        "{} {} of {}, {}:",
        paint(BOLD, "statement"),
        failure.statement,
        failure.statements,
        failure.step
    )];
    let sql = failure.sql.as_deref().unwrap_or("Rust code");
    lines.extend(sql.lines().map(|line| format!("    {}", paint(DIM, line))));
    lines.push(format!("{} {}", paint(BOLD, "now:"), failure.state()));
    lines
}

/// `failed` of `up --json` and `down --json`.
pub(crate) fn document(failure: &Failure) -> Value {
    json!({
        "version": failure.version.to_string(),
        "name": failure.name,
        "direction": failure.direction.as_str(),
        "step": failure.step,
        "statement": failure.statement,
        "statements": failure.statements,
        "sql": failure.sql,
        "message": failure.cause,
        "rolled_back": failure.undone,
    })
}

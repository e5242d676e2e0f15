//! The core's errors as the command line shows them.

use migration_core::{Error, ErrorClass, Failure};
use serde_json::{Value, json};

use crate::approval;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{BOLD, DIM, paint};
use crate::output::time;

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
        let (details, data) = match &error {
            Error::Failed(failure) => (lines(failure), Value::Null),
            Error::Unapproved(plan) => (approval::lines(plan), approval::document(plan)),
            Error::LockBusy {
                holder: Some(holder),
                ..
            }
            | Error::LockHeld { holder, .. }
            | Error::LockLost {
                holder: Some(holder),
            } => (Vec::new(), json!({"holder": holder})),
            _ => (Vec::new(), Value::Null),
        };
        Self {
            exit,
            code: error.code(),
            message: error.to_string(),
            details,
            help: error.help(),
            data,
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
    if let Some(conflict) = &failure.conflict {
        let times = if conflict.attempts == 1 {
            "time"
        } else {
            "times"
        };
        lines.push(format!(
            "{} {} {times} in {}",
            paint(BOLD, "tried:"),
            conflict.attempts,
            time::duration(conflict.waited)
        ));
        for blocker in &conflict.blockers {
            lines.push(format!("{} {blocker}", paint(BOLD, "blocked by:")));
        }
    }
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
        "conflict": failure.conflict,
        "rolled_back": failure.undone,
    })
}

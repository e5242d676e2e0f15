//! The one error type of the command line: what went wrong, the way out, the exit code.

use serde_json::{Value, json};

use crate::exit::Exit;
use crate::output::without_secrets;

/// An error as it is shown to the user.
#[derive(Debug, Clone)]
pub(crate) struct CliError {
    /// The exit code.
    pub(crate) exit: Exit,
    /// A word for programs.
    pub(crate) code: &'static str,
    /// One line.
    pub(crate) message: String,
    /// More lines for a person: what exists now, the statement.
    pub(crate) details: Vec<String>,
    /// What to do.
    pub(crate) help: Option<String>,
    /// More for programs: the fields of an object, or nothing.
    pub(crate) data: Value,
}

impl CliError {
    pub(crate) fn new(exit: Exit, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            exit,
            code,
            message: message.into(),
            details: Vec::new(),
            help: None,
            data: Value::Null,
        }
    }

    /// The command line or the configuration is wrong.
    pub(crate) fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, code, message)
    }

    /// A decision is needed that no flag took.
    pub(crate) fn decision(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(Exit::Decision, "decision_needed", message).help(help)
    }

    /// A file could not be read or written.
    pub(crate) fn file(action: &str, path: &std::path::Path, cause: &std::io::Error) -> Self {
        let error = Self::usage(
            "file",
            format!("cannot {action} {}: {cause}", path.display()),
        );
        match cause.kind() {
            std::io::ErrorKind::PermissionDenied => {
                error.help("give this user the permission, or choose another folder")
            }
            _ => error,
        }
    }

    /// The same, without the password of an address that somebody wrote in the wrong place.
    pub(crate) fn without_secrets(mut self) -> Self {
        self.message = without_secrets(&self.message);
        for line in &mut self.details {
            *line = without_secrets(line);
        }
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// `{"error":{"code","message","help"}}`, and what else there is for programs.
    pub(crate) fn to_json(&self) -> Value {
        let mut error = json!({"code": self.code, "message": self.message, "help": self.help});
        if let (Value::Object(error), Value::Object(more)) = (&mut error, &self.data) {
            error.extend(more.clone());
        }
        json!({"error": error})
    }
}

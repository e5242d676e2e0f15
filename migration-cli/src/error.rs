//! The one error type of the command line: what went wrong, the way out, the exit code.

use serde_json::{Value, json};

use crate::exit::Exit;

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
}

impl CliError {
    pub(crate) fn new(exit: Exit, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            exit,
            code,
            message: message.into(),
            details: Vec::new(),
            help: None,
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

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// `{"error":{"code","message","help"}}`.
    pub(crate) fn to_json(&self) -> Value {
        json!({"error": {"code": self.code, "message": self.message, "help": self.help}})
    }
}

//! The event log of a run: one JSON object a line, appended to a file.
//!
//! Each line has `at` (UTC), `run` (the same for all lines of a run) and `event`. The first is
//! `run_started`, the last `run_finished`; between them stands every event of the core, whose keys
//! are the fields of [`Event`].

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::{SecondsFormat, Utc};
use migration_core::Event;
use serde_json::{Map, Value, json};

use crate::error::CliError;
use crate::exit::Exit;
use crate::output::Output;

/// A file that events are appended to.
pub(crate) struct EventLog {
    output: Output,
    path: PathBuf,
    /// `None` once it could not be written: that is told once, and stops nothing.
    file: Mutex<Option<File>>,
    run: String,
}

impl EventLog {
    /// Opens the file for the command `name`, and says that it begins.
    pub(crate) fn open(path: &Path, output: Output, name: &str) -> Result<Self, CliError> {
        let file = options()
            .open(path)
            .map_err(|cause| CliError::file("write", path, &cause))?;
        let now = Utc::now();
        let log = Self {
            output,
            path: path.to_owned(),
            file: Mutex::new(Some(file)),
            run: format!("{}-{}", now.format("%Y%m%dT%H%M%S%3fZ"), std::process::id()),
        };
        log.write(json!({
            "event": "run_started",
            "command": name,
            "tool": concat!("migrate ", env!("CARGO_PKG_VERSION")),
        }));
        Ok(log)
    }

    /// Appends an event of the core.
    pub(crate) fn event(&self, event: &Event) {
        match serde_json::to_value(event) {
            Ok(value) => self.write(value),
            Err(cause) => self.give_up(&cause.to_string()),
        }
    }

    /// Says how the run ended.
    pub(crate) fn finish(&self, exit: Exit, error: Option<&CliError>) {
        let error = error.map(|error| {
            json!({
                "code": error.code,
                "message": error.message,
                "details": error.details.iter().map(|line| anstream::adapter::strip_str(line).to_string()).collect::<Vec<_>>(),
                "help": error.help,
            })
        });
        self.write(json!({"event": "run_finished", "exit_code": exit as u8, "error": error}));
    }

    /// One line in one write: what several runs append to a file does not mix.
    fn write(&self, fields: Value) {
        let mut line = Map::new();
        let at = Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true);
        line.insert("at".to_owned(), at.into());
        line.insert("run".to_owned(), self.run.as_str().into());
        if let Value::Object(fields) = fields {
            line.extend(fields);
        }
        let text = format!("{}\n", Value::Object(line));
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = file.as_mut().map(|file| file.write_all(text.as_bytes()));
        if let Some(Err(cause)) = written {
            *file = None;
            drop(file);
            self.give_up(&cause.to_string());
        }
    }

    fn give_up(&self, cause: &str) {
        let path = self.path.display();
        self.output
            .note(format!("the event log {path} cannot be written: {cause}"));
    }
}

/// The file is for its owner alone: statements may hold what not everybody may read.
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

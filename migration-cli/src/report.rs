//! Telling how a run goes: a line for each migration when it is done, and on a terminal what
//! is happening now.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use migration_core::plan::{Direction, Ran};
use migration_core::{Error, Event, Report};
use serde_json::{Value, json};

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::failure;
use crate::output::Output;
use crate::output::progress::Progress;
use crate::output::style::{BOLD, DIM, GOOD, WARN, paint};
use crate::output::time;

/// Prints what a migrator reports.
pub(crate) struct Reporter {
    output: Output,
    /// Names are padded to the longest one, so that the durations stand below each other.
    name_width: usize,
    progress: Mutex<Option<Progress>>,
}

impl Reporter {
    pub(crate) fn new(context: &Context) -> Arc<Self> {
        let names = context
            .registry
            .entries()
            .iter()
            .map(|entry| entry.name.len());
        Arc::new(Self {
            output: context.output,
            name_width: names.max().unwrap_or(0),
            progress: Mutex::new(None),
        })
    }

    /// What the migrator calls.
    pub(crate) fn listener(self: &Arc<Self>) -> Arc<dyn Fn(&Event) + Send + Sync> {
        let reporter = Arc::clone(self);
        Arc::new(move |event| reporter.on(event))
    }

    fn on(&self, event: &Event) {
        match event {
            Event::WaitingForLock { holder } => {
                let by = holder
                    .as_ref()
                    .map_or(String::new(), |by| format!(" ({by})"));
                self.show(format!(
                    "waiting: another runner is migrating this database{by}"
                ));
            }
            Event::Verifying {
                server,
                version,
                name,
                phase,
                index,
                total,
            } => self.show(format!(
                "{server}, {index} of {total}: {version} {name}, {phase}"
            )),
            Event::MigrationStarted {
                version,
                name,
                index,
                total,
                ..
            } => self.show(format!("{index} of {total}: {version} {name}")),
            Event::Statement {
                step,
                sql,
                index,
                total,
            } => {
                self.message(format!("statement {index} of {total}: {step}"));
                if self.output.verbose > 0 {
                    self.print(&paint(DIM, format!("  {}", sql.replace('\n', "\n  "))));
                }
            }
            Event::MigrationFinished {
                version,
                name,
                direction,
                duration,
                ..
            } => {
                let (style, word) = match direction {
                    Direction::Up => (GOOD, "applied "),
                    Direction::Down => (WARN, "reversed"),
                };
                self.print(&format!(
                    "{}  {version}  {name:<width$}  {}",
                    paint(style, word),
                    paint(DIM, time::duration(*duration)),
                    width = self.name_width,
                ));
            }
            _ => {}
        }
    }

    fn show(&self, message: String) {
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        match progress.as_ref() {
            Some(progress) => progress.message(message),
            None => *progress = Some(Progress::start(&self.output, message)),
        }
    }

    fn message(&self, message: String) {
        let progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(progress) = progress.as_ref() {
            progress.message(message);
        }
    }

    fn print(&self, line: &str) {
        let progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        match progress.as_ref() {
            Some(progress) => progress.suspend(|| self.output.line(line)),
            None => self.output.line(line),
        }
    }

    /// Takes the progress off the terminal: the run is over.
    pub(crate) fn clear(&self) {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// What a run did, in the words of its command.
pub(crate) struct Words {
    /// `applied`, `reversed`, `stamped`.
    pub(crate) done: &'static str,
    /// What to say where there was nothing.
    pub(crate) nothing: &'static str,
}

/// Prints the totals of a run, or the document of a `--json` run; a failure goes on as an error.
pub(crate) fn finish(
    context: &Context,
    target: &Target,
    words: &Words,
    result: Result<Report, Error>,
) -> Result<Exit, CliError> {
    let output = &context.output;
    let (ran, failed) = match &result {
        Ok(report) => (report.ran.as_slice(), Value::Null),
        Err(Error::Failed(failure)) => (failure.ran.as_slice(), failure::document(failure)),
        Err(_) => (&[][..], Value::Null),
    };
    if output.json && (result.is_ok() || !failed.is_null()) {
        let ran: Vec<Value> = ran.iter().map(document).collect();
        output.document(&json!({"ran": ran, "failed": failed}));
    }
    let report = result?;
    let place = paint(DIM, format!("· {}", target.describe()));
    if report.ran.is_empty() {
        output.line(format!("{} {place}", words.nothing));
    } else {
        output.line(format!("{} {place}", total(&report.ran, words.done)));
    }
    Ok(Exit::Ok)
}

/// `3 migrations applied in 41 ms`.
fn total(ran: &[Ran], done: &str) -> String {
    let took: Duration = ran.iter().map(|ran| ran.duration).sum();
    let plural = if ran.len() == 1 { "" } else { "s" };
    let count = paint(BOLD, format!("{} migration{plural} {done}", ran.len()));
    format!("{count} in {}", time::duration(took))
}

fn document(ran: &Ran) -> Value {
    json!({
        "version": ran.version.to_string(),
        "name": ran.name,
        "direction": ran.direction.as_str(),
        "duration_ms": time::millis(ran.duration),
        "statements": ran.statements,
    })
}

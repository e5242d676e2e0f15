//! Telling how a run goes: a line for each migration when it is done, and on a terminal what
//! is happening now.

mod batches;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use migration_core::health::Check;
use migration_core::plan::{Direction, Ran};
use migration_core::{Error, Event, Report};
use serde_json::{Value, json};

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::event_log::EventLog;
use crate::exit::Exit;
use crate::failure;
use crate::hooks::Outcome;
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
    /// When it was told last how far a data migration is.
    told: Mutex<Option<Instant>>,
    log: Option<Arc<EventLog>>,
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
            told: Mutex::new(None),
            log: context.log.clone(),
        })
    }

    /// What the migrator calls.
    pub(crate) fn listener(self: &Arc<Self>) -> Arc<dyn Fn(&Event) + Send + Sync> {
        let reporter = Arc::clone(self);
        Arc::new(move |event| reporter.on(event))
    }

    fn on(&self, event: &Event) {
        if let Some(log) = &self.log {
            log.event(event);
        }
        match event {
            Event::WaitingForLock { holder } => {
                let by = holder
                    .as_ref()
                    .map_or(String::new(), |by| format!(" ({by})"));
                self.show(format!(
                    "waiting: another runner is migrating this database{by}"
                ));
            }
            Event::Connected { server } if self.output.verbose > 0 => {
                self.print(&paint(DIM, format!("on {server}")));
            }
            Event::WatchingLock { holder, at_most } => self.show(format!(
                "watching {holder}, for {} at most",
                time::duration(*at_most)
            )),
            Event::Protected { environment } => self.output.note(format!(
                "the database says itself that it is {environment:?}, which is protected"
            )),
            Event::Warned { check } => self.warned(check),
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
            Event::Resumed {
                version,
                name,
                statement,
                statements,
                found,
            } => {
                let found = found
                    .as_ref()
                    .map_or(String::new(), |found| format!("; the one that was interrupted {found}"));
                self.print(&format!(
                    "{}  {version}  {name}: behind {} of {statements} statements{found}",
                    paint(WARN, "resumed "),
                    statement - 1,
                ));
            }
            Event::WaitingForStatement { session } => self.show(format!(
                "waiting: session {session} of the server still works on the statement of a runner that died"
            )),
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
            Event::Blocked { blockers } => {
                if let Some(blocker) = blockers.first() {
                    self.message(format!("waiting for what {blocker} has"));
                }
            }
            Event::Retrying {
                version,
                name,
                attempts,
                pause,
                blockers,
                ..
            } => {
                let by = blockers
                    .first()
                    .map_or(String::new(), |by| format!(" that {by} has"));
                self.print(&format!(
                    "{}  {version}  {name:<width$}  attempt {attempts} did not get a lock{by}; the next in {}",
                    paint(WARN, "blocked "),
                    time::duration(*pause),
                    width = self.name_width,
                ));
            }
            Event::DataProgress(progress) => self.walked(progress),
            Event::DataFinished(progress) => self.walked_all(progress),
            Event::DataPaused { table, rows } => self.paused(table, *rows),
            Event::DataWaiting { table, reason } => self.waits(table, reason),
            Event::DataRetry {
                table,
                cause,
                wait,
                rows,
            } => self.tried_again(table, cause, *wait, *rows),
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

    /// What may have to be waited for, with the way out.
    fn warned(&self, check: &Check) {
        let help = check.help.as_ref().map(|help| format!(" ({help})"));
        let text = format!(
            "{}: {}{}",
            check.name,
            check.found,
            help.unwrap_or_default()
        );
        let progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        match progress.as_ref() {
            Some(progress) => progress.suspend(|| self.output.note(text)),
            None => self.output.note(text),
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
    let ran: Vec<Value> = ran.iter().map(document).collect();
    let error = result
        .as_ref()
        .err()
        .map(|error| CliError::from(error.clone()));
    tell_hook(context, target, ran, failed, error);
    let report = result?;
    let place = paint(DIM, format!("· {}", target.describe()));
    if report.ran.is_empty() {
        output.line(format!("{} {place}", words.nothing));
    } else {
        output.line(format!("{} {place}", total(&report.ran, words.done)));
    }
    Ok(Exit::Ok)
}

/// Has the profile's hook run.
fn tell_hook(
    context: &Context,
    target: &Target,
    ran: Vec<Value>,
    failed: Value,
    error: Option<CliError>,
) {
    let outcome = if error.is_none() {
        "success"
    } else {
        "failure"
    };
    let exit = error.as_ref().map_or(Exit::Ok, |error| error.exit) as u8;
    let message = error.as_ref().map(|error| error.message.clone());
    let variables = [
        ("OUTCOME", outcome.to_owned()),
        ("COMMAND", context.command.clone()),
        ("PROFILE", target.profile.clone()),
        ("DIALECT", target.url.dialect().to_string()),
        ("DATABASE", target.url.database()),
        ("EXIT_CODE", exit.to_string()),
        ("RAN", ran.len().to_string()),
        ("ERROR", message.unwrap_or_default()),
    ];
    let document = json!({
        "outcome": outcome,
        "command": context.command,
        "profile": target.profile,
        "dialect": target.url.dialect().as_str(),
        "database": target.url.database(),
        "exit_code": exit,
        "ran": ran,
        "failed": failed,
        "error": error.map(|error| error.to_json()["error"].take()),
    });
    let outcome = Outcome {
        success: exit == 0,
        variables: &variables,
        document: &document,
    };
    target.hooks.run(&outcome, &context.output);
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

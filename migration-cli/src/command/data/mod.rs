//! `migrate data`: the migrations that walk tables in batches. What they are, how far they are, and
//! running, pausing and resuming them.

mod run;
mod show;

use migration_core::migration::Version;
use migration_core::{DataState, DataStatus};
use serde_json::{Value, json};

use crate::approval::Approval;
use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::count::count;
use crate::output::style::{DIM, GOOD, WARN, paint};
use crate::{versions, work};

/// What to do with them.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Action {
    /// List what walks, how far it is and what waits; needs no lock, and never writes
    Status {
        /// Only this migration (a version, a unique beginning of it, or a name)
        name: Option<String>,
        /// Those that are done too
        #[arg(long)]
        all: bool,
    },
    /// Go on with what is half done and run what is due, and change no schema
    Run {
        /// Only up to this migration
        name: Option<String>,
        #[command(flatten)]
        approval: Approval,
    },
    /// Have it stop after its batch, in whatever process it runs; needs no lock
    Pause {
        /// Only this migration [default: whichever is under way]
        name: Option<String>,
    },
    /// Let what was paused go on
    Resume {
        /// Only this migration [default: whichever is paused]
        name: Option<String>,
    },
}

pub(crate) fn run(action: &Action, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let only = |name: &Option<String>| {
        let chosen = name.as_deref().map(|name| chosen(context, name));
        chosen.transpose()
    };
    match action {
        Action::Status { name, all } => show::run(context, &target, only(name)?, *all),
        Action::Run { name, approval } => run::run(context, &target, only(name)?, approval),
        Action::Pause { name } => pause(context, &target, only(name)?),
        Action::Resume { name } => resume(context, &target, only(name)?),
    }
}

/// The migration that somebody means: one that walks a table, or that the database alone knows.
fn chosen(context: &Context, name: &str) -> Result<Version, CliError> {
    let version = versions::resolve_applied(&context.registry, name)?;
    match context.registry.get(version) {
        Some(recorded) if recorded.walks().is_empty() => Err(CliError::usage(
            "no_batches",
            format!("migration {version} {} works in no batches", recorded.name),
        )
        .help("`migrate data status --all` lists those that do")),
        _ => Ok(version),
    }
}

fn pause(context: &Context, target: &Target, only: Option<Version>) -> Result<Exit, CliError> {
    let paused = work::wait(work::reader(context).data_pause(&target.url, only))??;
    if context.output.json {
        context
            .output
            .document(&json!({"paused": documents(&paused)}));
    }
    let place = paint(DIM, format!("· {}", target.describe()));
    if paused.is_empty() {
        let what = "nothing to pause: no work in batches is under way";
        context.output.line(format!("{what} {place}"));
    }
    for each in &paused {
        context.output.line(line(paint(WARN, "paused "), each));
    }
    if !paused.is_empty() {
        context.output.line(format!(
            "a run stops behind its batch, and waits; `migrate data resume` lets it go on {place}"
        ));
    }
    Ok(Exit::Ok)
}

fn resume(context: &Context, target: &Target, only: Option<Version>) -> Result<Exit, CliError> {
    let reader = work::reader(context);
    let resumed = work::wait(async {
        let before = reader.data_status(&target.url).await?;
        let after = reader.data_resume(&target.url, only).await?;
        let was_paused = |each: &DataStatus| {
            let same = |one: &DataStatus| {
                (one.version, one.direction) == (each.version, each.direction)
                    && one.state == DataState::Paused
            };
            before.iter().any(same)
        };
        let resumed: Vec<_> = after.into_iter().filter(was_paused).collect();
        Ok::<_, migration_core::Error>(resumed)
    })??;
    if context.output.json {
        context
            .output
            .document(&json!({"resumed": documents(&resumed)}));
    }
    let place = paint(DIM, format!("· {}", target.describe()));
    if resumed.is_empty() {
        let what = "nothing to resume: no work in batches is paused";
        context.output.line(format!("{what} {place}"));
    }
    for each in &resumed {
        context.output.line(line(paint(GOOD, "resumed"), each));
    }
    if resumed.iter().any(|each| each.state == DataState::Running) {
        context
            .output
            .line(format!("the run that waits goes on {place}"));
    } else if !resumed.is_empty() {
        context
            .output
            .line(format!("`migrate data run` goes on with it {place}"));
    }
    Ok(Exit::Ok)
}

/// `paused   20260102_000000  fill_slugs  posts: 450,000 rows are walked`
fn line(word: String, each: &DataStatus) -> String {
    format!(
        "{word}  {}  {}  {}: {} rows are walked",
        each.version,
        each.name,
        each.table,
        count(each.walked)
    )
}

fn documents(all: &[DataStatus]) -> Vec<Value> {
    all.iter().map(show::document).collect()
}

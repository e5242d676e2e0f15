//! `migrate repair`: what is half done or not as it was, the ways to put it right with their SQL,
//! and the way that was chosen. It asks before it changes anything.

mod difference;
mod show;

use migration_core::ledger::State;
use migration_core::migration::Version;
use migration_core::{HalfDone, Repair, Rewritten};

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{DIM, GOOD, paint};
use crate::prompt::confirm_loss;
use crate::report::{Reporter, Words, finish};
use crate::{versions, work};

/// What to do; without a flag the situation is shown.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("way").args([
    "plan", "go_on", "again", "roll_back", "mark_applied", "mark_pending", "record", "forget",
])))]
pub(crate) struct Flags {
    /// Print the ways to go on with the SQL of each, and change nothing
    #[arg(long)]
    plan: bool,
    /// The statement in doubt happened: go on behind it
    #[arg(long = "continue")]
    go_on: bool,
    /// The statement in doubt did not happen: run it, and go on
    #[arg(long)]
    again: bool,
    /// Undo the part that is done
    #[arg(long)]
    roll_back: bool,
    /// Run nothing, and record the migration as applied
    #[arg(long)]
    mark_applied: bool,
    /// Run nothing, and record the migration as not applied
    #[arg(long)]
    mark_pending: bool,
    /// Record changed migrations as they are now, after showing what changed [default: all of them]
    #[arg(long, value_name = "VERSION", num_args = 0..)]
    record: Option<Vec<String>>,
    /// Take a migration whose file is gone out of the ledger; what it made stays
    #[arg(long, value_name = "VERSION")]
    forget: Option<String>,
    /// The database's name, which a protected profile asks for
    #[arg(long, value_name = "DATABASE")]
    confirm: Option<String>,
}

impl Flags {
    fn way(&self) -> Option<Repair> {
        let chosen = [
            (self.go_on, Repair::Continue),
            (self.again, Repair::Again),
            (self.roll_back, Repair::RollBack),
            (self.mark_applied, Repair::MarkApplied),
            (self.mark_pending, Repair::MarkPending),
        ];
        let mut all = chosen.into_iter();
        all.find_map(|(given, way)| given.then_some(way))
    }
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    if let Some(given) = &flags.record {
        return record(flags, context, &target, given);
    }
    if let Some(version) = &flags.forget {
        return forget(flags, context, &target, version);
    }
    match flags.way() {
        Some(way) => go_on(flags, context, &target, way),
        None => show(flags, context, &target),
    }
}

/// What there is to put right.
struct Problems {
    half_done: Option<HalfDone>,
    rewritten: Vec<Rewritten>,
    /// Applied migrations that this build does not have.
    unknown: Vec<(Version, String, State)>,
}

fn show(flags: &Flags, context: &Context, target: &Target) -> Result<Exit, CliError> {
    let migrator = work::reader(context);
    let problems = work::wait(async {
        let status = migrator.status(&target.url).await?;
        let all = status.migrations.into_iter();
        let unknown = all.filter(|one| matches!(one.state, State::Missing | State::Future));
        Ok::<_, migration_core::Error>(Problems {
            half_done: migrator.half_done(&target.url).await?,
            rewritten: migrator.rewritten(&target.url).await?,
            unknown: unknown
                .map(|one| (one.version, one.name, one.state))
                .collect(),
        })
    })??;
    if context.output.json {
        context.output.document(&show::document(&problems));
    } else {
        show::print(context, target, &problems, flags.plan);
    }
    Ok(Exit::Ok)
}

fn go_on(flags: &Flags, context: &Context, target: &Target, way: Repair) -> Result<Exit, CliError> {
    let found = work::wait(work::reader(context).half_done(&target.url))??;
    let Some(found) = found else {
        let place = paint(DIM, format!("· {}", target.describe()));
        context
            .output
            .line(format!("nothing to do: no migration is half done {place}"));
        return Ok(Exit::Ok);
    };
    let choice = found.choices.iter().find(|choice| choice.way == way);
    if let Some(why) = choice.and_then(|choice| choice.hindrance.as_ref()) {
        return Err(CliError::new(
            Exit::History,
            "hindered",
            format!("--{} is not to be had: {why}", way.as_str()),
        )
        .help("`migrate repair --plan` shows the other ways"));
    }
    if !context.global.yes {
        show::half_done(context, &found);
        if let Some(choice) = choice {
            show::choice(context, &found, choice);
        }
    }
    let what = format!(
        "{} of migration {} {}",
        show::in_words(way, &found),
        found.version,
        found.name
    );
    confirm_loss(context, target, &what, flags.confirm.as_deref())?;
    let reporter = Reporter::new(context);
    let migrator = work::migrator_on(context, target, &reporter);
    let result = work::wait(migrator.repair(&target.url, way))?;
    reporter.clear();
    let words = Words {
        done: "finished",
        nothing: "done: the ledger says so now",
    };
    finish(context, target, &words, result)
}

fn record(
    flags: &Flags,
    context: &Context,
    target: &Target,
    given: &[String],
) -> Result<Exit, CliError> {
    let output = &context.output;
    let mut changed = work::wait(work::reader(context).rewritten(&target.url))??;
    if !given.is_empty() {
        let versions = given
            .iter()
            .map(|text| versions::resolve(&context.registry, text))
            .collect::<Result<Vec<_>, _>>()?;
        changed.retain(|each| versions.contains(&each.version));
    }
    let place = paint(DIM, format!("· {}", target.describe()));
    if changed.is_empty() {
        output.line(format!(
            "nothing to do: they are as they were applied {place}"
        ));
        return Ok(Exit::Ok);
    }
    for each in &changed {
        show::rewritten(context, each);
    }
    let count = changed.len();
    let plural = if count == 1 { "" } else { "s" };
    let what = format!(
        "recording {count} changed migration{plural} as applied, without running anything,"
    );
    confirm_loss(context, target, &what, flags.confirm.as_deref())?;
    let versions: Vec<Version> = changed.iter().map(|each| each.version).collect();
    let reporter = Reporter::new(context);
    let migrator = work::migrator_on(context, target, &reporter);
    work::wait(migrator.record(&target.url, &versions))??;
    reporter.clear();
    output.line(format!("{} {count} recorded {place}", paint(GOOD, "✓")));
    if output.json {
        let all: Vec<String> = versions.iter().map(ToString::to_string).collect();
        output.document(&serde_json::json!({"recorded": all}));
    }
    Ok(Exit::Ok)
}

fn forget(
    flags: &Flags,
    context: &Context,
    target: &Target,
    version: &str,
) -> Result<Exit, CliError> {
    let output = &context.output;
    let version = version.parse::<Version>().map_err(|_| {
        CliError::usage(
            "unknown_version",
            format!("{version:?} is no whole version"),
        )
        .help("`migrate status` lists them; one is written like 20261120_093000")
    })?;
    let what = format!("taking {version} out of the ledger, and leaving what it made,");
    confirm_loss(context, target, &what, flags.confirm.as_deref())?;
    let reporter = Reporter::new(context);
    let migrator = work::migrator_on(context, target, &reporter);
    work::wait(migrator.forget(&target.url, version))??;
    reporter.clear();
    let place = paint(DIM, format!("· {}", target.describe()));
    output.line(format!(
        "{} {version} is forgotten {place}",
        paint(GOOD, "✓")
    ));
    if output.json {
        output.document(&serde_json::json!({"forgotten": version.to_string()}));
    }
    Ok(Exit::Ok)
}

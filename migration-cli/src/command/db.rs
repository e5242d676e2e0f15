//! `migrate db`: the database itself.

use std::time::Duration;

use migration_core::driver::admin;
use serde_json::json;

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::progress::Progress;
use crate::output::style::{GOOD, paint};
use crate::prompt::database_name;
use crate::work;

/// What to do with it.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Action {
    /// Create the database, unless it exists
    Create,
    /// Drop the database with all it holds
    Drop {
        /// Its name, so that no other is dropped by mistake
        name: String,
    },
    /// Wait until the server answers
    Wait {
        /// How long, like `30` or `2m`
        #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = crate::args::duration)]
        timeout: Duration,
    },
}

pub(crate) fn run(action: &Action, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    match action {
        Action::Create => create(context, &target),
        Action::Drop { name } => drop(context, &target, name),
        Action::Wait { timeout } => {
            let waiting = format!("waiting for {}", target.describe());
            let progress = Progress::start(&context.output, waiting);
            let result = work::wait(admin::wait(&target.url, *timeout))?;
            std::mem::drop(progress);
            result?;
            done(context, &target, "ready", true)
        }
    }
}

fn create(context: &Context, target: &Target) -> Result<Exit, CliError> {
    let created = work::wait(admin::create(&target.url))??;
    done(
        context,
        target,
        if created { "created" } else { "exists already" },
        created,
    )
}

fn drop(context: &Context, target: &Target, name: &str) -> Result<Exit, CliError> {
    let own = database_name(target);
    if name != own && name != target.url.database() {
        return Err(CliError::usage(
            "wrong_name",
            format!("the database is {own}, not {name}: nothing was dropped"),
        )
        .help("give the name of the database that the flags and the profile point at"));
    }
    if target.protected && !context.global.yes {
        return Err(CliError::decision(
            format!("{} is protected", target.describe()),
            "repeat with --yes if you mean to drop it",
        ));
    }
    let dropped = work::wait(admin::drop(&target.url))??;
    done(
        context,
        target,
        if dropped { "dropped" } else { "does not exist" },
        dropped,
    )
}

fn done(context: &Context, target: &Target, what: &str, changed: bool) -> Result<Exit, CliError> {
    if context.output.json {
        context.output.document(&json!({
            "dialect": target.url.dialect().as_str(),
            "database": target.url.database(),
            "state": what,
        }));
    }
    let sign = if changed {
        paint(GOOD, "✓")
    } else {
        "·".to_owned()
    };
    context
        .output
        .line(format!("{sign} {} {what}", target.describe()));
    Ok(Exit::Ok)
}

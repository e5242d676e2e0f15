//! `migrate db`: the database itself.

use std::time::Duration;

use migration_core::Error;
use migration_core::driver::admin;
use serde_json::json;

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::progress::Progress;
use crate::output::style::{GOOD, paint};
use crate::prompt::{self, Question, database_name};
use crate::{backup, work};

/// What to do with it.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Action {
    /// Create the database, unless it exists
    Create,
    /// Drop the database with all it holds
    Drop {
        /// Its name, so that no other is dropped by mistake
        name: String,
        /// Its name once more, which a protected one asks for
        #[arg(long, value_name = "DATABASE")]
        confirm: Option<String>,
    },
    /// Have the database forget that it is protected
    Unprotect {
        /// Its name, so that no other is taken by mistake
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
        Action::Drop { name, confirm } => drop(context, &target, name, confirm.as_deref()),
        Action::Unprotect { name } => unprotect(context, &target, name),
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

fn drop(
    context: &Context,
    target: &Target,
    name: &str,
    confirmed: Option<&str>,
) -> Result<Exit, CliError> {
    is_named(target, name, "nothing was dropped")?;
    let says = match work::wait(work::reader(context).protection(&target.url))? {
        Ok(says) => says,
        // PostgreSQL invalid_catalog_name, MySQL ER_BAD_DB_ERROR: what is not there says nothing.
        Err(Error::Connect { code, .. }) if matches!(code.as_deref(), Some("3D000" | "1049")) => {
            None
        }
        Err(error) => return Err(error.into()),
    };
    let protection = prompt::protection(says.as_deref(), target);
    if !protection.is_empty() {
        let question = Question {
            what: "dropping all there is".to_owned(),
            protection,
            confirmed,
            hash: None,
        };
        prompt::agree(context, target, &question)?;
        backup::before_loss(context, target)?;
    }
    let dropped = work::wait(admin::drop(&target.url))??;
    done(
        context,
        target,
        if dropped { "dropped" } else { "does not exist" },
        dropped,
    )
}

fn unprotect(context: &Context, target: &Target, name: &str) -> Result<Exit, CliError> {
    is_named(target, name, "nothing was changed")?;
    let said = work::wait(work::reader(context).unprotect(&target.url))??;
    if let Some(profile) = &target.protected {
        context.output.note(format!(
            "profile {profile} is protected in migrate.toml: the next `up` has the database remember it again"
        ));
    }
    match said {
        Some(_) => done(context, target, "is not protected any more", true),
        None => done(context, target, "was not protected", false),
    }
}

/// Whether the name is that of the database that the flags and the profile point at.
fn is_named(target: &Target, name: &str, otherwise: &str) -> Result<(), CliError> {
    let own = database_name(target);
    if name == own || name == target.url.database() {
        return Ok(());
    }
    Err(CliError::usage(
        "wrong_name",
        format!("the database is {own}, not {name}: {otherwise}"),
    )
    .help("give the name of the database that the flags and the profile point at"))
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

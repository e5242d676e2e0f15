//! `migrate validate`: whether the migrations fit together, and fit the database's history.

use migration_core::ledger::{MigrationStatus, State};
use migration_core::{Error, ErrorClass, Status};
use serde_json::json;

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{DIM, GOOD, paint};
use crate::work;

/// What to look at.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Exit with 3 when migrations are pending
    #[arg(long)]
    pending: bool,
    /// Look at the migrations only, at no database
    #[arg(long, conflicts_with = "pending")]
    offline: bool,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let output = &context.output;
    context.registry.fold()?;
    let count = context.registry.entries().len();
    let plural = if count == 1 { "" } else { "s" };
    output.line(format!(
        "{} {count} migration{plural} checked, each on the schema before it",
        paint(GOOD, "✓")
    ));
    let database = if flags.offline {
        None
    } else {
        database(flags, context)?
    };
    let pending: Vec<&MigrationStatus> = database
        .iter()
        .flat_map(|(_, status)| &status.migrations)
        .filter(|migration| matches!(migration.state, State::Pending | State::Late))
        .collect();
    if output.json {
        let pending: Vec<String> = pending.iter().map(|one| one.version.to_string()).collect();
        let checked = database
            .as_ref()
            .map(|(_, status)| status.database.as_str());
        output.document(&json!({"migrations": count, "database": checked, "pending": pending}));
    }
    if let Some((target, _)) = &database {
        let place = paint(DIM, format!("· {}", target.describe()));
        output.line(format!(
            "{} the applied ones are unchanged {place}",
            paint(GOOD, "✓")
        ));
        if !pending.is_empty() {
            output.line(format!(
                "  {} pending: `migrate up` applies them",
                pending.len()
            ));
        }
    }
    Ok(if flags.pending && !pending.is_empty() {
        Exit::Pending
    } else {
        Exit::Ok
    })
}

/// The status of the database, where one is configured and answers; problems are errors.
fn database(flags: &Flags, context: &Context) -> Result<Option<(Target, Status)>, CliError> {
    let target = match context.target() {
        Ok(target) => target,
        Err(error) if error.code == "no_database" && !flags.pending => {
            context
                .output
                .note("no database is configured: the history was not checked");
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let status = match work::wait(work::reader(context).status(&target.url))? {
        Ok(status) => status,
        Err(error) if error.class() == ErrorClass::Connect && !flags.pending => {
            context
                .output
                .note(format!("the history was not checked: {error}"));
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    let of = |state: State| -> Vec<_> {
        let all = status.migrations.iter().filter(|one| one.state == state);
        all.map(|one| (one.version, one.name.clone())).collect()
    };
    let newest = context.registry.entries().last().map(|entry| entry.version);
    let problem = match (
        of(State::Changed),
        of(State::Missing),
        of(State::Future),
        of(State::Failed),
    ) {
        (changed, ..) if !changed.is_empty() => Error::Changed {
            migrations: changed,
        }
        .into(),
        (_, missing, ..) if !missing.is_empty() => Error::Missing {
            migrations: missing,
        }
        .into(),
        (_, _, future, _) if !future.is_empty() => Error::Future {
            newest: newest.unwrap_or(future[0].0),
            migrations: future,
        }
        .into(),
        (.., failed) if !failed.is_empty() => {
            let (version, name) = &failed[0];
            CliError::new(
                Exit::History,
                "failed",
                format!("migration {version} {name} is half done"),
            )
            .help("mend the cause, and `migrate up` goes on with it; `migrate repair` shows what is there")
        }
        _ => return Ok(Some((target, status))),
    };
    Err(problem)
}

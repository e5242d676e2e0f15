//! From the arguments to the exit code.

use std::ffi::OsString;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use migration_core::migration::Registry;

use crate::args::{Cli, Command};
use crate::context::Context;
use crate::error::CliError;
use crate::event_log::EventLog;
use crate::exit::Exit;
use crate::output::{Color, Output, without_secrets};
use crate::project::Project;
use crate::{cargo, command};

/// Runs the command line of a migrations package: every command, on these migrations.
///
/// ```no_run
/// fn main() -> std::process::ExitCode {
///     migration_cli::run(migration_core::registry!())
/// }
/// ```
#[must_use]
pub fn run(registry: Registry) -> ExitCode {
    start(Some(registry))
}

/// Runs the installed `migrate`: commands that need migrations go to the package's own binary.
#[must_use]
pub fn run_installed() -> ExitCode {
    start(None)
}

fn start(registry: Option<Registry>) -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let (cli, name) = match parse(&arguments) {
        Ok(parsed) => parsed,
        Err(error) => return refuse(&error, &arguments),
    };
    let global = cli.global.clone();
    let output = Output::new(global.json, global.quiet, global.verbose, global.color);
    // The package's own binary writes the log of what is handed over to it.
    let hands_over = registry.is_none() && cli.command.needs_registry();
    let log = match &global.log_file {
        Some(path) if !hands_over => EventLog::open(path, output, &name).map(Arc::new).map(Some),
        _ => Ok(None),
    };
    let log = match log {
        Ok(log) => log,
        Err(error) => {
            output.error(&error);
            return error.exit.into();
        }
    };
    // A migration is code too: where it panics, the exit code still says what scripts expect.
    let result = catch_unwind(AssertUnwindSafe(|| {
        if hands_over {
            let project = Project::require(&cli.global)?;
            return cargo::hand_over(&project, arguments.get(1..).unwrap_or_default(), &output);
        }
        let context = Context::new(cli.global.clone(), output, registry, name, log.clone());
        let exit = dispatch(&cli, context)?;
        if let Some(log) = &log {
            log.finish(exit, None);
        }
        Ok(exit.into())
    }));
    let error = match result {
        Ok(Ok(code)) => return code,
        Ok(Err(error)) => error,
        Err(panic) => panicked(panic.as_ref()),
    }
    .without_secrets();
    output.error(&error);
    if let Some(log) = &log {
        log.finish(error.exit, Some(&error));
    }
    error.exit.into()
}

/// Reads the arguments, and the command's name.
fn parse(arguments: &[OsString]) -> Result<(Cli, String), clap::Error> {
    let mut definition = Cli::command();
    let matches = definition.try_get_matches_from_mut(arguments)?;
    let name = matches.subcommand_name().unwrap_or_default().to_owned();
    let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut definition))?;
    Ok((cli, name))
}

fn dispatch(cli: &Cli, context: Context) -> Result<Exit, CliError> {
    match &cli.command {
        #[cfg(feature = "generate")]
        Command::Init(flags) => command::init::run(flags, &context),
        #[cfg(feature = "generate")]
        Command::Generate(flags) => command::generate::run(flags, &context),
        #[cfg(feature = "generate")]
        Command::Sync(flags) => command::sync::run(flags, &context),
        Command::Up(flags) => command::up::run(flags, &context),
        Command::Down(flags) => command::down::run(flags, &context),
        Command::Redo(flags) => command::redo::run(flags, &context),
        Command::Status(flags) => command::status::run(flags, &context),
        Command::Health => command::health::run(&context),
        Command::History(flags) => command::history::run(flags, &context),
        Command::Current(flags) => command::current::run(flags, &context),
        Command::Plan(flags) => command::plan::run(flags, &context),
        Command::Sql(flags) => command::sql::run(flags, &context),
        Command::Validate(flags) => command::validate::run(flags, &context),
        Command::Verify(flags) => command::verify::run(flags, &context),
        Command::Drift(flags) => command::drift::run(flags, &context),
        Command::Diff(flags) => command::diff::run(flags, &context),
        Command::Data(action) => command::data::run(action, &context),
        Command::Stamp(flags) => command::stamp::run(flags, &context),
        Command::Repair(flags) => command::repair::run(flags, &context),
        Command::Unlock(flags) => command::unlock::run(flags, &context),
        Command::Reset(flags) => command::reset::run(flags, &context),
        Command::Backup(flags) => command::backup::run(flags, &context),
        Command::Restore(flags) => command::restore::run(flags, &context),
        Command::Db(action) => command::db::run(action, &context),
        #[cfg(feature = "generate")]
        Command::Completions(flags) => command::completions::run(flags),
        Command::Schema => command::schema::run(&context),
        #[cfg(not(feature = "generate"))]
        Command::Elsewhere(_) => command::elsewhere::run(),
    }
}

/// Prints what clap has to say: help and version are no errors.
fn refuse(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    let is_help = !error.use_stderr() && error.kind() != ErrorKind::MissingSubcommand;
    let text = without_secrets(&error.to_string());
    if is_help || !arguments.iter().any(|argument| argument == "--json") {
        // A closed stream is all that can go wrong here, and no one is left to tell.
        if is_help || text == error.to_string() {
            let _ = error.print();
        } else {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
        return if is_help { Exit::Ok } else { Exit::Usage }.into();
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let message = lines
        .next()
        .unwrap_or("bad usage")
        .trim_start_matches("error: ");
    let help: Vec<&str> = lines.map(str::trim).collect();
    let error = CliError::usage("usage", message).help(help.join("\n"));
    Output::new(true, false, 0, Color::Never).error(&error);
    Exit::Usage.into()
}

fn panicked(panic: &(dyn std::any::Any + Send)) -> CliError {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned());
    CliError::new(Exit::Unexpected, "panic", format!("panicked: {text}"))
        .help("the place is named above; if it is not in a migration of yours, please report it")
}

//! From the arguments to the exit code.

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use migration_core::migration::Registry;

use crate::args::{Cli, Command};
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{Color, Output};
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
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return refuse(&error, &arguments),
    };
    let global = cli.global.clone();
    let output = Output::new(global.json, global.quiet, global.verbose, global.color);
    // A migration is code too: where it panics, the exit code still says what scripts expect.
    let result = catch_unwind(AssertUnwindSafe(|| {
        dispatch(&cli, &arguments, output, registry)
    }));
    let error = match result {
        Ok(Ok(code)) => return code,
        Ok(Err(error)) => error,
        Err(panic) => panicked(panic.as_ref()),
    };
    output.error(&error);
    error.exit.into()
}

fn dispatch(
    cli: &Cli,
    arguments: &[OsString],
    output: Output,
    registry: Option<Registry>,
) -> Result<ExitCode, CliError> {
    if registry.is_none() && cli.command.needs_registry() {
        let project = Project::require(&cli.global)?;
        return cargo::hand_over(&project, arguments.get(1..).unwrap_or_default(), &output);
    }
    let context = Context::new(cli.global.clone(), output, registry);
    let exit = match &cli.command {
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
        Command::History(flags) => command::history::run(flags, &context),
        Command::Current(flags) => command::current::run(flags, &context),
        Command::Plan(flags) => command::plan::run(flags, &context),
        Command::Sql(flags) => command::sql::run(flags, &context),
        Command::Validate(flags) => command::validate::run(flags, &context),
        Command::Verify(flags) => command::verify::run(flags, &context),
        Command::Stamp(flags) => command::stamp::run(flags, &context),
        Command::Reset(flags) => command::reset::run(flags, &context),
        Command::Db(action) => command::db::run(action, &context),
        #[cfg(feature = "generate")]
        Command::Completions(flags) => command::completions::run(flags),
        Command::Schema => command::schema::run(&context),
        #[cfg(not(feature = "generate"))]
        Command::Elsewhere(_) => command::elsewhere::run(),
    }?;
    Ok(exit.into())
}

/// Prints what clap has to say: help and version are no errors.
fn refuse(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    let is_help = !error.use_stderr() && error.kind() != ErrorKind::MissingSubcommand;
    if is_help || !arguments.iter().any(|argument| argument == "--json") {
        // A closed stream is all that can go wrong here, and no one is left to tell.
        let _ = error.print();
        return if is_help { Exit::Ok } else { Exit::Usage }.into();
    }
    let text = error.to_string();
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

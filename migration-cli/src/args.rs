//! The command line, as clap reads it. What each command does is in `command`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgAction, Args, Parser, Subcommand};

use crate::command;
use crate::output::Color;

/// Typed schema migrations for SQLite, PostgreSQL and MySQL/MariaDB.
#[derive(Debug, Parser)]
#[command(
    name = "migrate",
    bin_name = "migrate",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 ok · 1 unexpected · 2 usage or configuration · 3 pending · \
        4 the database differs from the migrations · 5 history problem · 6 a decision is needed · 7 lock busy · 8 cannot connect · \
        9 a migration failed"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// The database, like `sqlite://app.db`; beats DATABASE_URL and the profile
    #[arg(short = 'u', long, global = true, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    /// The profile of migrate.toml [default: MIGRATE_ENV, or `dev`]
    #[arg(short = 'e', long, global = true, value_name = "PROFILE")]
    pub(crate) env: Option<String>,
    /// The configuration file [default: the nearest migrate.toml]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The migrations package [default: the nearest one]
    #[arg(long, global = true, value_name = "FOLDER", env = crate::cargo::DIR_VARIABLE, hide_env = true)]
    pub(crate) dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
    /// Print errors and answers only
    #[arg(short = 'q', long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Print more: each statement as it runs
    #[arg(short = 'v', long, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Answer yes where the command asks
    #[arg(short = 'y', long, global = true)]
    pub(crate) yes: bool,
    /// Never ask: what would be asked is an error that names the flag
    #[arg(long, global = true)]
    pub(crate) non_interactive: bool,
    /// Append what happens to this file, one JSON object a line
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) log_file: Option<PathBuf>,
    /// How long to wait while somebody else migrates, like `30` or `500ms`
    #[arg(long, global = true, value_name = "SECONDS", value_parser = duration)]
    pub(crate) lock_timeout: Option<Duration>,
    /// How long a statement waits for a lock before it is tried again; 0 is no limit [default: 5s]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = duration)]
    pub(crate) lock_wait: Option<Duration>,
    /// How long what lost its lock is tried again; 0 is never [default: 60s]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = duration)]
    pub(crate) retry_for: Option<Duration>,
    /// How long a statement may run; 0 is no limit [default: the server's]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = duration)]
    pub(crate) statement_timeout: Option<Duration>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a migrations package
    #[cfg(feature = "generate")]
    Init(command::init::Flags),
    /// Write a new migration
    #[cfg(feature = "generate")]
    #[command(visible_alias = "g")]
    Generate(Box<command::generate::Words>),
    /// Write mod.rs from the files in src/migrations
    #[cfg(feature = "generate")]
    Sync(command::sync::Flags),
    /// Said to be elsewhere
    #[cfg(not(feature = "generate"))]
    #[command(name = "generate", aliases = ["g", "init", "sync", "completions"], hide = true)]
    Elsewhere(command::elsewhere::Words),
    /// Apply pending migrations
    Up(command::up::Flags),
    /// Reverse applied migrations, by default the last one
    Down(command::down::Flags),
    /// Reverse the last migrations and apply them again
    Redo(command::redo::Flags),
    /// List the migrations and whether each is applied; never writes
    Status(command::status::Flags),
    /// Look whether the database can be migrated now, and what is in the way; never writes
    #[command(visible_alias = "doctor")]
    Health,
    /// List what was done to the database, and by whom
    History(command::history::Flags),
    /// Print the version that the database is at
    Current(command::current::Flags),
    /// Show what `up` would do
    Plan(command::plan::Flags),
    /// Print migrations as a SQL script, without a database
    Sql(command::sql::Flags),
    /// Check the migrations, and the history of the database where one is configured
    Validate(command::validate::Flags),
    /// Prove the migrations: up, down and up again on a scratch database of each server
    Verify(command::verify::Flags),
    /// Show where the database differs from what its migrations make; never writes
    Drift(command::drift::Flags),
    /// Print what makes one schema another, as a script or as Rust; never writes
    Diff(command::diff::Flags),
    /// Look at the data migrations that work in batches, run, pause and resume them
    #[command(subcommand)]
    Data(command::data::Action),
    /// Record migrations as applied without running them
    Stamp(command::stamp::Flags),
    /// Show what is half done or changed, and put it right
    Repair(command::repair::Flags),
    /// Show who has the lock, and free it where its holder is dead
    Unlock(command::unlock::Flags),
    /// Reverse all migrations and apply them again
    Reset(command::reset::Flags),
    /// Write the whole database into a file
    Backup(command::backup::Flags),
    /// Put what a backup holds in the place of what the database holds
    Restore(command::restore::Flags),
    /// Create, drop, unprotect or wait for the database
    #[command(subcommand)]
    Db(command::db::Action),
    /// Print a completion script for a shell
    #[cfg(feature = "generate")]
    Completions(command::completions::Flags),
    /// Tell the installed `migrate` what the migrations amount to
    #[command(name = command::schema::NAME, hide = true)]
    Schema,
}

impl Command {
    /// Whether only the package's own binary, which holds the migrations, can run the command.
    pub(crate) fn needs_registry(&self) -> bool {
        match self {
            #[cfg(feature = "generate")]
            Self::Init(_) | Self::Generate(_) | Self::Sync(_) | Self::Completions(_) => false,
            Self::Db(_) | Self::Backup(_) | Self::Restore(_) | Self::Unlock(_) => false,
            Self::Diff(flags) => flags.needs_registry(),
            _ => true,
        }
    }
}

/// `30`, `30s`, `500ms`, `2m`, `1h`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (number, unit) = text.split_at(split.unwrap_or(text.len()));
    let scale = match unit.trim() {
        "" | "s" => 1.0,
        "ms" => 0.001,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err("write seconds, or a number with ms, s, m or h".to_owned()),
    };
    let number: f64 = number.parse().map_err(|_| "that is no number".to_owned())?;
    Duration::try_from_secs_f64(number * scale).map_err(|cause| cause.to_string())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn durations() {
        for (text, expected) in [
            ("30", Some(30_000)),
            ("1.5s", Some(1_500)),
            ("500ms", Some(500)),
            ("2m", Some(120_000)),
            ("1h", Some(3_600_000)),
            ("soon", None),
            ("5 years", None),
        ] {
            let millis = duration(text).ok().map(|duration| duration.as_millis());
            assert_eq!(millis, expected, "{text}");
        }
    }
}

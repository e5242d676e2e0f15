//! `migrate up`: applies pending migrations, and asks before anything is lost.

use clap::ValueEnum;
use migration_core::{Target as Until, TransactionMode};

use crate::approval::{Approval, Goal};
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::report::{Reporter, Words, finish};
use crate::{versions, work};

/// How far, and how.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Stop after this version (or a unique beginning of it, or a name)
    #[arg(long, value_name = "VERSION", conflicts_with = "count")]
    to: Option<String>,
    /// Apply this many
    #[arg(short = 'n', long = "count", value_name = "N")]
    count: Option<usize>,
    /// Print the SQL, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// One transaction for each migration, or one for all of them
    #[arg(long, value_enum, default_value_t)]
    transaction: Transaction,
    #[command(flatten)]
    approval: Approval,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Transaction {
    /// One transaction for the run.
    All,
    /// One for each migration.
    #[default]
    Each,
}

/// What `up` says.
pub(crate) const WORDS: Words = Words {
    done: "applied",
    nothing: "nothing to do: every migration is applied",
};

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let until = match (&flags.to, flags.count) {
        (Some(version), _) => Until::Version(versions::resolve(&context.registry, version)?),
        (None, Some(count)) => Until::Steps(count),
        (None, None) => Until::Latest,
    };
    if flags.dry_run {
        return super::plan::show(context, &target, until);
    }
    let reporter = Reporter::new(context);
    let migrator =
        work::migrator_for(context, &target, &reporter).transaction(match flags.transaction {
            Transaction::All => TransactionMode::All,
            Transaction::Each => TransactionMode::PerMigration,
        });
    let goal = Goal::Up(until);
    let result = flags
        .approval
        .run(context, &target, &reporter, &migrator, goal)?;
    reporter.clear();
    finish(context, &target, &WORDS, result)
}

//! `migrate down`: reverses applied migrations, and asks before anything is lost.

use migration_core::DownTarget;

use crate::approval::{Approval, Goal};
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::report::{Reporter, Words, finish};
use crate::{versions, work};

/// How far back.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Reverse this many [default: 1]
    #[arg(short = 'n', long = "count", value_name = "N", conflicts_with_all = ["to", "all"])]
    count: Option<usize>,
    /// Reverse everything after this version, which stays applied
    #[arg(long, value_name = "VERSION", conflicts_with = "all")]
    to: Option<String>,
    /// Reverse every migration
    #[arg(long)]
    all: bool,
    /// Run the SQL that the ledger kept when they were applied: for migrations whose file is gone,
    /// or that a newer build applied
    #[arg(long)]
    from_ledger: bool,
    /// Print the SQL, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    approval: Approval,
}

/// What `down` says.
pub(crate) const WORDS: Words = Words {
    done: "reversed",
    nothing: "nothing to do: no migration is applied",
};

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let until = match &flags.to {
        Some(version) => {
            DownTarget::Version(versions::resolve_applied(&context.registry, version)?)
        }
        None if flags.all => DownTarget::All,
        None => DownTarget::Steps(flags.count.unwrap_or(1)),
    };
    if flags.dry_run {
        let reader = work::reader(context);
        let plan = match flags.from_ledger {
            true => work::wait(reader.plan_down_from_ledger(&target.url, until))??,
            false => work::wait(reader.plan_down(&target.url, until))??,
        };
        return super::plan::print(context, &target, &plan);
    }
    let reporter = Reporter::new(context);
    let migrator = work::migrator_for(context, &target, &reporter);
    let goal = match flags.from_ledger {
        true => Goal::DownFromLedger(until),
        false => Goal::Down(until),
    };
    let result = flags
        .approval
        .run(context, &target, &reporter, &migrator, goal)?;
    reporter.clear();
    finish(context, &target, &WORDS, result)
}

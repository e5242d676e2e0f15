//! `migrate redo`: reverses the last migrations and applies them again, while one is written.

use migration_core::{DownTarget, Report, Target as Until};

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::report::{Reporter, Words, finish};
use crate::work;

/// How many.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// How many migrations
    #[arg(short = 'n', long = "count", value_name = "N", default_value_t = 1)]
    count: usize,
    /// The database's name, which a protected profile asks for
    #[arg(long, value_name = "DATABASE")]
    confirm: Option<String>,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let down = DownTarget::Steps(flags.count);
    again(context, down, flags.confirm.as_deref(), |reversed| {
        Until::Steps(reversed)
    })
}

/// Reverses down to `down`, then applies what `up` says for the number that was reversed.
pub(crate) fn again(
    context: &Context,
    down: DownTarget,
    confirmed: Option<&str>,
    up: impl FnOnce(usize) -> Until,
) -> Result<Exit, CliError> {
    let target = context.target()?;
    let plan = work::wait(work::reader(context).plan_down(&target.url, down))??;
    super::down::agree(context, &target, &plan, confirmed)?;
    let reporter = Reporter::new(context);
    let migrator = work::migrator(context, &reporter);
    let result = work::wait(async {
        let mut ran = migrator.down(&target.url, down).await?.ran;
        let reversed = ran.len();
        let until = up(reversed);
        // `-n 0` would mean nothing, and nothing reversed is nothing to do again.
        if !matches!(until, Until::Steps(0)) {
            ran.extend(migrator.up_to(&target.url, until).await?.ran);
        }
        Ok(Report { ran })
    })?;
    reporter.clear();
    let words = Words {
        done: "run",
        nothing: "nothing to do: no migration is applied",
    };
    finish(context, &target, &words, result)
}

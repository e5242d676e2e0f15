//! `migrate redo`: reverses the last migrations and applies them again, while one is written.

use migration_core::{DownTarget, Error, Migrator, Report, Target as Until};

use crate::approval::{Approval, Goal};
use crate::context::{Context, Target};
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
    #[command(flatten)]
    approval: Approval,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let down = DownTarget::Steps(flags.count);
    again(context, down, &flags.approval, |reversed| {
        Until::Steps(reversed)
    })
}

/// Reverses down to `down`, then applies what `up` says for the number that was reversed.
pub(crate) fn again(
    context: &Context,
    down: DownTarget,
    approval: &Approval,
    up: impl FnOnce(usize) -> Until,
) -> Result<Exit, CliError> {
    let target = context.target()?;
    let reporter = Reporter::new(context);
    let migrator = work::migrator_for(context, &target, &reporter);
    let reversed = approval.run(context, &target, &reporter, &migrator, Goal::Down(down))?;
    let result = match reversed {
        Ok(report) => {
            let until = up(report.ran.len());
            work::wait(apply_again(&migrator, &target, report, until))?
        }
        Err(error) => Err(error),
    };
    reporter.clear();
    let words = Words {
        done: "run",
        nothing: "nothing to do: no migration is applied",
    };
    finish(context, &target, &words, result)
}

/// Applies what was reversed. Whoever agreed to have it reversed agreed to that too.
async fn apply_again(
    migrator: &Migrator,
    target: &Target,
    reversed: Report,
    until: Until,
) -> Result<Report, Error> {
    let mut ran = reversed.ran;
    // `-n 0` would mean nothing, and nothing reversed is nothing to do again.
    if !matches!(until, Until::Steps(0)) {
        let applied = match migrator.up_to(&target.url, until).await {
            Err(Error::Unapproved(plan)) => {
                let approved = migrator.clone().approve(plan.hash);
                approved.up_to(&target.url, until).await
            }
            applied => applied,
        };
        ran.extend(applied?.ran);
    }
    Ok(Report { ran })
}

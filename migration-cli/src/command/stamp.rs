//! `migrate stamp`: records migrations as applied without running them, for a database that
//! has their tables already.

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::report::{Reporter, Words, finish};
use crate::{versions, work};

/// How far.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Everything up to this version counts as applied
    version: String,
    /// What they make was there before migrations were used: they are never reversed
    #[arg(long)]
    baseline: bool,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let version = versions::resolve(&context.registry, &flags.version)?;
    let target = context.target()?;
    let reporter = Reporter::new(context);
    let migrator = work::migrator_for(context, &target, &reporter);
    let result = work::wait(async {
        match flags.baseline {
            true => migrator.baseline(&target.url, version).await,
            false => migrator.stamp(&target.url, version).await,
        }
    })?;
    reporter.clear();
    let words = Words {
        done: "recorded as applied, without running them,",
        nothing: "nothing to do: all of them are recorded as applied",
    };
    finish(context, &target, &words, result)
}

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
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let version = versions::resolve(&context.registry, &flags.version)?;
    let target = context.target()?;
    let reporter = Reporter::new(context);
    let migrator = work::migrator(context, &reporter);
    let result = work::wait(migrator.stamp(&target.url, version))?;
    reporter.clear();
    let words = Words {
        done: "recorded as applied, without running them,",
        nothing: "nothing to do: all of them are recorded as applied",
    };
    finish(context, &target, &words, result)
}

//! `migrate reset`: reverses everything and applies everything again.

use migration_core::{DownTarget, Target as Until};

use crate::approval::Approval;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;

/// What a protected database asks for.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    #[command(flatten)]
    approval: Approval,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    super::redo::again(context, DownTarget::All, &flags.approval, |_| Until::Latest)
}

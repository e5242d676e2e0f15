//! `migrate reset`: reverses everything and applies everything again.

use migration_core::{DownTarget, Target as Until};

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;

/// The word that a protected database asks for.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// The database's name, which a protected profile asks for
    #[arg(long, value_name = "DATABASE")]
    confirm: Option<String>,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let confirmed = flags.confirm.as_deref();
    super::redo::again(context, DownTarget::All, confirmed, |_| Until::Latest)
}

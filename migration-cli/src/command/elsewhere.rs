//! The commands of the installed `migrate` alone, where the program was built without them.

use crate::error::CliError;
use crate::exit::Exit;

/// Whatever was asked for: it is not looked at.
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Words {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _words: Vec<String>,
}

pub(crate) fn run() -> Result<Exit, CliError> {
    Err(CliError::usage(
        "no_generator",
        "this program was built without the generator",
    )
    .help(
        "the installed `migrate` has init, generate, sync and completions; to have them here, give \
         migration-cli the feature `generate` in this package's Cargo.toml",
    ))
}

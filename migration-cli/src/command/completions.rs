//! `migrate completions`: a script that lets the shell complete commands and flags.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;
use crate::error::CliError;
use crate::exit::Exit;

/// Which shell.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(flags: &Flags) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(flags.shell, &mut Cli::command(), "migrate", &mut script);
    let written = std::io::Write::write_all(&mut std::io::stdout(), &script);
    match written {
        // A reader that has gone away is no failure of ours.
        Err(cause) if cause.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(CliError::new(Exit::Unexpected, "output", cause.to_string()))
        }
        _ => Ok(Exit::Ok),
    }
}

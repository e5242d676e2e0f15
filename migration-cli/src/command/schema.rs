//! `__schema`: what a package's migrations amount to, for the installed `migrate`, which writes
//! the next one. Not for people, and not the same from version to version.

use migration_core::Error;
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::folded::Folded;

/// The name of the command.
pub(crate) const NAME: &str = "__schema";

/// The version that both sides have to be of.
pub(crate) const FRAMEWORK: &str = env!("CARGO_PKG_VERSION");

/// What the binary says.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// The version of migration-cli that it was built with.
    pub(crate) framework: String,
    /// What the migrations fold to, or why they do not.
    pub(crate) folded: Result<Folded, Misfit>,
}

/// An error of the core, as it is shown.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Misfit {
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

pub(crate) fn run(context: &Context) -> Result<Exit, CliError> {
    let answer = Answer {
        framework: FRAMEWORK.to_owned(),
        folded: Folded::of_registry(&context.registry).map_err(|error: Error| Misfit {
            message: error.to_string(),
            help: error.help(),
        }),
    };
    let text = serde_json::to_string(&answer)
        .map_err(|cause| CliError::new(Exit::Unexpected, "schema", cause.to_string()))?;
    context.output.answer(text);
    Ok(Exit::Ok)
}

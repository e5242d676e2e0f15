//! `migrate backup`: the whole database in a file.

use std::path::PathBuf;

use serde_json::json;

use crate::backup::{self, BackupSettings};
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::time;

/// Where to.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// The file [default: one with the moment in its name, in the folder of the profile's `backup`]
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let usual = BackupSettings::usual(&context.config_folder()?);
    let settings = target.backup.as_ref().unwrap_or(&usual);
    let made = backup::take(context, &target, settings, flags.to.as_deref())?;
    if context.output.json {
        context.output.document(&json!({
            "file": made.file.as_ref().map(|file| file.display().to_string()),
            "bytes": made.bytes,
            "duration_ms": time::millis(made.took),
        }));
    }
    backup::print(context, &made);
    Ok(Exit::Ok)
}

//! `migrate sync`: makes `mod.rs` declare exactly the files beside it.

use serde_json::json;

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::generate;
use crate::output::style::{BAD, GOOD, paint};
use crate::project::Project;

/// Nothing to choose.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {}

pub(crate) fn run(_: &Flags, context: &Context) -> Result<Exit, CliError> {
    let project = Project::require(&context.global)?;
    let report = generate::sync(&project.dir)?;
    let output = &context.output;
    if output.json {
        output.document(&json!({"added": report.added, "removed": report.removed}));
        return Ok(Exit::Ok);
    }
    for module in &report.added {
        output.line(format!("{} {module}", paint(GOOD, "+")));
    }
    for module in &report.removed {
        output.line(format!("{} {module}", paint(BAD, "-")));
    }
    if !report.changed {
        output.line("nothing to do: mod.rs declares every file beside it");
    }
    Ok(Exit::Ok)
}

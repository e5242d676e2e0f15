//! `migrate current`: the version that the database is at, for scripts.

use serde_json::json;

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{DIM, paint};
use crate::work;

/// Nothing to choose.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {}

pub(crate) fn run(_: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let status = work::wait(work::reader(context).status(&target.url))??;
    let name = status.current.and_then(|version| {
        let mut all = status.migrations.iter();
        all.find(|migration| migration.version == version)
            .map(|migration| migration.name.clone())
    });
    let output = &context.output;
    if output.json {
        let version = status.current.map(|version| version.to_string());
        output.document(&json!({"version": version, "name": name}));
        return Ok(Exit::Ok);
    }
    match status.current {
        Some(version) => {
            output.answer(format!(
                "{version} {}",
                paint(DIM, name.unwrap_or_default())
            ));
        }
        None => output.line(format!("no migration is applied · {}", target.describe())),
    }
    Ok(Exit::Ok)
}

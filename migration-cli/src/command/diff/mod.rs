//! `migrate diff`: what makes one schema another, as SQL, as Rust or as data.

mod renames;
mod source;

use migration_core::compare::{Comparison, Way};
use serde_json::json;

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{DIM, GOOD, paint};
use crate::work;

/// What to compare, and how to print what lies between.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// What there is: `database` (the configured one), a URL, `migrations`, `migrations@VERSION`, a
    /// .sql file, or the .json file of `schema dump`
    #[arg(long, value_name = "SOURCE", default_value = source::DATABASE)]
    from: String,
    /// What there should be, in the same words
    #[arg(long, value_name = "SOURCE", default_value = source::MIGRATIONS)]
    to: String,
    /// Print a script for the server's own client (this is what is printed where nothing else is
    /// asked for)
    #[arg(long, conflicts_with = "rust")]
    sql: bool,
    /// Print the statements of a migration
    #[cfg(feature = "generate")]
    #[arg(long)]
    rust: bool,
    #[command(flatten)]
    renames: renames::RenameFlags,
    /// The server to make in a scratch database what is no live one [default: that of the live one]
    #[arg(long, value_name = "URL")]
    server: Option<String>,
}

impl Flags {
    /// Whether the package's migrations are one of the two.
    pub(crate) fn needs_registry(&self) -> bool {
        [&self.from, &self.to]
            .iter()
            .any(|text| source::is_migrations(text))
    }
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let from = source::read(&flags.from, context)?;
    let to = source::read(&flags.to, context)?;
    let server = match &flags.server {
        Some(url) => Some(context.server(url)?),
        None => source::usual_server(&[&from, &to], context)?,
    };
    let comparison = work::wait(Comparison::of(&from, &to, server.as_ref()))??;
    let renames = renames::decide(&flags.renames, &comparison, context)?;
    let way = comparison.way(&renames)?;
    let output = &context.output;
    if output.json {
        output.document(&document(&comparison, &way));
        return Ok(Exit::Ok);
    }
    for each in &comparison.from.unmodelled {
        if !comparison.to.unmodelled.contains(each) {
            let of = each.table.iter().map(|table| format!(" of {table}"));
            output.note(format!(
                "{} {}{} stays: the schema has no value for it",
                each.kind,
                each.name,
                of.collect::<String>()
            ));
        }
    }
    if way.operations.is_empty() {
        output.note(format!("{} nothing differs", paint(GOOD, "✓")));
        return Ok(Exit::Ok);
    }
    for loss in &way.plan.destroys {
        output.note(format!("loses {loss}"));
    }
    #[cfg(feature = "generate")]
    if flags.rust {
        output.answer(rust(&way)?.trim_end());
        return Ok(Exit::Ok);
    }
    output.answer(way.script().trim_end());
    let count = way.operations.len();
    let plural = if count == 1 { "" } else { "s" };
    output.note(paint(
        DIM,
        format!("{count} operation{plural}; nothing was changed"),
    ));
    Ok(Exit::Ok)
}

fn document(comparison: &Comparison, way: &Way) -> serde_json::Value {
    let words: Vec<String> = way.operations.iter().map(|each| each.describe()).collect();
    let losses: Vec<String> = way.plan.destroys.iter().map(ToString::to_string).collect();
    json!({
        "dialect": comparison.capabilities.dialect().as_str(),
        "operations": words,
        "loses": losses,
        "sql": way.script(),
    })
}

#[cfg(feature = "generate")]
fn rust(way: &Way) -> Result<String, CliError> {
    use crate::generate::render::{NoKeys, render};

    let rendered = render(&way.operations, &NoKeys)
        .map_err(|cause| CliError::usage("unsupported", cause.to_string()).help(cause.help))?;
    // As deep as in a file of its own they need not stand.
    let lines = rendered.statements.lines();
    let lines = lines.map(|line| line.strip_prefix("        ").unwrap_or(line));
    Ok(lines.map(|line| format!("{line}\n")).collect())
}

//! `migrate drift`: where the database differs from what its migrations make.

use migration_core::compare::{Deviation, Drift, Side};
use serde_json::json;

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::ignored::Ignored;
use crate::output::style::{BAD, BOLD, DIM, GOOD, HELP, WARN, paint};
use crate::work;

/// What to compare with, and what to leave out.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Leave out objects of this name, like `table audit_*`; several times for several, beside
    /// those of migrate.toml
    #[arg(long, value_name = "PATTERN")]
    ignore: Vec<String>,
    /// The server to run the migrations on in a scratch database [default: the database's own]
    #[arg(long, value_name = "URL")]
    server: Option<String>,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let server = flags.server.as_deref().map(|url| context.server(url));
    let server = server.transpose()?;
    let ignored = Ignored::new(context.drift()?.ignore, &flags.ignore)?;
    let migrator = work::reader(context);
    let drift = work::wait(migrator.drift(&target.url, server.as_ref()))??;
    let (told, left_out): (Vec<&Deviation>, Vec<&Deviation>) = drift
        .deviations
        .iter()
        .partition(|each| !ignored.matches(&each.object));
    if context.output.json {
        document(&drift, &told, left_out.len(), context, &target);
    } else {
        print(&drift, &told, left_out.len(), context, &target);
    }
    Ok(if told.is_empty() {
        Exit::Ok
    } else {
        Exit::Differs
    })
}

fn document(
    drift: &Drift,
    told: &[&Deviation],
    ignored: usize,
    context: &Context,
    target: &Target,
) {
    let deviations: Vec<_> = told
        .iter()
        .map(|each| {
            json!({
                "object": each.object,
                "side": each.side.as_str(),
                "missing": each.missing,
                "extra": each.extra,
                "mend": each.mend,
            })
        })
        .collect();
    context.output.document(&json!({
        "dialect": target.url.dialect().as_str(),
        "database": target.url.database(),
        "current": drift.current.map(|version| version.to_string()),
        "deviations": deviations,
        "ignored": ignored,
        "mend": drift.mend.as_ref().ok().map(migration_core::compare::Way::script),
        "unmendable": drift.mend.as_ref().err().map(ToString::to_string),
    }));
}

fn print(drift: &Drift, told: &[&Deviation], ignored: usize, context: &Context, target: &Target) {
    let output = &context.output;
    let at = match drift.current {
        Some(version) => format!("at {version}"),
        None => "without migrations".to_owned(),
    };
    let place = paint(DIM, format!("· {} · {at}", target.describe()));
    let left_out = match ignored {
        0 => String::new(),
        count => format!(", {count} left out"),
    };
    if told.is_empty() {
        output.answer(format!(
            "{} the database is what its migrations make{left_out} {place}",
            paint(GOOD, "✓")
        ));
        return;
    }
    let plural = if told.len() == 1 { "" } else { "s" };
    output.answer(format!(
        "{} difference{plural}{left_out} {place}",
        paint(BAD, told.len().to_string())
    ));
    for each in told {
        deviation(each, context);
    }
    match &drift.mend {
        Ok(_) => output.answer(format!(
            "\n{} the statements mend the database; where it is right as it is, put the difference into a \
             migration and `migrate stamp` it here",
            paint(HELP, "help:")
        )),
        Err(error) => output.answer(format!(
            "\n{} no statements mend it: {error}",
            paint(WARN, "·")
        )),
    }
}

fn deviation(each: &Deviation, context: &Context) {
    let output = &context.output;
    let style = match each.side {
        Side::Missing => BAD,
        Side::Extra => GOOD,
        Side::Different => WARN,
    };
    output.answer(format!(
        "\n{:<9} {}",
        paint(style, each.side.as_str()),
        paint(BOLD, &each.object)
    ));
    for line in &each.missing {
        output.answer(paint(BAD, format!("  - {line}")));
    }
    for line in &each.extra {
        output.answer(paint(GOOD, format!("  + {line}")));
    }
    for statement in &each.mend {
        for line in statement.lines() {
            output.answer(paint(DIM, format!("      {line}")));
        }
    }
}

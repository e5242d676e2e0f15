//! `migrate history`: what was done to the database, when, and by whom; the newest first.

use chrono::Utc;
use migration_core::ledger::HistoryEntry;
use serde_json::{Value, json};

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{BAD, DIM, GOOD, WARN, paint};
use crate::output::table::Table;
use crate::output::time;
use crate::work;

/// How much.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Only the last N events
    #[arg(short = 'n', long = "count", value_name = "N")]
    count: Option<usize>,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let entries = work::wait(work::reader(context).history(&target.url))??;
    let entries = &entries[..flags.count.unwrap_or(entries.len()).min(entries.len())];
    let output = &context.output;
    if output.json {
        let events: Vec<Value> = entries.iter().map(document).collect();
        output.document(&json!({"events": events}));
        return Ok(Exit::Ok);
    }
    if entries.is_empty() {
        output.line(format!("nothing was done yet · {}", target.describe()));
        return Ok(Exit::Ok);
    }
    let (terminal, now) = (output.is_terminal(), Utc::now());
    let mut table = Table::new([
        "when", "what", "version", "name", "took", "by", "tool", "detail",
    ]);
    for entry in entries {
        let style = match entry.kind.as_str() {
            "up" => GOOD,
            "failed" => BAD,
            _ => WARN,
        };
        let when = if terminal {
            time::relative(entry.at, now)
        } else {
            time::machine(entry.at)
        };
        table.row(vec![
            when,
            paint(style, &entry.kind),
            entry.version.to_string(),
            entry.name.clone(),
            entry.duration.map(time::duration).unwrap_or_default(),
            entry.who.clone(),
            paint(DIM, &entry.tool),
            entry
                .detail
                .as_deref()
                .unwrap_or_default()
                .replace('\n', " "),
        ]);
    }
    for line in table.lines() {
        output.answer(line);
    }
    Ok(Exit::Ok)
}

fn document(entry: &HistoryEntry) -> Value {
    json!({
        "at": time::machine(entry.at),
        "kind": entry.kind,
        "version": entry.version.to_string(),
        "name": entry.name,
        "who": entry.who,
        "tool": entry.tool,
        "duration_ms": entry.duration.map(time::millis),
        "detail": entry.detail,
    })
}

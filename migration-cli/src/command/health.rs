//! `migrate health`: whether the database can be migrated now, and what is in the way.

use migration_core::health::{Check, Level};
use serde_json::{Value, json};

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{BAD, GOOD, WARN, paint};
use crate::output::table::Table;
use crate::work;

pub(crate) fn run(context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let health = work::wait(work::reader(context).health(&target.url))?;
    let output = &context.output;
    if output.json {
        let checks: Vec<Value> = health.checks.iter().map(document).collect();
        output.document(&json!({"level": health.level().as_str(), "checks": checks}));
    } else {
        let mut table = Table::new(["", "check", "found", "way out"]);
        for check in &health.checks {
            table.row(vec![
                level(check.level),
                check.name.to_owned(),
                check.found.clone(),
                check.help.clone().unwrap_or_default(),
            ]);
        }
        for line in table.lines() {
            output.answer(line);
        }
    }
    Ok(match health.level() {
        Level::Ok | Level::Warning => Exit::Ok,
        Level::Failure => Exit::Connect,
    })
}

fn level(level: Level) -> String {
    let style = match level {
        Level::Ok => GOOD,
        Level::Warning => WARN,
        Level::Failure => BAD,
    };
    paint(style, level.as_str())
}

fn document(check: &Check) -> Value {
    json!({
        "name": check.name,
        "level": check.level.as_str(),
        "found": check.found,
        "help": check.help,
    })
}

//! The situation and the ways on, as text and as JSON.

use migration_core::ledger::State;
use migration_core::plan::Direction;
use migration_core::{Choice, HalfDone, Repair, Rewritten};
use serde_json::{Value, json};

use super::Problems;
use super::difference::{self, Line};
use crate::context::{Context, Target};
use crate::output::count::count;
use crate::output::style::{BAD, BOLD, DIM, GOOD, WARN, paint};

pub(super) fn print(context: &Context, target: &Target, problems: &Problems, plan: bool) {
    let output = &context.output;
    let place = paint(DIM, format!("· {}", target.describe()));
    let Problems {
        half_done: found,
        rewritten: changed,
        unknown,
    } = problems;
    if found.is_none() && changed.is_empty() && unknown.is_empty() {
        output.line(format!(
            "{} nothing is half done, changed or missing {place}",
            paint(GOOD, "✓")
        ));
        return;
    }
    if let Some(found) = found {
        half_done(context, found);
        if plan {
            for each in &found.choices {
                choice(context, found, each);
            }
        } else {
            output.line(format!("  {}", next(found)));
        }
    }
    for each in changed {
        rewritten(context, each);
        output.line(format!(
            "  bring the file back to what was applied; or `migrate repair --record {}` records it as it is now",
            each.version
        ));
    }
    for (version, name, state) in unknown {
        let (word, way) = match state {
            State::Future => (
                "applied by a newer build",
                "use that build; before you go back to this one, let that one reverse it with `migrate down`"
                    .to_owned(),
            ),
            _ => (
                "applied, and its file is gone",
                format!(
                    "bring the file back; or `migrate repair --forget {version}` takes it out of the ledger, \
                     and what it made stays"
                ),
            ),
        };
        output.answer(format!("{} {version} {name}: {word}", paint(BAD, "✗")));
        output.line(format!("  {way}"));
    }
    output.line(place);
}

/// How far a migration is, and what is known of the statement behind.
pub(super) fn half_done(context: &Context, found: &HalfDone) {
    let output = &context.output;
    output.answer(format!(
        "{} {} {} is half done on its way {}: {} of {} statements",
        paint(BAD, "✗"),
        found.version,
        found.name,
        found.direction,
        found.done,
        found.statements,
    ));
    let Some(sql) = &found.statement else {
        return;
    };
    output.answer(format!(
        "  statement {} {}:",
        found.done + 1,
        match (found.interrupted, found.found) {
            _ if found.data.is_some() => "works in batches, and some of them are done",
            (false, _) => "failed, or was not begun",
            (true, Some(became)) => became,
            (true, None) => "was sent, and it is not known whether it happened",
        }
    ));
    for line in sql.lines() {
        output.answer(format!("      {}", paint(DIM, line)));
    }
    if let Some(data) = &found.data {
        output.answer(format!(
            "  {} {} rows of {} are walked, {} of them were changed",
            paint(BOLD, "now:"),
            count(data.walked),
            data.table,
            count(data.changed)
        ));
    }
    for line in &found.seen {
        output.answer(format!("  {} {line}", paint(BOLD, "now:")));
    }
}

/// The next command.
fn next(found: &HalfDone) -> String {
    let unknown = found.interrupted
        && found
            .found
            .is_none_or(|became| became.contains("not known"));
    match (unknown, found.direction) {
        (true, _) => "`migrate repair --plan` shows the ways to go on".to_owned(),
        (false, Direction::Up) => {
            "`migrate up` goes on by itself; `migrate repair --plan` shows the other ways"
                .to_owned()
        }
        (false, Direction::Down) => {
            "`migrate down` goes on by itself; `migrate repair --plan` shows the other ways"
                .to_owned()
        }
    }
}

/// One way on, with its SQL.
pub(super) fn choice(context: &Context, found: &HalfDone, choice: &Choice) {
    let output = &context.output;
    output.answer(format!(
        "\n{}  {}",
        paint(BOLD, format!("--{}", choice.way.as_str())),
        in_words(choice.way, found)
    ));
    if let Some(why) = &choice.hindrance {
        output.answer(format!("    {} {why}", paint(WARN, "not to be had:")));
        return;
    }
    if choice.sql.is_empty() {
        output.answer(format!("    {}", paint(DIM, "-- runs nothing")));
    }
    for line in choice.sql.iter().flat_map(|sql| sql.lines()) {
        output.answer(format!("    {}", paint(DIM, line)));
    }
}

/// What a way does.
pub(super) fn in_words(way: Repair, found: &HalfDone) -> String {
    let next = found.done + 1;
    match way {
        Repair::Continue => format!("taking statement {next} as done, and running those behind it"),
        Repair::Again if found.data.is_some() => {
            format!("going on with statement {next} behind its last batch, and running those behind it")
        }
        Repair::Again => format!("running statement {next} and those behind it"),
        Repair::RollBack => "undoing the operations that are done".to_owned(),
        Repair::MarkApplied => "recording all as applied, and running nothing".to_owned(),
        Repair::MarkPending if found.data.is_some() => {
            "recording nothing as applied, and running nothing: the next `migrate up` walks all rows again"
                .to_owned()
        }
        Repair::MarkPending => "recording nothing as applied, and running nothing".to_owned(),
    }
}

/// What changed in a migration.
pub(super) fn rewritten(context: &Context, each: &Rewritten) {
    let output = &context.output;
    output.answer(format!(
        "{} {} {} was changed after it was applied: {}",
        paint(BAD, "✗"),
        each.version,
        each.name,
        each.operations.join(", ")
    ));
    let lines = difference::lines(&each.applied, &each.now);
    if lines.iter().all(|line| matches!(line, Line::Same(_))) {
        output.answer(format!(
            "    {}",
            paint(DIM, "-- its SQL is the same on this server")
        ));
    }
    for line in lines {
        output.answer(match line {
            Line::Same(text) => format!("    {}", paint(DIM, text)),
            Line::Old(text) => format!("  {}", paint(BAD, format!("- {text}"))),
            Line::New(text) => format!("  {}", paint(GOOD, format!("+ {text}"))),
        });
    }
}

pub(super) fn document(problems: &Problems) -> Value {
    let changed: Vec<Value> = problems
        .rewritten
        .iter()
        .map(|each| {
            json!({
                "version": each.version.to_string(),
                "name": each.name,
                "applied": each.applied,
                "now": each.now,
                "operations": each.operations,
            })
        })
        .collect();
    let unknown: Vec<Value> = problems
        .unknown
        .iter()
        .map(|(version, name, state)| {
            json!({"version": version.to_string(), "name": name, "state": state.as_str()})
        })
        .collect();
    json!({
        "half_done": problems.half_done.as_ref().map(half_done_document),
        "changed": changed,
        "unknown": unknown,
    })
}

fn half_done_document(found: &HalfDone) -> Value {
    let choices: Vec<Value> = found
        .choices
        .iter()
        .map(|choice| {
            json!({
                "way": choice.way.as_str(),
                "sql": choice.sql,
                "hindrance": choice.hindrance,
            })
        })
        .collect();
    json!({
        "version": found.version.to_string(),
        "name": found.name,
        "direction": found.direction.as_str(),
        "done": found.done,
        "statements": found.statements,
        "statement": found.statement,
        "interrupted": found.interrupted,
        "found": found.found,
        "seen": found.seen,
        "data": found.data.as_ref().map(|data| json!({
            "table": data.table,
            "rows": data.walked,
            "changed": data.changed,
        })),
        "choices": choices,
    })
}

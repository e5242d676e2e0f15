//! `migrate data status`.

use chrono::Utc;
use migration_core::migration::Version;
use migration_core::plan::Direction;
use migration_core::{DataPending, DataState, DataStatus};
use serde_json::{Value, json};

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::count::count;
use crate::output::style::{BAD, BOLD, DIM, GOOD, Style, WARN, paint};
use crate::output::table::Table;
use crate::output::time;
use crate::work;

pub(super) fn run(
    context: &Context,
    target: &Target,
    only: Option<Version>,
    all: bool,
) -> Result<Exit, CliError> {
    let reader = work::reader(context);
    let (mut begun, mut pending) = work::wait(reader.data_steps(&target.url))??;
    begun.retain(|each| only.is_none_or(|only| only == each.version));
    pending.retain(|each| only.is_none_or(|only| only == each.version));
    let count_done = begun
        .iter()
        .filter(|each| each.state == DataState::Done)
        .count();
    // Who asks for one wants to know of it, whatever it is.
    if !all && only.is_none() {
        begun.retain(|each| each.state != DataState::Done);
    }
    let output = &context.output;
    if output.json {
        let steps = begun.iter().map(document);
        let steps: Vec<Value> = steps.chain(pending.iter().map(not_begun)).collect();
        output.document(&json!({
            "dialect": target.url.dialect().as_str(),
            "database": target.url.database(),
            "steps": steps,
        }));
        return Ok(Exit::Ok);
    }
    if !begun.is_empty() || !pending.is_empty() {
        for line in table(&begun, &pending, output.is_terminal()).lines() {
            output.answer(line);
        }
        output.line("");
    }
    let place = paint(DIM, format!("· {}", target.describe()));
    let summary = summary(&begun, &pending, count_done);
    output.line(format!("{summary} {place}"));
    for help in helps(&begun, &pending) {
        output.line(paint(DIM, format!("  {help}")));
    }
    Ok(Exit::Ok)
}

fn table(begun: &[DataStatus], pending: &[DataPending], terminal: bool) -> Table {
    let mut table = Table::new([
        "state",
        "version",
        "name",
        "table",
        "rows",
        "done",
        "rate",
        "left",
        "last batch",
        "",
    ]);
    let now = Utc::now();
    let moment = |at| match terminal {
        true => time::relative(at, now),
        false => time::machine(at),
    };
    for each in begun {
        let running = matches!(each.state, DataState::Running | DataState::Stopped);
        let rows = match each.total().filter(|_| each.state != DataState::Done) {
            Some(total) => format!("{} of {}", count(each.walked), count(total)),
            None => count(each.walked),
        };
        let percent = each.percent().map(|percent| format!("{percent}%"));
        let left = each.left().filter(|_| running);
        table.row(vec![
            state(each.state, terminal),
            each.version.to_string(),
            match each.direction {
                Direction::Up => each.name.clone(),
                Direction::Down => format!("{} (down)", each.name),
            },
            each.table.clone(),
            rows,
            percent.unwrap_or_default(),
            each.rate()
                .map(|rate| format!("{}/s", count(rate)))
                .unwrap_or_default(),
            left.map(time::duration).unwrap_or_default(),
            moment(each.updated_at),
            note(each, moment),
        ]);
    }
    for each in pending {
        let behind = each.behind.as_ref();
        let note = match behind {
            Some((version, _)) if *version == each.version => {
                "with changes of the schema".to_owned()
            }
            Some((version, name)) => format!("behind {version} {name}"),
            None => "due".to_owned(),
        };
        let mut row = vec![
            paint(WARN, sign("pending", "○", terminal)),
            each.version.to_string(),
            each.name.clone(),
            each.table.clone(),
        ];
        row.resize(9, String::new());
        row.push(note);
        table.row(row);
    }
    table
}

/// What else there is to know.
fn note(each: &DataStatus, moment: impl Fn(chrono::DateTime<Utc>) -> String) -> String {
    match (&each.paused, &each.problem) {
        (Some(paused), _) => format!("paused by {}, {}", paused.by, moment(paused.since)),
        (None, Some(problem)) => {
            let line = problem.lines().next().unwrap_or_default();
            line.chars().take(120).collect()
        }
        (None, None) => String::new(),
    }
}

/// The state in its colour; on a terminal with a sign that needs no colour.
fn state(state: DataState, terminal: bool) -> String {
    let (style, mark): (Style, _) = match state {
        DataState::Done => (GOOD, "✓"),
        DataState::Running => (GOOD, "▶"),
        DataState::Stopped => (WARN, "■"),
        DataState::Paused => (WARN, "‖"),
        DataState::Failed => (BAD, "✗"),
    };
    paint(style, sign(state.as_str(), mark, terminal))
}

fn sign(word: &str, mark: &str, terminal: bool) -> String {
    match terminal {
        true => format!("{mark} {word}"),
        false => word.to_owned(),
    }
}

/// `1 paused, 2 pending; 3 done`
fn summary(begun: &[DataStatus], pending: &[DataPending], done: usize) -> String {
    let states = [
        DataState::Running,
        DataState::Stopped,
        DataState::Failed,
        DataState::Paused,
    ];
    let counts = states.map(|state| {
        let of = begun.iter().filter(|each| each.state == state).count();
        (of, state.as_str())
    });
    let all: Vec<String> = counts
        .into_iter()
        .chain([(pending.len(), "pending"), (done, "done")])
        .filter(|(of, _)| *of > 0)
        .map(|(of, word)| format!("{} {word}", paint(BOLD, of)))
        .collect();
    match all.is_empty() {
        true => "no migration works in batches".to_owned(),
        false => all.join(", "),
    }
}

fn helps(begun: &[DataStatus], pending: &[DataPending]) -> Vec<&'static str> {
    let any = |state| begun.iter().any(|each| each.state == state);
    let due = pending.iter().any(|each| each.behind.is_none());
    let behind = pending.iter().any(|each| each.behind.is_some());
    [
        (
            any(DataState::Stopped),
            "stopped: half done, and nobody works on it; `migrate data run` goes on behind the last batch",
        ),
        (
            any(DataState::Failed),
            "failed: mend the cause, and `migrate data run` goes on behind the last batch",
        ),
        (
            any(DataState::Paused),
            "paused: `migrate data resume` lets it go on",
        ),
        (due, "due: `migrate data run` runs it, and so does `migrate up`"),
        (
            behind,
            "what stands behind changes of the schema is run by `migrate up`",
        ),
    ]
    .into_iter()
    .filter_map(|(holds, help)| holds.then_some(help))
    .collect()
}

pub(super) fn document(each: &DataStatus) -> Value {
    json!({
        "version": each.version.to_string(),
        "name": each.name,
        "direction": each.direction.as_str(),
        "table": each.table,
        "state": each.state.as_str(),
        "rows": each.walked,
        "rows_total": each.total(),
        "changed": each.changed,
        "percent": each.percent(),
        "rate": each.rate(),
        "left_ms": each.left().map(time::millis),
        "batches": each.batches,
        "batch_size": each.batch_size,
        "spent_ms": time::millis(each.spent),
        "last_batch_at": time::machine(each.updated_at),
        "paused_by": each.paused.as_ref().map(|paused| &paused.by),
        "paused_at": each.paused.as_ref().map(|paused| time::machine(paused.since)),
        "problem": each.problem,
        "behind": null,
    })
}

fn not_begun(each: &DataPending) -> Value {
    let behind = each.behind.as_ref();
    let behind =
        behind.map(|(version, name)| json!({"version": version.to_string(), "name": name}));
    json!({
        "version": each.version.to_string(),
        "name": each.name,
        "direction": "up",
        "table": each.table,
        "state": "pending",
        "rows": 0,
        "rows_total": null,
        "changed": 0,
        "percent": 0,
        "rate": null,
        "left_ms": null,
        "batches": 0,
        "batch_size": null,
        "spent_ms": 0,
        "last_batch_at": null,
        "paused_by": null,
        "paused_at": null,
        "problem": null,
        "behind": behind,
    })
}

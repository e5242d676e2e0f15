//! `migrate status`: what is applied and what is not. Never writes.

use chrono::Utc;
use migration_core::Status;
use migration_core::ledger::{MigrationStatus, State};
use serde_json::{Value, json};

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{BAD, BOLD, DIM, GOOD, WARN, paint};
use crate::output::table::Table;
use crate::output::time;
use crate::work;

/// What to make of it.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Exit with 3 when migrations are pending, with 5 when the history has a problem
    #[arg(long)]
    check: bool,
}

/// Terminals at least this wide show instants twice: how long ago, and when.
const WIDE: usize = 120;

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let status = work::wait(work::reader(context).status(&target.url))??;
    if context.output.json {
        context.output.document(&document(&status));
    } else if !(flags.check && context.output.quiet) {
        print(context, &target, &status);
    }
    // Nothing can be run before one of them has another version.
    context.registry.check()?;
    Ok(if flags.check {
        verdict(&status)
    } else {
        Exit::Ok
    })
}

/// What a status means to a script.
pub(crate) fn verdict(status: &Status) -> Exit {
    let any = |states: &[State]| {
        let mut all = status.migrations.iter();
        all.any(|migration| states.contains(&migration.state))
    };
    if any(&[
        State::Changed,
        State::Missing,
        State::Future,
        State::Duplicate,
        State::Failed,
    ]) {
        Exit::History
    } else if any(&[State::Pending, State::Late]) {
        Exit::Pending
    } else {
        Exit::Ok
    }
}

fn print(context: &Context, target: &Target, status: &Status) {
    let output = &context.output;
    let place = paint(DIM, format!("· {}", target.describe()));
    if status.migrations.is_empty() {
        output.line(format!(
            "no migrations yet: `migrate generate` writes one {place}"
        ));
        return;
    }
    let width = output.is_terminal().then(|| output.width()).flatten();
    for line in table(status, output.is_terminal(), width).lines() {
        output.answer(line);
    }
    output.line(format!("\n{} {place}", summary(status)));
    for (state, help) in [
        (
            State::Changed,
            "changed: the file says something else than what was applied; bring it back, and put the change into a new migration; or `migrate repair` shows the difference",
        ),
        (
            State::Missing,
            "missing: applied, and its file is gone; bring it back from version control, or see `migrate repair`",
        ),
        (
            State::Future,
            "future: applied by a newer build; use that one, or let it reverse them before you go back to this one",
        ),
        (
            State::Duplicate,
            "duplicate: two files have one version; give one of them a later version in its name, then run `migrate sync`",
        ),
        (
            State::Late,
            "late: later migrations are applied already; `up` applies it if it does not collide with them",
        ),
        (
            State::Failed,
            "failed: half done; mend the cause, and `migrate up` goes on with it; or see `migrate repair`",
        ),
    ] {
        if status
            .migrations
            .iter()
            .any(|migration| migration.state == state)
        {
            output.line(paint(DIM, format!("  {help}")));
        }
    }
}

fn table(status: &Status, terminal: bool, width: Option<usize>) -> Table {
    let mut table = Table::new(["state", "version", "name", "applied", "took", "by"]);
    let now = Utc::now();
    for migration in &status.migrations {
        let at = migration.applied_at.map(|at| match width {
            _ if !terminal => time::machine(at),
            Some(width) if width >= WIDE => {
                let absolute = time::absolute(at);
                format!(
                    "{} {}",
                    time::relative(at, now),
                    paint(DIM, format!("({absolute})"))
                )
            }
            _ => time::relative(at, now),
        });
        table.row(vec![
            state(migration.state, terminal),
            migration.version.to_string(),
            migration.name.clone(),
            at.unwrap_or_default(),
            migration.duration.map(time::duration).unwrap_or_default(),
            paint(DIM, migration.applied_by.as_deref().unwrap_or_default()),
        ]);
    }
    table
}

/// The state in its colour; on a terminal with a sign that needs no colour.
fn state(state: State, terminal: bool) -> String {
    let (style, sign) = match state {
        State::Applied | State::Baseline => (GOOD, "✓"),
        State::Pending => (WARN, "○"),
        State::Late => (WARN, "◔"),
        State::Failed | State::Changed | State::Missing | State::Future | State::Duplicate => {
            (BAD, "✗")
        }
    };
    if terminal {
        paint(style, format!("{sign} {}", state.as_str()))
    } else {
        paint(style, state.as_str())
    }
}

/// `12 applied, 2 pending`.
fn summary(status: &Status) -> String {
    let states = [
        State::Applied,
        State::Baseline,
        State::Pending,
        State::Late,
        State::Failed,
        State::Changed,
        State::Missing,
        State::Future,
        State::Duplicate,
    ];
    let counts: Vec<String> = states
        .into_iter()
        .map(|state| {
            let of = |migration: &&MigrationStatus| migration.state == state;
            (state, status.migrations.iter().filter(of).count())
        })
        .filter(|(state, count)| *count > 0 || *state == State::Applied)
        .map(|(state, count)| format!("{} {}", paint(BOLD, count), state.as_str()))
        .collect();
    counts.join(", ")
}

fn document(status: &Status) -> Value {
    let migrations: Vec<Value> = status
        .migrations
        .iter()
        .map(|migration| {
            json!({
                "version": migration.version.to_string(),
                "name": migration.name,
                "state": migration.state.as_str(),
                "applied_at": migration.applied_at.map(time::machine),
                "duration_ms": migration.duration.map(time::millis),
                "checksum": migration.checksum.to_string(),
            })
        })
        .collect();
    json!({
        "dialect": status.dialect.as_str(),
        "database": status.database,
        "current": status.current.map(|version| version.to_string()),
        "migrations": migrations,
    })
}

//! `migrate plan`: what `up` would do, and the SQL it would send.

use migration_core::Target as Until;
use migration_core::dialect::Statement;
use migration_core::plan::{MigrationPlan, Plan, Reversal};
use migration_core::protect::Assessment;
use serde_json::{Value, json};

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{BAD, BOLD, DIM, WARN, paint};
use crate::output::table::Table;
use crate::{versions, work};

/// How far.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Stop after this version (or a unique beginning of it, or a name)
    #[arg(long, value_name = "VERSION", conflicts_with = "count")]
    to: Option<String>,
    /// Plan this many
    #[arg(short = 'n', long = "count", value_name = "N")]
    count: Option<usize>,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let until = match (&flags.to, flags.count) {
        (Some(version), _) => Until::Version(versions::resolve(&context.registry, version)?),
        (None, Some(count)) => Until::Steps(count),
        (None, None) => Until::Latest,
    };
    show(context, &target, until)
}

/// Plans upwards, and prints it.
pub(crate) fn show(context: &Context, target: &Target, until: Until) -> Result<Exit, CliError> {
    let plan = work::wait(work::reader(context).plan_up(&target.url, until))??;
    print(context, target, &plan)
}

/// Prints a plan: a table, then the SQL.
pub(crate) fn print(context: &Context, target: &Target, plan: &Plan) -> Result<Exit, CliError> {
    let output = &context.output;
    if output.json {
        output.document(&document(target, plan));
        return Ok(Exit::Ok);
    }
    if plan.migrations.is_empty() {
        output.line(format!("nothing to do · {}", target.describe()));
        return Ok(Exit::Ok);
    }
    for line in table(plan).lines() {
        output.answer(line);
    }
    output.answer("");
    for line in plan.script().lines() {
        let comment = line.starts_with("--");
        output.answer(if comment {
            paint(DIM, line)
        } else {
            line.to_owned()
        });
    }
    let count = plan.migrations.len();
    let plural = if count == 1 { "" } else { "s" };
    output.line(format!(
        "\n{} would run {}; nothing was changed",
        paint(BOLD, format!("{count} migration{plural}")),
        paint(
            DIM,
            format!("· {} · plan {}", target.describe(), hash(plan))
        ),
    ));
    Ok(Exit::Ok)
}

fn table(plan: &Plan) -> Table {
    let mut table = Table::new(["", "version", "name", "statements", "what", "remarks"]);
    for migration in &plan.migrations {
        table.row(vec![
            migration.direction.to_string(),
            migration.version.to_string(),
            migration.name.clone(),
            migration.statements().to_string(),
            migration.operations.join(", "),
            remarks(migration),
        ]);
    }
    table
}

fn remarks(migration: &MigrationPlan) -> String {
    let mut remarks = Vec::new();
    if !migration.destroys.is_empty() {
        remarks.push(paint(BAD, "loses data"));
    }
    if let Some(Reversal::Impossible { .. }) = migration.reversal {
        remarks.push(paint(WARN, "cannot be reversed"));
    }
    remarks.join(", ")
}

fn document(target: &Target, plan: &Plan) -> Value {
    let migrations: Vec<Value> = plan
        .migrations
        .iter()
        .map(|migration| {
            let statements: Vec<Value> = migration
                .steps
                .iter()
                .flat_map(|step| {
                    let parts = step.statements.iter().flat_map(Statement::parts);
                    parts.map(move |statement| (step, statement))
                })
                .map(|(step, statement)| {
                    let (kind, text) = match statement {
                        Statement::Run(sql) => ("run", sql),
                        Statement::Verify { query, .. } => ("verify", query),
                        Statement::Data(code) => ("data", code.name.to_string()),
                        Statement::Batches(batches) => (
                            "batches",
                            batches
                                .whole()
                                .unwrap_or_else(|| batches.shown().to_owned()),
                        ),
                        Statement::Rebuild(rebuild) => ("rebuild", rebuild.summary().to_owned()),
                    };
                    json!({"kind": kind, "sql": text, "step": step.description})
                })
                .collect();
            json!({
                "version": migration.version.to_string(),
                "name": migration.name,
                "direction": migration.direction.as_str(),
                "reversible": !matches!(migration.reversal, Some(Reversal::Impossible { .. })),
                "loses": migration.destroys.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "statements": statements,
            })
        })
        .collect();
    json!({
        "dialect": target.url.dialect().as_str(),
        "database": target.url.database(),
        "protected": plan.database.environment.as_ref().or(target.protected.as_ref()),
        "hash": (!plan.migrations.is_empty()).then(|| hash(plan)),
        "migrations": migrations,
    })
}

/// What `--approve` takes for exactly this plan.
fn hash(plan: &Plan) -> String {
    let hash = Assessment::of(plan).hash();
    hash.map(|hash| hash.to_string()).unwrap_or_default()
}

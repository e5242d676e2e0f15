//! Agreeing to what cannot be taken back: the flags, the question, and the run behind it.
//!
//! Nothing is asked before it is known under the lock what would be lost. What was agreed to is
//! the plan's hash, so that only this very plan runs then.

use std::sync::Arc;

use migration_core::migration::Version;
use migration_core::protect::{Assessment, PlanHash, Unapproved};
use migration_core::{DownTarget, Error, Migrator, Report, Target as Until};
use serde_json::{Value, json};

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::output::style::{BAD, WARN, paint};
use crate::report::Reporter;
use crate::{backup, prompt, work};

/// What a person agrees to beforehand.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Approval {
    /// The database's name, which a protected one asks for
    #[arg(long, value_name = "DATABASE")]
    confirm: Option<String>,
    /// Agree to exactly the plan of this hash, which `migrate plan` prints
    #[arg(long, value_name = "HASH", conflicts_with = "confirm")]
    approve: Option<String>,
}

/// What a command is about to do.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    Up(Until),
    Down(DownTarget),
    /// Down with the SQL that the ledger kept.
    DownFromLedger(DownTarget),
    /// The data migrations that are due; of one, those up to it.
    Data(Option<Version>),
}

impl Approval {
    /// Whether it is for one plan alone, so that no second one is run with it.
    pub(crate) const fn is_for_one_plan(&self) -> bool {
        self.approve.is_some()
    }

    /// Runs what nobody has to agree to, and asks about the rest.
    pub(crate) fn run(
        &self,
        context: &Context,
        target: &Target,
        reporter: &Arc<Reporter>,
        migrator: &Migrator,
        goal: Goal,
    ) -> Result<Result<Report, Error>, CliError> {
        if let Some(hash) = &self.approve {
            return approved_before(context, target, migrator, goal, hash);
        }
        let careful = if context.global.yes {
            migrator.clone()
        } else {
            migrator.clone().ask_before_loss()
        };
        let plan = match work::wait(go(&careful, target, goal))? {
            Err(Error::Unapproved(plan)) => plan,
            result => return Ok(result),
        };
        reporter.clear();
        self.agree(context, target, &plan)?;
        if plan.environment().is_some() && !plan.losses.is_empty() {
            backup::before_loss(context, target)?;
        }
        let approved = migrator.clone().approve(plan.hash);
        work::wait(go(&approved, target, goal))
    }

    fn agree(&self, context: &Context, target: &Target, plan: &Unapproved) -> Result<(), CliError> {
        let question = prompt::Question {
            what: plan.action(),
            protection: plan.protection(),
            confirmed: self.confirm.as_deref(),
            hash: Some(&plan.hash),
        };
        let shown = prompt::can_ask(context);
        if shown {
            for line in lines(plan) {
                context.output.line(line);
            }
        }
        prompt::agree(context, target, &question).map_err(|error| CliError {
            details: if shown { Vec::new() } else { lines(plan) },
            data: document(plan),
            ..error
        })
    }
}

/// In CI: the plan is made, backed up for, and run if it is the one that was approved.
fn approved_before(
    context: &Context,
    target: &Target,
    migrator: &Migrator,
    goal: Goal,
    hash: &str,
) -> Result<Result<Report, Error>, CliError> {
    let Some(hash) = PlanHash::parse(hash) else {
        return Err(
            CliError::usage("usage", format!("{hash:?} is not the hash of a plan"))
                .help("`migrate plan` prints it: 16 hexadecimal digits"),
        );
    };
    let plan = match goal {
        Goal::Up(until) => work::wait(migrator.plan_up(&target.url, until))??,
        Goal::Down(until) => work::wait(migrator.plan_down(&target.url, until))??,
        Goal::DownFromLedger(until) => {
            work::wait(migrator.plan_down_from_ledger(&target.url, until))??
        }
        Goal::Data(only) => work::wait(migrator.plan_data(&target.url, only))??,
    };
    let assessment = Assessment::of(&plan);
    let protected = plan.database.environment.is_some() || target.protected.is_some();
    let is_this = assessment.hash().as_ref() == Some(&hash);
    if is_this && protected && !assessment.losses.is_empty() {
        backup::before_loss(context, target)?;
    }
    work::wait(go(&migrator.clone().approve(hash), target, goal))
}

async fn go(migrator: &Migrator, target: &Target, goal: Goal) -> Result<Report, Error> {
    match goal {
        Goal::Up(until) => migrator.up_to(&target.url, until).await,
        Goal::Down(until) => migrator.down(&target.url, until).await,
        Goal::DownFromLedger(until) => migrator.down_from_ledger(&target.url, until).await,
        Goal::Data(only) => migrator.data_run(&target.url, only).await,
    }
}

/// What would be lost, and what has no way back: a line each.
pub(crate) fn lines(plan: &Unapproved) -> Vec<String> {
    let losses = plan.losses.iter().map(|lost| {
        let rows = lost.counted().map(|rows| format!(", {rows}"));
        format!(
            "{} {}{}  ({} {})",
            paint(BAD, "loses:"),
            lost.loss,
            rows.unwrap_or_default(),
            lost.version,
            lost.name
        )
    });
    let one_way = plan.one_way.iter().map(|migration| {
        format!(
            "{} {}  ({} {})",
            paint(WARN, "no way back:"),
            migration.why,
            migration.version,
            migration.name
        )
    });
    losses.chain(one_way).collect()
}

/// The same for programs.
pub(crate) fn document(plan: &Unapproved) -> Value {
    let losses: Vec<Value> = plan
        .losses
        .iter()
        .map(|lost| {
            json!({
                "version": lost.version.to_string(),
                "name": lost.name,
                "what": lost.loss.what,
                "table": lost.loss.table,
                "rows": lost.rows,
            })
        })
        .collect();
    let one_way: Vec<Value> = plan
        .one_way
        .iter()
        .map(|migration| {
            json!({
                "version": migration.version.to_string(),
                "name": migration.name,
                "why": migration.why,
            })
        })
        .collect();
    json!({
        "hash": plan.hash.to_string(),
        "protected": plan.environment(),
        "loses": losses,
        "no_way_back": one_way,
    })
}

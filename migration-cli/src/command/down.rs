//! `migrate down`: reverses applied migrations, and asks before anything is lost.

use migration_core::DownTarget;
use migration_core::plan::Plan;

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{BAD, paint};
use crate::prompt::confirm_loss;
use crate::report::{Reporter, Words, finish};
use crate::{versions, work};

/// How far back.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Reverse this many [default: 1]
    #[arg(short = 'n', long = "count", value_name = "N", conflicts_with_all = ["to", "all"])]
    count: Option<usize>,
    /// Reverse everything after this version, which stays applied
    #[arg(long, value_name = "VERSION", conflicts_with = "all")]
    to: Option<String>,
    /// Reverse every migration
    #[arg(long)]
    all: bool,
    /// Print the SQL, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// The database's name, which a protected profile asks for
    #[arg(long, value_name = "DATABASE")]
    confirm: Option<String>,
}

/// What `down` says.
pub(crate) const WORDS: Words = Words {
    done: "reversed",
    nothing: "nothing to do: no migration is applied",
};

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let until = match &flags.to {
        Some(version) => {
            DownTarget::Version(versions::resolve_applied(&context.registry, version)?)
        }
        None if flags.all => DownTarget::All,
        None => DownTarget::Steps(flags.count.unwrap_or(1)),
    };
    let plan = work::wait(work::reader(context).plan_down(&target.url, until))??;
    if flags.dry_run {
        return super::plan::print(context, &target, &plan);
    }
    agree(context, &target, &plan, flags.confirm.as_deref())?;
    let reporter = Reporter::new(context);
    let migrator = work::migrator(context, &reporter);
    let result = work::wait(migrator.down(&target.url, until))?;
    reporter.clear();
    finish(context, &target, &WORDS, result)
}

/// Lists what would be lost and asks whether to go on; where nothing is lost, nothing is asked.
pub(crate) fn agree(
    context: &Context,
    target: &Target,
    plan: &Plan,
    confirmed: Option<&str>,
) -> Result<(), CliError> {
    let losses: Vec<String> = plan
        .migrations
        .iter()
        .flat_map(|migration| {
            let of = format!("{} {}", migration.version, migration.name);
            migration
                .destroys
                .iter()
                .map(move |what| format!("{what}  ({of})"))
        })
        .collect();
    // A protected database is asked about every reversal.
    if plan.migrations.is_empty() || (losses.is_empty() && !target.protected) {
        return Ok(());
    }
    if !context.global.yes {
        for loss in &losses {
            context
                .output
                .line(format!("{} {loss}", paint(BAD, "loses:")));
        }
    }
    let count = plan.migrations.len();
    let plural = if count == 1 { "" } else { "s" };
    let what = if losses.is_empty() {
        format!("reversing {count} migration{plural}")
    } else {
        format!("reversing {count} migration{plural} loses data")
    };
    confirm_loss(context, target, &what, confirmed)
}

//! `migrate unlock`: who has the lock, and the lock freed where that is dead.

use migration_core::{Grounds, Holder, Unlocked};
use serde_json::json;

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{GOOD, paint};
use crate::output::time;
use crate::prompt::{self, Question};
use crate::report::Reporter;
use crate::work;

/// From whom.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Take the lock from a holder that lives too: what it is doing is broken off
    ///
    /// Its session on the server is ended, and whatever it would write next is refused. On MySQL and
    /// MariaDB, and for steps outside transactions, a statement may be broken off half way through a
    /// migration: the next `up` finds out what happened and goes on there.
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    let reporter = Reporter::new(context);
    let migrator = work::migrator_on(context, &target, &reporter);
    let freed = if flags.force {
        let holder = work::wait(migrator.lock_holder(&target.url))??;
        agree(context, &target, holder.as_ref())?;
        work::wait(migrator.unlock_by_force(&target.url))?
    } else {
        work::wait(migrator.unlock(&target.url))?
    };
    reporter.clear();
    let freed = freed?;
    show(context, &target, &freed);
    Ok(Exit::Ok)
}

/// Nobody is driven out without a word.
fn agree(context: &Context, target: &Target, holder: Option<&Holder>) -> Result<(), CliError> {
    let Some(holder) = holder else {
        return Ok(());
    };
    let question = Question {
        what: format!("taking the lock from {holder} breaks off what it is doing"),
        protection: String::new(),
        confirmed: None,
        hash: None,
    };
    prompt::agree(context, target, &question).map_err(|error| CliError {
        data: json!({"holder": holder}),
        ..error
    })
}

fn show(context: &Context, target: &Target, freed: &Unlocked) {
    let output = &context.output;
    if output.json {
        output.document(&json!({
            "freed": freed.grounds.is_some(),
            "grounds": freed.grounds.map(Grounds::as_str),
            "holder": freed.holder,
            "watched_ms": time::millis(freed.watched),
            "session": freed.session,
        }));
        return;
    }
    match (&freed.holder, freed.grounds) {
        (Some(holder), Some(grounds)) => output.line(format!(
            "{} {}: freed the lock of {holder}: {}",
            paint(GOOD, "✓"),
            target.describe(),
            why(grounds, freed)
        )),
        _ => output.line(format!("· {}: nobody has the lock", target.describe())),
    }
    if let Some(session) = &freed.session {
        let force = match freed.grounds {
            Some(Grounds::Forced) => "this user may not end it",
            _ => "`migrate unlock --force` ends it",
        };
        output.note(format!(
            "a session still has the server's own lock ({session}): the statement of a runner that died, or an older \
             program; the next run waits for it, and {force}"
        ));
    }
}

/// Why it was freed.
fn why(grounds: Grounds, freed: &Unlocked) -> String {
    match grounds {
        Grounds::ProcessEnded => "its process has ended".to_owned(),
        Grounds::SessionEnded => "its session has ended".to_owned(),
        Grounds::Silent => format!(
            "it showed no sign of life for {}",
            time::duration(freed.watched)
        ),
        _ => "as you said; whatever it would write next is refused".to_owned(),
    }
}

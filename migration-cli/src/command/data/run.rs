//! `migrate data run`: what is half done first, then what is due; never a change of the schema that
//! was not begun.

use migration_core::migration::Version;
use migration_core::{DataPending, Error, Report};

use crate::approval::{Approval, Goal};
use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::report::{Reporter, Words, finish};
use crate::work;

const WORDS: Words = Words {
    done: "run",
    nothing: "nothing to do: no data migration is due",
};

pub(super) fn run(
    context: &Context,
    target: &Target,
    only: Option<Version>,
    approval: &Approval,
) -> Result<Exit, CliError> {
    if let Some(version) = only {
        is_due(context, target, version)?;
    }
    let reporter = Reporter::new(context);
    let migrator = work::migrator_for(context, target, &reporter);
    let mut all = Report::default();
    let result = loop {
        let run = approval.run(context, target, &reporter, &migrator, Goal::Data(only))?;
        match run {
            // What was half done is finished; what is due comes behind it.
            Ok(report) if !report.ran.is_empty() && !approval.is_for_one_plan() => {
                all.ran.extend(report.ran);
            }
            Ok(report) => {
                all.ran.extend(report.ran);
                break Ok(all);
            }
            Err(Error::Failed(mut failure)) => {
                all.ran.append(&mut failure.ran);
                failure.ran = all.ran;
                break Err(Error::Failed(failure));
            }
            Err(error) => break Err(error),
        }
    };
    reporter.clear();
    let exit = finish(context, target, &WORDS, result)?;
    if only.is_none() {
        say_what_waits(context, target)?;
    }
    Ok(exit)
}

/// Refuses one that a change of the schema stands before.
fn is_due(context: &Context, target: &Target, version: Version) -> Result<(), CliError> {
    let pending = work::wait(work::reader(context).data_pending(&target.url))??;
    let it = pending.iter().find(|each| each.version == version);
    let Some(DataPending {
        name,
        behind: Some((before, its_name)),
        ..
    }) = it
    else {
        return Ok(());
    };
    let why = match *before == version {
        true => "it changes the schema too".to_owned(),
        false => format!("{before} {its_name} stands before it, and changes the schema"),
    };
    Err(CliError::decision(
        format!("migration {version} {name} is not due: {why}"),
        format!("`migrate up --to {version}` applies what stands before it, and runs it"),
    ))
}

/// What stands behind a change of the schema is left alone, and nobody should wonder why.
fn say_what_waits(context: &Context, target: &Target) -> Result<(), CliError> {
    let pending = work::wait(work::reader(context).data_pending(&target.url))??;
    for each in pending {
        let Some((before, name)) = &each.behind else {
            continue;
        };
        let why = match *before == each.version {
            true => "changes the schema too".to_owned(),
            false => format!("waits behind {before} {name}, which changes the schema"),
        };
        context.output.note(format!(
            "{} {} {why}: `migrate up --to {}` runs it",
            each.version, each.name, each.version
        ));
    }
    Ok(())
}

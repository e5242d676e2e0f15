//! Asking the person at the terminal, and refusing where there is none.

use std::io::{BufRead, IsTerminal, Write};

use migration_core::protect::PlanHash;

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::output::style::{BOLD, WARN, paint};
use crate::work;

/// What somebody has to agree to.
pub(crate) struct Question<'a> {
    /// What is about to happen, as a fragment: `reversing 2 migrations loses data`.
    pub(crate) what: String,
    /// Why the database is careful, as a fragment behind its name; empty where it is not.
    pub(crate) protection: String,
    /// The name of the database, where it was given with `--confirm`.
    pub(crate) confirmed: Option<&'a str>,
    /// The hash of the plan, where it is about one.
    pub(crate) hash: Option<&'a PlanHash>,
}

/// Goes on when the user agrees to `what`, about which there is no plan. The database is asked
/// what it is.
pub(crate) fn confirm_loss(
    context: &Context,
    target: &Target,
    what: &str,
    confirmed: Option<&str>,
) -> Result<(), CliError> {
    let says = work::wait(work::reader(context).protection(&target.url))??;
    let question = Question {
        what: what.to_owned(),
        protection: protection(says.as_deref(), target),
        confirmed,
        hash: None,
    };
    agree(context, target, &question)
}

/// Goes on when the user agrees. A protected database needs its name: typed at a terminal, or
/// given with `--yes --confirm`.
pub(crate) fn agree(
    context: &Context,
    target: &Target,
    question: &Question<'_>,
) -> Result<(), CliError> {
    if !question.protection.is_empty() {
        return agree_by_name(context, target, question);
    }
    if context.global.yes {
        return Ok(());
    }
    let what = &question.what;
    if !can_ask(context) {
        return Err(CliError::decision(
            format!("{what} in {}: this needs your word", target.describe()),
            "repeat with --yes if you mean it",
        ));
    }
    let answer = ask(&format!(
        "{} {what} in {}. Go on? [y/N] ",
        paint(WARN, "!"),
        paint(BOLD, target.describe())
    ));
    match answer.to_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(CliError::decision(
            "nothing was done",
            "answer y, or give --yes",
        )),
    }
}

fn agree_by_name(
    context: &Context,
    target: &Target,
    question: &Question<'_>,
) -> Result<(), CliError> {
    let name = database_name(target);
    let mut help = format!("give --yes --confirm {name} if you mean it");
    if let Some(hash) = question.hash {
        help.push_str(&format!(
            ";\nin CI `--approve {hash}` agrees to exactly this plan"
        ));
    }
    let place = format!(
        "{} in {}{}",
        question.what,
        target.describe(),
        question.protection
    );
    let refused = |problem: &str| CliError::decision(format!("{place}: {problem}"), help.clone());
    let typed = match question.confirmed {
        Some(_) if !context.global.yes => return Err(refused("--yes is needed too")),
        Some(name) => name.to_owned(),
        None if can_ask(context) => ask(&format!(
            "{} {place}. Type {} to go on: ",
            paint(WARN, "!"),
            paint(BOLD, &name)
        )),
        None => return Err(refused("--yes and its name are needed")),
    };
    if typed != name {
        return Err(refused(&format!("its name is {name:?}, not {typed:?}")));
    }
    Ok(())
}

/// Why a database is careful, as a fragment behind its name: `says` is what it says itself.
pub(crate) fn protection(says: Option<&str>, target: &Target) -> String {
    match (says, target.protected.as_deref()) {
        (Some(says), None) => format!(", which says itself that it is {says:?} and protected"),
        (Some(known), Some(_)) | (None, Some(known)) => {
            format!(", which is protected as {known:?}")
        }
        (None, None) => String::new(),
    }
}

/// The name to type: of a file, what stands after the folders.
pub(crate) fn database_name(target: &Target) -> String {
    let database = target.url.database();
    let name = std::path::Path::new(&database).file_name();
    name.map(|name| name.to_string_lossy().into_owned())
        .unwrap_or(database)
}

/// Whether somebody sits at the terminal.
pub(crate) fn can_ask(context: &Context) -> bool {
    !context.global.non_interactive
        && !context.output.json
        && std::env::var_os("CI").is_none_or(|value| value.is_empty())
        && std::io::stdin().is_terminal()
        && std::io::stderr().is_terminal()
}

pub(crate) fn ask(question: &str) -> String {
    let mut stream = anstream::stderr();
    let _ = write!(stream, "{question}");
    let _ = stream.flush();
    let mut line = String::new();
    // No answer is no agreement.
    let _ = std::io::stdin().lock().read_line(&mut line);
    line.trim().to_owned()
}

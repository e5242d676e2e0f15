//! Asking the person at the terminal, and refusing where there is none.

use std::io::{BufRead, IsTerminal, Write};

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::output::style::{BOLD, WARN, paint};

/// Goes on when the user agrees to lose `what`.
///
/// A protected database needs `--yes` and its name: typed, or given with `--confirm`.
pub(crate) fn confirm_loss(
    context: &Context,
    target: &Target,
    what: &str,
    confirmed: Option<&str>,
) -> Result<(), CliError> {
    if target.protected {
        return confirm_name(context, target, what, confirmed);
    }
    if context.global.yes {
        return Ok(());
    }
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

fn confirm_name(
    context: &Context,
    target: &Target,
    what: &str,
    confirmed: Option<&str>,
) -> Result<(), CliError> {
    let name = database_name(target);
    let help = format!("give --yes --confirm {name} if you mean it");
    let refused = |problem: &str| {
        CliError::decision(
            format!(
                "{what} in {}, which is protected: {problem}",
                target.describe()
            ),
            help.clone(),
        )
    };
    let typed = match confirmed {
        Some(name) => name.to_owned(),
        None if context.global.yes && can_ask(context) => ask(&format!(
            "{} {what} in {}, which is protected. Type {} to go on: ",
            paint(WARN, "!"),
            target.describe(),
            paint(BOLD, &name)
        )),
        None => return Err(refused("--yes and its name are needed")),
    };
    if !context.global.yes {
        return Err(refused("--yes is needed too"));
    }
    if typed != name {
        return Err(refused(&format!("its name is {name:?}, not {typed:?}")));
    }
    Ok(())
}

/// The name to type: of a file, what stands after the folders.
pub(crate) fn database_name(target: &Target) -> String {
    let database = target.url.database();
    let name = std::path::Path::new(&database).file_name();
    name.map(|name| name.to_string_lossy().into_owned())
        .unwrap_or(database)
}

/// Whether somebody sits at the terminal.
fn can_ask(context: &Context) -> bool {
    !context.global.non_interactive
        && !context.output.json
        && std::env::var_os("CI").is_none_or(|value| value.is_empty())
        && std::io::stdin().is_terminal()
        && std::io::stderr().is_terminal()
}

fn ask(question: &str) -> String {
    let mut stream = anstream::stderr();
    let _ = write!(stream, "{question}");
    let _ = stream.flush();
    let mut line = String::new();
    // No answer is no agreement.
    let _ = std::io::stdin().lock().read_line(&mut line);
    line.trim().to_owned()
}

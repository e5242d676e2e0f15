//! What is one thing under another name, and what is two things.

use std::path::PathBuf;

use migration_core::compare::Comparison;
use migration_core::diff::{Candidate, Renames, candidates};

use crate::context::Context;
use crate::error::CliError;
use crate::output::style::{BOLD, DIM, paint};
use crate::prompt;

/// How renames are decided.
#[derive(Debug, clap::Args)]
pub(crate) struct RenameFlags {
    /// Something has another name: `users:people`, or `users.mail:email` for a column of the table
    /// as it is called afterwards; several times for several
    #[arg(long = "rename", value_name = "OLD:NEW")]
    named: Vec<String>,
    /// `ask` about what may be a rename, take `none` for one, or read them from a file, one a line
    #[arg(long, value_name = "ask|none|FILE", default_value = "ask")]
    renames: String,
}

/// What `--rename` and the lines of a file say.
#[derive(Debug, Default)]
struct Decided {
    renames: Renames,
    /// The pairs that are two things: a line `!users.mail:email`.
    apart: Vec<String>,
}

pub(super) fn decide(
    flags: &RenameFlags,
    comparison: &Comparison,
    context: &Context,
) -> Result<Renames, CliError> {
    let mut decided = Decided::default();
    for text in &flags.named {
        decided.take(text, "--rename")?;
    }
    match flags.renames.as_str() {
        "none" => return Ok(decided.renames),
        "ask" => {}
        file => {
            let path = PathBuf::from(file);
            let text = std::fs::read_to_string(&path)
                .map_err(|cause| CliError::file("read", &path, &cause))?;
            for (at, line) in text.lines().enumerate() {
                let line = line.trim();
                if !line.is_empty() && !line.starts_with('#') {
                    decided.take(line, &format!("{file}:{}", at + 1))?;
                }
            }
        }
    }
    loop {
        let (from, to) = (&comparison.from.schema, &comparison.to.schema);
        let open = candidates(from, to, &decided.renames).into_iter();
        let open: Vec<Candidate> = open
            .filter(|each| !decided.apart.contains(&word(each)))
            .collect();
        let Some(first) = open.first() else {
            return Ok(decided.renames);
        };
        if !prompt::can_ask(context) {
            return Err(undecided(&open));
        }
        ask(first, &mut decided);
    }
}

impl Decided {
    fn take(&mut self, text: &str, place: &str) -> Result<(), CliError> {
        let (apart, pair) = match text.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let Some((old, new)) = pair
            .split_once(':')
            .filter(|(old, new)| !old.is_empty() && !new.is_empty())
        else {
            return Err(CliError::usage(
                "usage",
                format!("{place}: {text:?} is no rename"),
            )
            .help("write OLD:NEW, like `users:people` or `users.mail:email`; with `!` before it the two are no rename"));
        };
        if apart {
            self.apart.push(pair.to_owned());
            return Ok(());
        }
        let renames = std::mem::take(&mut self.renames);
        self.renames = match old.rsplit_once('.') {
            // `audit.events:audit.happenings` is a table in a namespace.
            Some((table, column)) if !new.contains('.') => renames.column(table, column, new),
            _ => renames.table(old, new),
        };
        Ok(())
    }
}

/// As it is written behind `--rename`.
fn word(candidate: &Candidate) -> String {
    let Candidate {
        table, from, to, ..
    } = candidate;
    match table {
        Some(table) => format!("{table}.{from}:{to}"),
        None => format!("{from}:{to}"),
    }
}

fn ask(candidate: &Candidate, decided: &mut Decided) {
    let Candidate {
        table,
        from,
        to,
        score,
    } = candidate;
    let what = match table {
        Some(table) => format!("column {} of {table}", paint(BOLD, from)),
        None => format!("table {}", paint(BOLD, from)),
    };
    let answer = prompt::ask(&format!(
        "Is {what} now called {}? {} [y/N] ",
        paint(BOLD, to),
        paint(DIM, format!("({score} of 100 speaks for it)"))
    ));
    let renames = std::mem::take(&mut decided.renames);
    decided.renames = match (answer.to_lowercase().as_str(), table) {
        ("y" | "yes", Some(table)) => renames.column(table, from, to),
        ("y" | "yes", None) => renames.table(from, to),
        _ => {
            decided.apart.push(word(candidate));
            renames
        }
    };
}

fn undecided(open: &[Candidate]) -> CliError {
    let plural = if open.len() == 1 { "" } else { "s" };
    let mut error = CliError::decision(
        format!(
            "{} change{plural} may be a rename, or one thing that goes and one that comes",
            open.len()
        ),
        "say `--rename OLD:NEW` for each that is one, and `--renames none` for the rest: \
         what is no rename is dropped with its data",
    );
    error.details = open
        .iter()
        .map(|each| {
            format!(
                "--rename {}  ({} of 100 speaks for it)",
                word(each),
                each.score
            )
        })
        .collect();
    error
}

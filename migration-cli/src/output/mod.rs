//! Everything that is printed goes through here: text for a person, JSON for a machine,
//! errors on the error stream. Knows nothing of databases or commands.

pub(crate) mod count;
pub(crate) mod progress;
mod secret;
pub(crate) mod size;
pub(crate) mod style;
pub(crate) mod table;
pub(crate) mod time;

use std::fmt::Display;
use std::io::{IsTerminal, Write};

use serde::Serialize;

use crate::error::CliError;
pub(crate) use secret::without_secrets;
use style::{ERROR, HELP, paint};

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How this run prints.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    /// JSON on standard output, and nothing else there.
    pub(crate) json: bool,
    /// Only errors, and what was asked for.
    pub(crate) quiet: bool,
    /// How much more to tell.
    pub(crate) verbose: u8,
}

impl Output {
    pub(crate) fn new(json: bool, quiet: bool, verbose: u8, color: Color) -> Self {
        match color {
            Color::Auto => {}
            Color::Always => anstream::ColorChoice::Always.write_global(),
            Color::Never => anstream::ColorChoice::Never.write_global(),
        }
        Self {
            json,
            quiet,
            verbose,
        }
    }

    /// Whether a person is looking at standard output.
    pub(crate) fn is_terminal(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Whether a line that is overwritten would be seen.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.json && !self.quiet && std::io::stderr().is_terminal()
    }

    /// The columns of the terminal; piped text has no limit.
    pub(crate) fn width(&self) -> Option<usize> {
        let (_, columns) = console::Term::stdout().size_checked()?;
        Some(usize::from(columns))
    }

    /// What was asked for: printed even with `--quiet`. Not for `--json` runs.
    pub(crate) fn answer(&self, text: impl Display) {
        // A reader that has gone away (`| head`) is no failure of ours.
        let _ = writeln!(anstream::stdout(), "{text}");
    }

    /// What happened: left out with `--quiet` and `--json`.
    pub(crate) fn line(&self, text: impl Display) {
        if !self.quiet && !self.json {
            self.answer(text);
        }
    }

    /// The document of a `--json` run.
    pub(crate) fn document(&self, document: &impl Serialize) {
        let text = serde_json::to_string_pretty(document)
            .expect("the documents are plain structs with string keys");
        let _ = writeln!(std::io::stdout(), "{text}");
    }

    /// A remark that is no error, on the error stream.
    pub(crate) fn note(&self, text: impl Display) {
        if !self.quiet && !self.json {
            let _ = writeln!(anstream::stderr(), "{} {text}", paint(style::WARN, "note:"));
        }
    }

    /// The error that ends the run.
    pub(crate) fn error(&self, error: &CliError) {
        let mut stream = anstream::stderr();
        if self.json {
            let _ = writeln!(stream, "{}", error.to_json());
            return;
        }
        let _ = writeln!(stream, "{} {}", paint(ERROR, "error:"), error.message);
        for line in &error.details {
            let _ = writeln!(stream, "  {line}");
        }
        let mut label = paint(HELP, "help:");
        for line in error.help.iter().flat_map(|help| help.lines()) {
            let _ = writeln!(stream, "  {label} {line}");
            label = "     ".to_owned();
        }
    }
}

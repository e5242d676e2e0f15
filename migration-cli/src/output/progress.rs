//! One line on the terminal that says what is being waited for, or how far it is.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Output;

/// A line that disappears when it is dropped; invisible where no terminal is.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Whether it shows a bar now, and not a message.
    walks: AtomicBool,
}

/// How far something is that has so many rows.
pub(crate) struct Walk<'a> {
    pub(crate) table: &'a str,
    pub(crate) walked: u64,
    /// How many there are, where that is known.
    pub(crate) total: Option<u64>,
    /// The same in words, with what else there is to say.
    pub(crate) text: &'a str,
}

const SPINNER: &str = "{spinner:.cyan} {msg} {elapsed:.dim}";
const BAR: &str = "{spinner:.cyan} {prefix} {bar:24.cyan/dim} {percent}% {msg:.dim}";

impl Progress {
    /// Starts to show `message`, with a spinner and the time that has passed.
    pub(crate) fn start(output: &Output, message: impl Into<String>) -> Self {
        if !output.shows_progress() {
            return Self::of(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
            .with_style(style(SPINNER));
        bar.set_message(message.into());
        show_later(bar.clone());
        Self::of(bar)
    }

    const fn of(bar: ProgressBar) -> Self {
        Self {
            bar,
            walks: AtomicBool::new(false),
        }
    }

    /// Changes the message.
    pub(crate) fn message(&self, message: impl Into<String>) {
        if self.walks.swap(false, Ordering::Relaxed) {
            self.bar.set_style(style(SPINNER));
        }
        self.bar.set_message(message.into());
    }

    /// Shows a bar; a message where it is not known how long it is.
    pub(crate) fn walk(&self, walk: &Walk<'_>) {
        let Some(total) = walk.total else {
            self.message(format!("{}: {}", walk.table, walk.text));
            return;
        };
        self.bar.set_length(total);
        self.bar.set_position(walk.walked);
        self.bar.set_prefix(walk.table.to_owned());
        self.bar.set_message(walk.text.to_owned());
        if !self.walks.swap(true, Ordering::Relaxed) {
            self.bar.set_style(style(BAR).progress_chars("━━╌"));
        }
    }

    /// Prints a line above the progress, so that they do not write over each other.
    pub(crate) fn suspend(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

/// What is over at once is not worth a flash on the terminal.
fn show_later(bar: ProgressBar) {
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        if !bar.is_finished() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(100));
        }
    });
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_sound() {
        for template in [SPINNER, BAR] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }

    #[test]
    fn a_bar_becomes_a_message_again() {
        let progress = Progress::of(ProgressBar::hidden());
        let walk = |total| Walk {
            table: "users",
            walked: 5,
            total,
            text: "5 rows",
        };
        progress.walk(&walk(Some(10)));
        assert_eq!(
            (progress.bar.position(), progress.bar.length()),
            (5, Some(10))
        );
        assert_eq!(progress.bar.prefix(), "users");
        progress.walk(&walk(None));
        assert_eq!(progress.bar.message(), "users: 5 rows");
        assert!(!progress.walks.load(Ordering::Relaxed));
    }
}

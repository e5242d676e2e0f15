//! One line on the terminal that says what is being waited for.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Output;

/// A line that disappears when it is dropped; invisible where no terminal is.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Starts to show `message`, with a spinner and the time that has passed.
    pub(crate) fn start(output: &Output, message: impl Into<String>) -> Self {
        if !output.shows_progress() {
            return Self(ProgressBar::hidden());
        }
        let style = ProgressStyle::with_template("{spinner:.cyan} {msg} {elapsed:.dim}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        let bar =
            ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style);
        bar.set_message(message.into());
        show_later(bar.clone());
        Self(bar)
    }

    /// Changes the message.
    pub(crate) fn message(&self, message: impl Into<String>) {
        self.0.set_message(message.into());
    }

    /// Prints a line above the progress, so that they do not write over each other.
    pub(crate) fn suspend(&self, print: impl FnOnce()) {
        self.0.suspend(print);
    }
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
        self.0.finish_and_clear();
    }
}

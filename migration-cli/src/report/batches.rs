//! How data migrations go: a bar on a terminal, and with `-v` a line now and then where there is
//! none.

use std::sync::PoisonError;
use std::time::{Duration, Instant};

use migration_core::DataProgress;

use super::Reporter;
use crate::output::count::count;
use crate::output::progress::{Progress, Walk};
use crate::output::style::{DIM, WARN, paint};
use crate::output::time;

/// How often a line is printed.
const EVERY: Duration = Duration::from_secs(5);

impl Reporter {
    /// After each batch.
    pub(super) fn walked(&self, progress: &DataProgress) {
        self.bar(progress);
        if self.output.verbose == 0 {
            return;
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none_or(|told| told.elapsed() >= EVERY) {
            *told = Some(Instant::now());
            self.print(&paint(DIM, format!("  {}", line(progress))));
        }
    }

    /// When no row is left.
    pub(super) fn walked_all(&self, progress: &DataProgress) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.bar(progress);
        if self.output.verbose > 0 {
            let batches = match progress.batches {
                1 => "1 batch".to_owned(),
                many => format!("{} batches", count(many)),
            };
            self.print(&paint(
                DIM,
                format!(
                    "  {}: {} rows in {batches}, {} changed",
                    progress.table,
                    count(progress.walked),
                    count(progress.changed)
                ),
            ));
        }
    }

    /// Somebody paused it.
    pub(super) fn paused(&self, table: &str, rows: u64) {
        let so_far = format!("{table}: {} rows are walked", count(rows));
        // Whoever looks at a pipe would wonder too.
        self.print(&format!(
            "{}  {so_far}; `migrate data resume` lets it go on",
            paint(WARN, "paused  ")
        ));
        self.show(format!("paused, {so_far}"));
    }

    /// Something says to wait.
    pub(super) fn waits(&self, table: &str, reason: &str) {
        self.show(format!("{table} waits: {reason}"));
        if self.output.verbose > 0 {
            self.print(&paint(DIM, format!("  {table} waits: {reason}")));
        }
    }

    /// A batch did not get a lock.
    pub(super) fn tried_again(&self, table: &str, cause: &str, wait: Duration, rows: u32) {
        let rows = match rows {
            1 => "1 row".to_owned(),
            rows => format!("{} rows", count(rows.into())),
        };
        self.print(&format!(
            "{}  {table}: {cause}; the next try is in {}, with {rows}",
            paint(WARN, "blocked "),
            time::duration(wait)
        ));
    }

    fn bar(&self, progress: &DataProgress) {
        let walk = Walk {
            table: &progress.table,
            walked: progress.walked,
            total: progress.about,
            text: &text(progress),
        };
        let mut shown = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        shown
            .get_or_insert_with(|| Progress::start(&self.output, progress.table.clone()))
            .walk(&walk);
    }
}

/// `450,000 of 1,000,000 rows, 12,300/s, 45 s left`
fn text(progress: &DataProgress) -> String {
    let mut text = count(progress.walked);
    if let Some(about) = progress.about {
        text.push_str(&format!(" of {}", count(about)));
    }
    text.push_str(" rows");
    if progress.rate > 0 {
        text.push_str(&format!(", {}/s", count(progress.rate)));
    }
    if let Some(left) = progress.left.filter(|left| !left.is_zero()) {
        text.push_str(&format!(", {} left", time::duration(left)));
    }
    text
}

/// `users: 45%, 450,000 of 1,000,000 rows, 12,300/s, 45 s left`
fn line(progress: &DataProgress) -> String {
    let percent = progress.percent().map(|percent| format!("{percent}%, "));
    let percent = percent.unwrap_or_default();
    format!("{}: {percent}{}", progress.table, text(progress))
}

//! How fast the work goes, and how long the rest takes.

use std::time::{Duration, Instant};

use super::place::Place;
use super::store::DataRow;
use crate::event::{DataProgress, Event};

/// Measures from where this run took the work up.
pub(super) struct Meter {
    start: Instant,
    walked_before: u64,
}

impl Meter {
    pub(super) fn new(row: &DataRow) -> Self {
        Self {
            start: Instant::now(),
            walked_before: row.walked,
        }
    }

    /// After a batch.
    pub(super) fn event(
        &self,
        place: &Place<'_>,
        row: &DataRow,
        rows: u64,
        took: Duration,
    ) -> Event {
        let here = row.walked - self.walked_before;
        let rate = rate(here, self.start.elapsed());
        Event::DataProgress(DataProgress {
            batch: rows,
            batch_time: took,
            rate,
            left: row
                .about
                .and_then(|about| left(about.checked_sub(row.walked)?, rate)),
            ..Self::plain(place, row)
        })
    }

    /// When no row is left.
    pub(super) fn finished(&self, place: &Place<'_>, row: &DataRow) -> Event {
        let here = row.walked - self.walked_before;
        Event::DataFinished(DataProgress {
            rate: rate(here, self.start.elapsed()),
            left: Some(Duration::ZERO),
            ..Self::plain(place, row)
        })
    }

    fn plain(place: &Place<'_>, row: &DataRow) -> DataProgress {
        DataProgress {
            version: place.plan.version,
            table: place.batches.table.clone(),
            walked: row.walked,
            changed: row.changed,
            // Rows that came meanwhile are no part of the estimate.
            about: row.about.map(|about| about.max(row.walked)),
            batches: row.batches,
            spent: row.spent,
            batch: 0,
            batch_time: Duration::ZERO,
            rate: 0,
            left: None,
        }
    }
}

/// How many rows of a hundred are walked; never all of them before the end is reached.
pub(super) fn percent(walked: u64, total: u64) -> Option<u64> {
    let percent = u128::from(walked) * 100 / u128::from(std::num::NonZeroU64::new(total)?.get());
    u64::try_from(percent.min(99)).ok()
}

/// Rows a second.
pub(super) fn rate(rows: u64, time: Duration) -> u64 {
    let millis = time.as_millis().max(1);
    u64::try_from(u128::from(rows) * 1_000 / millis).unwrap_or(u64::MAX)
}

/// How long so many rows take.
pub(super) fn left(rows: u64, rate: u64) -> Option<Duration> {
    let millis = u128::from(rows) * 1_000 / u128::from(std::num::NonZeroU64::new(rate)?.get());
    u64::try_from(millis).ok().map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_takes_as_long_as_its_rows() {
        assert_eq!(rate(500, Duration::from_secs(2)), 250);
        assert_eq!(rate(500, Duration::ZERO), 500_000);
        assert_eq!(left(1_000, 250), Some(Duration::from_secs(4)));
        assert_eq!(left(1_000, 0), None);
        assert_eq!(left(0, 250), Some(Duration::ZERO));
    }

    #[test]
    fn all_rows_are_walked_at_the_end_only() {
        for (walked, total, expected) in [
            (0, 10, Some(0)),
            (5, 10, Some(50)),
            (999, 1_000, Some(99)),
            (10, 10, Some(99)),
            (u64::MAX, u64::MAX, Some(99)),
            (0, 0, None),
        ] {
            assert_eq!(percent(walked, total), expected);
        }
    }
}

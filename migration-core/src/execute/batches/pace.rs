//! How many rows a batch has, so that it takes about as long as it may. Time is known only as
//! durations that it is told.

use std::time::Duration;

use super::options::DataOptions;
use crate::dialect::Batches;

/// Rust code has its rows in memory.
const MOST_ROWS_READ: u32 = 2_000;

/// The size of the next batch.
#[derive(Debug)]
pub(super) struct Pace {
    size: u32,
    least: u32,
    most: u32,
    aim: Duration,
}

impl Pace {
    /// `before` is the size that an earlier run had come to.
    pub(super) fn new(options: &DataOptions, batches: &Batches, before: Option<u32>) -> Self {
        let (least, mut most) = options.batch_rows;
        if batches.reads_rows() {
            most = most.min(MOST_ROWS_READ);
        }
        let most = batches.most.map_or(most, |limit| limit.min(most)).max(1);
        Self::between(least.clamp(1, most), most, options.batch_time, before)
    }

    fn between(least: u32, most: u32, aim: Duration, before: Option<u32>) -> Self {
        Self {
            size: before.unwrap_or(FIRST).clamp(least, most),
            least,
            most,
            aim,
        }
    }

    pub(super) const fn size(&self) -> u32 {
        self.size
    }

    /// A batch of so many rows took so long: the next has as many as would take the time it may,
    /// at most twice as many, and no fewer than a quarter.
    pub(super) fn did(&mut self, rows: u64, took: Duration) {
        // The last rows of a table tell little.
        if rows < u64::from(self.size) {
            return;
        }
        let took = took.as_secs_f64().max(0.000_1);
        let factor = (self.aim.as_secs_f64() / took).clamp(0.25, 2.0);
        let wanted = (f64::from(self.size) * factor).round();
        // It is no more than twice a u32, and not negative.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped"
        )]
        let wanted = wanted.clamp(f64::from(self.least), f64::from(self.most)) as u32;
        self.size = wanted;
    }

    /// The batch failed on a lock: half as many rows hold half as many locks, down to one.
    pub(super) fn shrink(&mut self) {
        self.size = (self.size / 2).max(1);
    }
}

/// How many rows the first batch has.
const FIRST: u32 = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    const AIM: Duration = Duration::from_millis(200);

    /// A server that does so many rows a second comes to this size.
    fn settled(rows_a_second: f64, from: u32) -> u32 {
        let mut pace = Pace::between(100, 20_000, AIM, Some(from));
        for _ in 0..30 {
            let took = Duration::from_secs_f64(f64::from(pace.size()) / rows_a_second);
            pace.did(u64::from(pace.size()), took);
        }
        pace.size()
    }

    #[test]
    fn the_size_settles_where_a_batch_takes_its_time() {
        for (rows_a_second, expected) in [
            (10_000.0, 2_000),
            (50_000.0, 10_000),
            (1_000_000.0, 20_000),
            (10.0, 100),
        ] {
            for from in [100, 1_000, 20_000] {
                assert_eq!(settled(rows_a_second, from), expected, "from {from}");
            }
        }
    }

    #[test]
    fn it_grows_no_faster_than_twofold_and_not_by_the_rest_of_a_table() {
        let mut pace = Pace::between(100, 20_000, AIM, None);
        assert_eq!(pace.size(), FIRST);
        pace.did(u64::from(FIRST), Duration::from_millis(1));
        assert_eq!(pace.size(), 2 * FIRST);
        pace.did(5, Duration::from_millis(900));
        assert_eq!(pace.size(), 2 * FIRST);
        pace.did(2 * u64::from(FIRST), Duration::from_secs(60));
        assert_eq!(pace.size(), FIRST / 2);
    }

    #[test]
    fn a_lost_race_halves_it_down_to_one_row() {
        let mut pace = Pace::between(100, 20_000, AIM, Some(1_000));
        for expected in [500, 250, 125, 62, 31, 15, 7, 3, 1, 1] {
            pace.shrink();
            assert_eq!(pace.size(), expected);
        }
        pace.did(1, Duration::from_millis(1));
        assert_eq!(pace.size(), 100);
    }
}

//! Trying again what lost the race for its lock: after a pause that grows and is never the same
//! for two, and not for ever.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, Instant};

use super::fence::Broken;
use super::journal::Place;
use super::limits::InForce;
use super::runner::Runner;
use crate::conflict::Conflict;
use crate::dialect::{Statement, Step};
use crate::driver::ErrorKind;
use crate::error::Error;
use crate::event::Event;
use crate::failure::Failure;
use crate::plan::MigrationPlan;
use crate::schema::DialectName;

/// The first pause is at most this long; each further one twice as long.
const FIRST: Duration = Duration::from_millis(200);

/// No pause is longer.
const LONGEST: Duration = Duration::from_secs(5);

/// How often something was tried, and how much longer it is.
#[derive(Debug)]
pub(super) struct Retry {
    began: Instant,
    attempts: u32,
    budget: Duration,
    ends: Option<Instant>,
}

impl Retry {
    /// For the first time.
    pub(super) fn new(limits: &InForce) -> Self {
        Self {
            began: Instant::now(),
            attempts: 1,
            budget: limits.retry_for,
            ends: None,
        }
    }

    /// How long to pause before the next time; `None` where there is to be none. The time that is
    /// given runs from the first loss: what ran for long before it may be tried again too.
    pub(super) fn pause(&mut self) -> Option<Duration> {
        let now = Instant::now();
        let ends = *self.ends.get_or_insert(now + self.budget);
        let left = ends.checked_duration_since(now)?;
        if left.is_zero() {
            return None;
        }
        let pause = pause(self.attempts, random());
        self.attempts += 1;
        Some(pause.min(left))
    }

    fn conflict(&self) -> Conflict {
        Conflict {
            attempts: self.attempts,
            waited: self.began.elapsed(),
            blockers: Vec::new(),
        }
    }
}

/// The pause after so many attempts: between the half and the whole of a time that doubles.
fn pause(attempts: u32, random: u64) -> Duration {
    let doubled = FIRST.saturating_mul(1 << attempts.saturating_sub(1).min(16));
    let whole = doubled.min(LONGEST);
    let half = whole / 2;
    let part = u32::try_from(random % 1000).unwrap_or(0);
    half + half * part / 1000
}

/// Another number each time. Two runners that lost against each other must not meet again.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

impl Runner<'_> {
    /// Waits until a migration that was rolled back because of a lock is to be tried again. Where
    /// it is not, the error says why, and who is in the way.
    pub(super) async fn lost(&mut self, retry: &mut Retry, error: Error) -> Result<(), Error> {
        let Error::Failed(mut failure) = error else {
            return Err(error);
        };
        if failure.conflict.is_none() {
            return Err(Error::Failed(failure));
        }
        if let Some(pause) = retry.pause() {
            self.tell_retry(
                retry,
                pause,
                (failure.version, &failure.name),
                &failure.cause,
            );
            tokio::time::sleep(pause).await;
            return Ok(());
        }
        self.give_up(retry, &mut failure);
        Err(Error::Failed(failure))
    }

    /// Runs one statement that is journaled, again where it loses its lock: what was done before it
    /// has taken effect and is not done again.
    pub(super) async fn journal_patiently(
        &mut self,
        plan: &MigrationPlan,
        step: &Step,
        statement: &Statement,
        index: usize,
        place: &mut Place,
    ) -> Result<(), Broken> {
        let limits = self.limits_of(plan);
        let mut retry = Retry::new(&limits);
        loop {
            let mut error = match self.journal_one(plan, step, statement, index, place).await {
                Ok(()) => return Ok(()),
                Err(Broken::Statement(error)) if error.kind == ErrorKind::Busy => error,
                Err(broken) => return Err(broken),
            };
            let again = self.leaves_nothing(statement);
            let pause = if again { retry.pause() } else { None };
            let Some(pause) = pause else {
                let conflict = self.conflict(&retry);
                let way_out = self.watch.way_out(&conflict.blockers);
                error.hint = Some(match self.leftover_hint() {
                    Some(left) => format!("{way_out}; {left}"),
                    None => way_out,
                });
                error.conflict = Some(conflict);
                return Err(error.into());
            };
            self.tell_retry(&retry, pause, (plan.version, &plan.name), &error.cause);
            tokio::time::sleep(pause).await;
        }
    }

    /// Whether a statement that failed has done nothing. On MySQL and MariaDB a part of Rust code,
    /// or of a text with several statements, may have been committed.
    fn leaves_nothing(&self, statement: &Statement) -> bool {
        match statement {
            _ if self.connection.dialect() != DialectName::Mysql => true,
            Statement::Run(sql) => !sql.contains(';'),
            Statement::Data(_) => false,
            Statement::Verify { .. } | Statement::Batches(_) | Statement::Rebuild(_) => true,
        }
    }

    fn tell_retry(
        &self,
        retry: &Retry,
        pause: Duration,
        (version, name): (crate::migration::Version, &str),
        cause: &str,
    ) {
        (self.listener)(&Event::Retrying {
            version,
            name: name.to_owned(),
            attempts: retry.attempts - 1,
            pause,
            cause: cause.to_owned(),
            blockers: self.watch.seen().to_vec(),
        });
    }

    pub(super) fn conflict(&self, retry: &Retry) -> Conflict {
        Conflict {
            blockers: self.watch.seen().to_vec(),
            ..retry.conflict()
        }
    }

    fn give_up(&self, retry: &Retry, failure: &mut Failure) {
        let conflict = self.conflict(retry);
        failure.hint = Some(self.watch.way_out(&conflict.blockers));
        failure.conflict = Some(conflict);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migration::Limits;

    #[test]
    fn pauses_grow_and_are_never_long() {
        for (attempts, random, expected) in [
            (1, 0, 100),
            (1, 999, 199),
            (2, 0, 200),
            (4, 500, 1200),
            (6, 0, 2500),
            (40, 999, 4997),
        ] {
            assert_eq!(pause(attempts, random).as_millis(), expected, "{attempts}");
        }
        assert_ne!(random(), random());
    }

    #[test]
    fn the_time_that_is_given_ends() {
        let retry_for =
            |time| Retry::new(&InForce::of(Limits::new().retry_for(time), Limits::new()));
        assert_eq!(retry_for(Duration::ZERO).pause(), None);
        let mut short = retry_for(Duration::from_millis(20));
        let first = short.pause();
        assert!(first.is_some_and(|pause| pause <= Duration::from_millis(20)));
        std::thread::sleep(Duration::from_millis(30));
        assert_eq!(short.pause(), None);
        assert_eq!(short.conflict().attempts, 2);
    }
}

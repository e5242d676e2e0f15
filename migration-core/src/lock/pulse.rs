//! When the holder last showed that it lives, by the monotonic clock of its own host.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Shared between the runner and its heartbeat.
#[derive(Debug)]
pub(super) struct Pulse {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// Before the last beat that the server confirmed was sent.
    confirmed: Instant,
    /// Whether the row says that this runner has the lock.
    taken: bool,
    /// How many transactions hold the row.
    suspended: usize,
    /// Another runner has the lock.
    lost: bool,
}

impl Pulse {
    /// Of a lock that was taken at this moment or later, or is still to be taken.
    pub(super) fn new(at: Instant, taken: bool) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::new(State {
                confirmed: at,
                taken,
                suspended: 0,
                lost: false,
            }),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that a beat was confirmed that was sent at this moment or later.
    pub(super) fn confirm(&self, sent: Instant) {
        let mut state = self.state();
        state.taken = true;
        state.confirmed = state.confirmed.max(sent);
    }

    /// Says that another runner has the lock.
    pub(super) fn lose(&self) {
        self.state().lost = true;
    }

    pub(super) fn is_taken(&self) -> bool {
        self.state().taken
    }

    pub(super) fn is_lost(&self) -> bool {
        self.state().lost
    }

    /// How long no beat has been confirmed.
    pub(super) fn silence(&self) -> Duration {
        self.state().confirmed.elapsed()
    }

    pub(super) fn is_suspended(&self) -> bool {
        self.state().suspended > 0
    }

    /// Has the heartbeat rest until the value is dropped.
    pub(super) fn suspend(self: &Arc<Self>) -> Suspension {
        self.state().suspended += 1;
        Suspension {
            pulse: Arc::clone(self),
        }
    }
}

/// While it is there, a transaction holds the lock's row: that is the proof of life, and a
/// heartbeat would only wait for it.
#[derive(Debug)]
pub(crate) struct Suspension {
    pulse: Arc<Pulse>,
}

impl Suspension {
    /// Says that the transaction, which moved the beat, was committed. The commit was sent at
    /// this moment or later.
    pub(crate) fn committed(self, sent: Instant) {
        self.pulse.confirm(sent);
    }
}

impl Drop for Suspension {
    fn drop(&mut self) {
        self.pulse.state().suspended -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beat_counts_from_when_it_was_sent_and_never_backwards() {
        let start = Instant::now();
        let pulse = Pulse::new(start, false);
        let later = start + Duration::from_millis(1);
        let suspension = pulse.suspend();
        assert!(pulse.is_suspended() && !pulse.is_taken());
        suspension.committed(later);
        assert!(!pulse.is_suspended() && pulse.is_taken());
        pulse.confirm(start);
        assert_eq!(pulse.state().confirmed, later);
        pulse.lose();
        assert!(pulse.is_lost());
    }
}

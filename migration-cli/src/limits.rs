//! The time limits of a run: from the flags, then from the profile.

use std::time::Duration;

use migration_core::migration::Limits;
use serde::Deserialize;

use crate::args::{Global, duration};

/// `[profile.NAME.timeouts]`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Timeouts {
    lock_wait: Option<Time>,
    statement_timeout: Option<Time>,
    retry_for: Option<Time>,
}

/// A time as the flags take it: `"5s"`, or a number of seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) struct Time(pub(crate) Duration);

#[derive(Deserialize)]
#[serde(untagged, expecting = "a time like \"200ms\", or a number of seconds")]
enum Written {
    Seconds(u32),
    Text(String),
}

impl TryFrom<Written> for Time {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        match written {
            Written::Seconds(seconds) => Ok(Self(Duration::from_secs(seconds.into()))),
            Written::Text(text) => duration(&text).map(Self),
        }
    }
}

impl Timeouts {
    /// What the flags say, and these where they say nothing.
    pub(crate) fn limits(self, global: &Global) -> Limits {
        let time = |time: Option<Time>| time.map(|Time(time)| time);
        let flags = Limits {
            lock_wait: global.lock_wait,
            statement_timeout: global.statement_timeout,
            retry_for: global.retry_for,
        };
        flags.or(Limits {
            lock_wait: time(self.lock_wait),
            statement_timeout: time(self.statement_timeout),
            retry_for: time(self.retry_for),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_beats_the_profile() {
        let timeouts: Timeouts =
            toml::from_str("lock_wait = \"1500ms\"\nstatement_timeout = 60").unwrap();
        let global = Global {
            lock_wait: Some(Duration::from_secs(2)),
            ..Global::default()
        };
        let limits = timeouts.limits(&global);
        assert_eq!(limits.lock_wait, Some(Duration::from_secs(2)));
        assert_eq!(limits.statement_timeout, Some(Duration::from_secs(60)));
        assert_eq!(limits.retry_for, None);
        let limits = timeouts.limits(&Global::default());
        assert_eq!(limits.lock_wait, Some(Duration::from_millis(1500)));
        for wrong in ["lock_wait = \"soon\"", "lock = 1", "retry_for = -1"] {
            assert!(toml::from_str::<Timeouts>(wrong).is_err(), "{wrong}");
        }
    }
}

//! Who has the lock, as far as it is known. It is shown to people and to programs alike.

use std::fmt;
use std::time::Duration;

/// A runner that has the lock.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Holder {
    /// User and host of its process, `anna@web-1`; of a session that is no runner, user and
    /// host as the server knows them.
    pub owner: String,
    /// The number of its process on that host; `None` of a session that is no runner.
    pub process: Option<u32>,
    /// The server's number of its connection; `None` on SQLite and behind a pooler.
    pub backend: Option<i64>,
    /// When it took the lock, by the clock of its own host: RFC 3339, in UTC.
    pub since: Option<String>,
    /// How long ago that is, by the clock of the host that asks.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "age_ms", serialize_with = "crate::event::millis_or_null")
    )]
    pub age: Option<Duration>,
    /// What it is at, in a few words; empty where it is not known.
    pub step: String,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.owner)?;
        if let Some(process) = self.process {
            write!(f, ", process {process}")?;
        }
        if let Some(backend) = self.backend {
            write!(f, ", connection {backend}")?;
        }
        match (self.age, &self.since) {
            (Some(age), _) => write!(f, ", for {}", Age(age))?,
            (None, Some(since)) => write!(f, ", since {since}")?,
            (None, None) => {}
        }
        if !self.step.is_empty() {
            write!(f, ", at {}", self.step)?;
        }
        Ok(())
    }
}

/// A time span in the two units that matter.
struct Age(Duration);

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
            (0, 0, seconds) => write!(f, "{seconds} s"),
            (0, minutes, seconds) => write!(f, "{minutes} min {seconds} s"),
            (hours, minutes, _) => write!(f, "{hours} h {minutes} min"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_is_told_as_far_as_it_is_known() {
        let session = Holder {
            owner: "root@10.0.0.7".to_owned(),
            backend: Some(41),
            ..Holder::default()
        };
        let runner = Holder {
            owner: "anna@web-1".to_owned(),
            process: Some(4711),
            since: Some("2026-11-20T15:00:00.000Z".to_owned()),
            age: Some(Duration::from_secs(62)),
            step: "up: 20260103_000000 add_name".to_owned(),
            ..Holder::default()
        };
        for (holder, text) in [
            (session, "root@10.0.0.7, connection 41"),
            (
                runner.clone(),
                "anna@web-1, process 4711, for 1 min 2 s, at up: 20260103_000000 add_name",
            ),
            (
                Holder {
                    age: None,
                    step: String::new(),
                    ..runner.clone()
                },
                "anna@web-1, process 4711, since 2026-11-20T15:00:00.000Z",
            ),
            (
                Holder {
                    age: Some(Duration::from_secs(2 * 3600 + 61)),
                    step: String::new(),
                    ..runner
                },
                "anna@web-1, process 4711, for 2 h 1 min",
            ),
        ] {
            assert_eq!(holder.to_string(), text);
        }
    }
}

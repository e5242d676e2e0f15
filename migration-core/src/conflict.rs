//! What is known where somebody else had what a statement needs.

use std::fmt;
use std::time::Duration;

/// A session that has, or may have, what a statement waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Blocker {
    /// The server's number for it: PostgreSQL's `pid`, MySQL's connection id.
    pub session: String,
    /// Its user.
    pub user: String,
    /// Where it comes from.
    pub from: String,
    /// What it runs now or ran last, shortened and without the texts in it, where this user may see it.
    pub query: Option<String>,
    /// For how long its transaction has been open, where this user may see it.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "open_ms", serialize_with = "crate::event::millis_or_null")
    )]
    pub open_for: Option<Duration>,
    /// Whether the server says that it is this one. MariaDB tells who has the lock of a table only
    /// where a plugin is installed: there it is one of those that have a transaction open.
    pub certain: bool,
}

impl fmt::Display for Blocker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let maybe = if self.certain { "" } else { "perhaps " };
        write!(
            f,
            "{maybe}connection {}, user {}, from {}",
            self.session, self.user, self.from
        )?;
        if let Some(open) = self.open_for {
            write!(f, ", transaction open for {} s", open.as_secs())?;
        }
        match &self.query {
            Some(query) => write!(f, ": {query}"),
            None => Ok(()),
        }
    }
}

/// A statement that never got its lock.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Conflict {
    /// How often it was tried.
    pub attempts: u32,
    /// How long that took in all, pauses included.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "waited_ms", serialize_with = "crate::event::millis")
    )]
    pub waited: Duration,
    /// Who was in the way the last time, as far as the server tells.
    pub blockers: Vec<Blocker>,
}

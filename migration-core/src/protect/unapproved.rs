use std::fmt;

use super::{Database, OneWay, PlanHash, PlannedLoss};
use crate::plan::Direction;

/// A plan that was not run, because somebody has to agree to it first.
#[derive(Debug, Clone)]
pub struct Unapproved {
    /// The database.
    pub database: Database,
    /// The protected environment that the caller said it is.
    pub called: Option<String>,
    /// Which way the plan goes.
    pub direction: Direction,
    /// How many migrations it has.
    pub migrations: usize,
    /// What would be lost.
    pub losses: Vec<PlannedLoss>,
    /// The migrations that have no way back, where that matters.
    pub one_way: Vec<OneWay>,
    /// The plan's hash.
    pub hash: PlanHash,
    /// The hash that was approved, where it is another one.
    pub approved: Option<PlanHash>,
}

impl Unapproved {
    /// The protected environment that the database is, by its own word or by the caller's.
    #[must_use]
    pub fn environment(&self) -> Option<&str> {
        let own = self.database.environment.as_deref();
        own.or(self.called.as_deref())
    }

    /// What is to be done, as a fragment: `reversing 2 migrations loses data`.
    #[must_use]
    pub fn action(&self) -> String {
        let verb = match self.direction {
            Direction::Up => "applying",
            Direction::Down => "reversing",
        };
        let plural = if self.migrations == 1 { "" } else { "s" };
        let what = match (self.losses.is_empty(), self.one_way.is_empty()) {
            (false, _) => " loses data",
            (true, false) => " has no way back",
            (true, true) => "",
        };
        format!("{verb} {} migration{plural}{what}", self.migrations)
    }

    /// Why that database is careful, as a fragment that stands behind its name; empty where it
    /// is not protected.
    #[must_use]
    pub fn protection(&self) -> String {
        match (&self.database.environment, &self.called) {
            (Some(says), Some(_)) => format!(", which is protected as {says:?}"),
            (Some(says), None) => {
                format!(", which says itself that it is {says:?} and protected")
            }
            (None, Some(called)) => format!(", which is protected as {called:?}"),
            (None, None) => String::new(),
        }
    }
}

impl fmt::Display for Unapproved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} in {} {}{}",
            self.action(),
            self.database.dialect,
            self.database.name,
            self.protection()
        )?;
        match &self.approved {
            Some(approved) => write!(
                f,
                ": this plan is {}, and {approved} was approved",
                self.hash
            ),
            None => Ok(()),
        }
    }
}

use super::{Capabilities, Unsupported};
use crate::operation::Operation;
use crate::schema::DialectName;

/// Why an operation cannot be carried out. Which operation it is, and on which dialect, is
/// known only further up, and is added there.
#[derive(Debug)]
pub(super) struct Problem {
    problem: String,
    help: String,
}

impl Problem {
    /// Both as lower-case fragments.
    pub(super) fn new(problem: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            problem: problem.into(),
            help: help.into(),
        }
    }

    /// That the server has no such thing: `what` has a `property`, which is another's.
    pub(super) fn another_servers(what: &str, property: &str, whose: &str, help: &str) -> Self {
        Self::new(format!("{what} has {property}, which is {whose}"), help)
    }

    /// That the server has it from a later version on.
    pub(super) fn needs(what: &str, version: &str, server: &Capabilities) -> Self {
        Self::new(
            format!("{what} needs {version}, and this is for {server}"),
            "leave it out, or use a later version of the server",
        )
    }

    /// That an index cannot become a constraint there.
    pub(super) fn index_stays(server: &str, index: &str) -> Self {
        Self::new(
            format!("an index of {server} stays an index"),
            format!("drop index {index:?}, and add the constraint by itself"),
        )
    }

    pub(super) fn of(self, operation: &Operation, dialect: DialectName) -> Unsupported {
        Unsupported {
            operation: operation.describe(),
            dialect,
            problem: self.problem,
            help: self.help,
        }
    }
}

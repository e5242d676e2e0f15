use super::Unsupported;
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

    pub(super) fn of(self, operation: &Operation, dialect: DialectName) -> Unsupported {
        Unsupported {
            operation: operation.describe(),
            dialect,
            problem: self.problem,
            help: self.help,
        }
    }
}

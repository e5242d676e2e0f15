use super::comments::commented;
use crate::schema::{Check, Enforcement, SqlText};

/// A condition on rows under construction.
#[derive(Debug, Clone)]
#[must_use = "a check does nothing until it is given to a table"]
pub struct CheckBuilder(Check);

/// A condition that every row meets.
pub fn check(name: impl Into<String>, expression: impl Into<SqlText>) -> CheckBuilder {
    CheckBuilder(Check {
        name: name.into(),
        expression: expression.into(),
        ..Check::default()
    })
}

impl CheckBuilder {
    /// Lets the rows that exist be; they are checked by a later `validate_constraint`.
    pub fn not_valid(mut self) -> Self {
        self.0.enforcement = Enforcement::NewRows;
        self
    }

    /// Is written down and not seen to: MySQL, and PostgreSQL from version 18.
    pub fn not_enforced(mut self) -> Self {
        self.0.enforcement = Enforcement::None;
        self
    }

    pub(super) fn into_check(self) -> Check {
        self.0
    }
}

commented!(CheckBuilder);

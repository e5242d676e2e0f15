use super::comments::commented;
use super::deferral::deferral;
use crate::schema::{Exclusion, IndexMethod, IndexPart, SqlText};

/// An exclusion constraint under construction.
#[derive(Debug, Clone)]
#[must_use = "a constraint does nothing until it is given to a table"]
pub struct ExclusionBuilder(Exclusion);

/// A condition that no two rows meet together: each part with the operator that may not hold
/// for all of them at once. PostgreSQL alone has these.
///
/// ```
/// # use migration_core::prelude::*;
/// // A room is not booked twice at the same time.
/// let booked = exclusion("bookings_no_overlap", [("room_id", "="), ("during", "&&")]).method("gist");
/// ```
pub fn exclusion<P: Into<IndexPart>, O: Into<String>, const N: usize>(
    name: impl Into<String>,
    parts: [(P, O); N],
) -> ExclusionBuilder {
    ExclusionBuilder(Exclusion {
        name: name.into(),
        method: None,
        parts: parts
            .into_iter()
            .map(|(part, operator)| (part.into(), operator.into()))
            .collect(),
        filter: None,
        deferrable: crate::schema::Deferrable::No,
        comment: None,
    })
}

impl ExclusionBuilder {
    /// The method of its index.
    pub fn method(mut self, method: impl Into<IndexMethod>) -> Self {
        self.0.method = Some(method.into());
        self
    }

    /// Goes only for the rows that meet this condition.
    pub fn filter(mut self, condition: impl Into<SqlText>) -> Self {
        self.0.filter = Some(condition.into());
        self
    }

    pub(super) fn into_exclusion(self) -> Exclusion {
        self.0
    }
}

commented!(ExclusionBuilder);
deferral!(ExclusionBuilder);

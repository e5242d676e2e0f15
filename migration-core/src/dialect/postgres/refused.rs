//! What PostgreSQL has not, or not before some version.

use crate::dialect::Capabilities;
use crate::dialect::problem::Problem;

/// The problem of what another server has and PostgreSQL has not.
pub(super) fn foreign(what: &str, property: &str, whose: &str, help: &str) -> Problem {
    Problem::new(format!("{what} has {property}, which is {whose}"), help)
}

/// The problem of what PostgreSQL has from a later version on.
pub(super) fn from_version(what: &str, major: u32, server: &Capabilities) -> Problem {
    Problem::new(
        format!("{what} needs PostgreSQL {major}, and this is for {server}"),
        format!("leave it out, or use a server of version {major} or later"),
    )
}

/// Whether nothing is asked for that another server alone has.
pub(super) fn none(
    asked: bool,
    what: impl FnOnce() -> String,
    property: &str,
    whose: &str,
) -> Result<(), Problem> {
    if asked {
        return Err(foreign(
            &what(),
            property,
            whose,
            "leave it out where this is meant for PostgreSQL",
        ));
    }
    Ok(())
}

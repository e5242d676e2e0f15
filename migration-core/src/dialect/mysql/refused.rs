//! What MySQL and MariaDB have not, or not both of them, or not before some version.

use crate::dialect::Capabilities;
use crate::dialect::problem::Problem;

/// Whether nothing is asked for that another server alone has.
pub(super) fn none(
    asked: bool,
    what: impl FnOnce() -> String,
    property: &str,
    whose: &str,
) -> Result<(), Problem> {
    if !asked {
        return Ok(());
    }
    Err(has(&what(), property, whose))
}

/// The problem of something that has what another server alone has.
pub(super) fn has(what: &str, property: &str, whose: &str) -> Problem {
    Problem::new(
        format!("{what} has {property}, which is {whose}"),
        "leave it out where this is meant for MySQL and MariaDB",
    )
}

/// Whether the server at hand has it; `since` says which ones do.
pub(super) fn unless(
    has: bool,
    what: impl FnOnce() -> String,
    property: &str,
    since: &str,
    server: &Capabilities,
) -> Result<(), Problem> {
    if has {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "{} {property}, which needs {since}, and this is for {server}",
            what()
        ),
        "leave it out, or write it with `schema.sql(by_dialect()…)` for a server that has it",
    ))
}

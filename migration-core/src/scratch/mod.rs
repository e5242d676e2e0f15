//! Databases of the framework's own, in which something is tried or made so that it can be read
//! back. They go again however the work in them ends.

pub(crate) mod at_once;
mod database;
pub(crate) mod leftovers;

pub(crate) use database::Scratch;

use crate::driver::DriverError;
use crate::error::Error;

pub(crate) fn unreadable(cause: DriverError) -> Error {
    Error::Database {
        doing: "read the scratch database".to_owned(),
        cause: cause.to_string(),
    }
}

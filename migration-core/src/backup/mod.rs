//! Backups, as far as they need a connection: what a database holds, SQLite's copies of itself,
//! and a server's database emptied before another content comes in.
//!
//! What the servers' own programs do is no part of it: only the command line starts programs.

mod contents;
mod empty;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use contents::{Contents, contents};
pub use empty::{empty_mysql, emptying_postgres};
#[cfg(feature = "sqlite")]
pub use sqlite::{checked, copy_into, restore};

use crate::driver::DriverError;
use crate::error::Error;

fn failed(doing: &str, cause: &DriverError) -> Error {
    Error::Database {
        doing: doing.to_owned(),
        cause: cause.to_string(),
    }
}

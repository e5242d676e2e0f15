//! Whether a database can be migrated now: what is asked before a run, and what `health` tells.
//!
//! Before a run only that is asked which would stop the plan half way or make everybody wait, in a
//! round trip or two. What a server does not tell is said so, and never refused.

mod check;
#[cfg(feature = "_io")]
mod grants;
#[cfg(feature = "_io")]
mod overview;
#[cfg(feature = "_io")]
mod preflight;
#[cfg(feature = "_io")]
mod rights;
#[cfg(feature = "_io")]
mod server;
#[cfg(feature = "_io")]
mod space;
#[cfg(feature = "_io")]
mod waiting;

pub use check::{Check, Health, Level};
pub(crate) use check::{found, ways_out};
#[cfg(feature = "_io")]
pub(crate) use preflight::preflight;
#[cfg(feature = "_io")]
pub(crate) use server::Server;

//! Time limits and trying again, with a second session that really has the lock.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod conflicts;
mod deadlock;
mod lent;
mod settings;
mod support;

//! Runs that are cut off at every point, and what the next run makes of them: it ends where one
//! that nobody disturbed ends.
//!
//! The wide tests put a proxy between the runner and the server, which ends every connection at
//! one round trip: before the server has it, while the server works on it, or once it has answered
//! and the runner does not know. `kill` ends real processes.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

#[allow(dead_code, reason = "the golden tests use all of it")]
#[path = "../golden/alone/mod.rs"]
mod alone;
#[allow(dead_code, reason = "the golden tests use all of it")]
#[path = "../golden/cases/mod.rs"]
mod cases;
#[allow(dead_code, reason = "the golden tests use all of it")]
#[path = "../golden/runs.rs"]
mod runs;

mod kill;
mod known;
mod matrix;
mod place;
mod proxy;
mod state;

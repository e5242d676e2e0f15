//! The lock, with real processes: runners that race, that are stopped, killed and taken over.
//!
//! `LOCK_ROUNDS` says how many rounds the race has; CONTRIBUTING.md has the whole command.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]
#![cfg(unix)]

mod dead;
mod galera;
mod layout;
mod native;
mod pooled;
mod race;
mod runner;
mod stopped;
mod unlock;
mod wrong_server;

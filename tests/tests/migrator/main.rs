//! The migrator on every server: one suite, each case on SQLite, PostgreSQL and MariaDB.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod failures;
mod history;
mod journal;
mod locking;
mod rebuild;
mod runs;
mod support;

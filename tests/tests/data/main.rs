//! Data migrations in batches on every server: one suite, each case on SQLite, PostgreSQL and MariaDB.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod code;
mod control;
mod ensure;
mod killed;
mod refused;
mod support;
mod together;
mod walks;

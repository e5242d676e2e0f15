//! Data migrations in batches on every server: one suite, each case on SQLite, PostgreSQL and MariaDB.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod code;
mod control;
mod due;
mod ensure;
mod keys;
mod killed;
mod large;
mod refused;
mod replica;
mod rolled_back;
mod support;
mod together;
mod walks;

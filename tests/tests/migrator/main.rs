//! The migrator on every server: one suite, each case on SQLite, PostgreSQL and MariaDB.

mod failures;
mod history;
mod locking;
mod runs;
mod support;

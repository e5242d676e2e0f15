//! The `migrate` command line, as a library.
//!
//! A migrations package has a small binary that calls [`run`] with its registry: it does every
//! command alone, so that one file can be shipped to production. The installed `migrate`
//! ([`run_installed`]) holds no migrations: it finds the package, builds it, and hands the
//! command over to its binary. New migrations it writes itself, and asks the binary what the
//! others amount to: so the package links no generator.

#[cfg(not(feature = "_driver"))]
compile_error!("migration-cli needs a driver: enable `sqlite`, `postgres` or `mysql`");

mod approval;
mod args;
mod backup;
mod cargo;
mod command;
mod config;
mod context;
mod data;
mod environment;
mod error;
mod event_log;
mod exit;
mod failure;
mod folded;
#[cfg(feature = "generate")]
pub mod generate;
mod hooks;
mod ignored;
mod limits;
mod output;
mod project;
mod prompt;
mod report;
mod shell;
mod start;
mod verdict;
mod versions;
mod work;

pub use folded::Folded;
pub use start::{run, run_installed};

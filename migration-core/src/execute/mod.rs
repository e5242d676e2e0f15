//! Execution: a small loop that sends a plan's statements and keeps the ledger true.
//!
//! It never looks at operations. What is rolled back and what remains after a failure is
//! known here alone.

mod apply;
mod foreign_keys;
mod identity;
mod journaled;
mod leftovers;
mod migrator;
mod offline;
mod rebuild;
mod report;
mod runner;
mod select;
mod stamp;
mod statement;
mod transaction;

pub use migrator::{Migrator, TransactionMode};
pub use offline::OfflinePlan;
pub use report::{Readiness, Report, Status};
pub use select::{DownTarget, Target};

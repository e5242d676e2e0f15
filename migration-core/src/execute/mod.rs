//! Execution: a small loop that sends a plan's statements and keeps the ledger true.
//!
//! It never looks at operations. What is rolled back and what remains after a failure is
//! known here alone.

mod applied;
mod apply;
mod batches;
mod beside;
mod blockers;
mod fence;
mod foreign_keys;
mod guard;
mod identity;
mod journal;
mod kept;
mod leftovers;
mod limits;
mod locked;
mod migrator;
mod offline;
mod rebuild;
mod repair;
mod report;
mod resume;
mod retry;
mod runner;
mod select;
mod settings;
mod shortened;
mod stamp;
mod statement;
mod together;
mod trace;
mod transaction;
mod unlock;

pub use batches::{DataOptions, DataPending, DataState, DataStatus, Paused, Wait, WaitHook};
pub use migrator::Migrator;
pub use offline::OfflinePlan;
pub use repair::{Choice, HalfDone, Repair, Rewritten};
pub use report::{Readiness, Report, Status};
pub use select::{DownTarget, Target};
pub use transaction::TransactionMode;

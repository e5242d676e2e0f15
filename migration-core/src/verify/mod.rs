//! The proof of migrations: each goes up, down and up again on a scratch database with
//! generated rows in its tables, and what the server has afterwards is compared with what the
//! operations say.
//!
//! It runs migrations as everybody does, through [`Migrator`](crate::Migrator), and judges them
//! by introspection. It never works on the database that it is given: that one only names the
//! server.

mod compare;
mod contents;
mod judge;
mod keeping;
mod moment;
mod opaque;
mod options;
mod rows;
mod run;
mod step;
mod verdict;

pub use options::VerifyOptions;
pub use verdict::{Finding, MigrationVerdict, Outcome, Phase, RowCounts, Verdict};

//! What lies between two schemas, as values: no SQL, no database.

mod candidates;
mod columns;
mod constraints;
mod creation;
mod draft;
mod expressions;
mod objects;
mod operations;
mod part;
mod renames;
mod tables;
mod types;

pub use candidates::{Candidate, candidates};
pub use creation::creation;
pub use expressions::take_expressions;
pub use operations::{Stuck, operations};
pub use renames::Renames;

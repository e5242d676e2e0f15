//! What lies between two schemas, as values: no SQL, no database.

mod creation;
mod expressions;

pub use creation::creation;
pub use expressions::take_expressions;

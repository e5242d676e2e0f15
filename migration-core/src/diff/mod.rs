//! What lies between two schemas, as values: no SQL, no database.

mod expressions;

pub use expressions::take_expressions;

//! Typed schema migrations as data.

pub mod dialect;
pub mod operation;
pub mod schema;

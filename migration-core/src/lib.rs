//! Typed schema migrations as data.

pub mod operation;
pub mod schema;

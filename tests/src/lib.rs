//! Support for the tests: databases to run them on.

pub mod live;
pub mod server;

//! Support for the tests: databases to run them on, their own clients, and the command line from outside.

pub mod cli;
pub mod client;
pub mod framework;
pub mod live;
pub mod server;

/// The code blocks of the guide, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../docs/guide.md")]
pub struct Guide;

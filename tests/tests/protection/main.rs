//! A protected database loses nothing without its name or the hash of the plan, whoever asks and
//! however: through the library, and from outside through a package's own binary.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod command;
mod health;
mod library;
mod support;

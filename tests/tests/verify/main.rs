//! The proof of migrations on scratch databases: what it passes, what it finds, what it tells,
//! and what it leaves behind.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod command;
mod found;
mod passed;
mod rows;
mod scratch;
mod support;

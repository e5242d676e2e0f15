//! What is put right by a word of a person: a migration that is half done and nothing tells how
//! far, and histories that do not fit the migrations.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

#[allow(dead_code, reason = "the migrator's tests use all of it")]
#[path = "../migrator/support.rs"]
mod support;

mod baseline;
mod form;
mod from_ledger;
mod half_done;
mod states;

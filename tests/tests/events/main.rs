//! What a run tells: to `tracing`, into the event log, and to the hooks.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod hooks;
mod log_file;
mod package;
mod spans;

//! CLI.

#[cfg(feature = "generate")]
pub mod generate;

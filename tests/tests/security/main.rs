//! Nobody is let in: passwords stay secret, names from the ledger stay names, a role needs no more
//! rights than the guide names, and dependencies are what they are taken for.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod dependencies;
mod hostile_rows;
mod passwords;
mod privileges;
#[cfg(feature = "tls")]
mod tls;
#[cfg(not(feature = "tls"))]
mod without_tls;

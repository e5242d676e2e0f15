//! Connections: the only place that talks to a database driver. Everything above it sends
//! text and gets rows of text back, so that it works behind poolers that keep no prepared
//! statements.

mod address;
pub mod admin;
mod connection;
mod error;
mod journal;
mod literal;
mod redacted;
mod refused;
mod replica;
mod source;
mod url;

pub use address::Address;
pub use connection::Connection;
pub use error::{DriverError, ErrorKind};
pub use literal::literal;
pub(crate) use literal::{quoted, quoted_table};
pub use source::{Access, Source};
pub use url::DatabaseUrl;

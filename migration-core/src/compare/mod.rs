//! Two schemas as one server prints them, whatever they come from: a live database, migrations,
//! SQL, a value.
//!
//! A server keeps no text of an expression but a tree, and prints it in its own words. So what is
//! no live database is made in a scratch database of the same server and read back; then texts can
//! be compared, and a comparison of what is the same finds nothing.

mod comparison;
pub(crate) mod differences;
mod drift;
mod source;
mod way;

pub use comparison::Comparison;
pub use drift::{Deviation, Drift, Side};
pub use source::SchemaSource;
pub use way::Way;

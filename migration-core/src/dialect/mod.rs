//! Dialects: the SQL of each operation, as pure data. No dialect knows another, and none
//! talks to a database.

mod capabilities;
mod step;

pub use capabilities::{Capabilities, Server};
pub use step::{Statement, Step, Unsupported};

use crate::operation::Operation;
use crate::schema::{DialectName, Schema};

/// The steps that carry out one operation on the server that `capabilities` describes.
/// `before` is the folded schema that the operation is applied to; the operation has been
/// checked against it.
///
/// # Errors
/// What the dialect cannot do, with the way out.
pub fn render(
    operation: &Operation,
    before: &Schema,
    capabilities: &Capabilities,
) -> Result<Vec<Step>, Unsupported> {
    let _ = (operation, before);
    match capabilities.dialect() {
        DialectName::Sqlite | DialectName::Postgres | DialectName::Mysql => Ok(Vec::new()),
    }
}

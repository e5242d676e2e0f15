//! Migrations: the trait that people implement, the version in a module's name, the registry
//! that deriving fills, and the checksum.
//!
//! Pure: this module knows operations and the schema, and no database.

mod checksum;
mod limits;
mod migration;
mod recorded;
mod registry;
mod version;

pub use checksum::Checksum;
pub use limits::Limits;
pub use migration::Migration;
pub use recorded::{Down, Recorded};
pub use registry::{Registered, Registry, Summary};
pub use version::{Version, VersionError};

//! The migrations of this project. An application that migrates at start-up depends on this
//! crate and hands [`registry`] to `migration_core::Migrator`.

mod migrations;

/// Every migration of this package, in order.
pub fn registry() -> migration_core::migration::Registry {
    migration_core::registry!()
}

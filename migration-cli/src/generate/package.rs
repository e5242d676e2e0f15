//! Where things stand in a migrations package.

use std::path::{Path, PathBuf};

use migration_core::migration::Version;

/// The folder of the migrations.
pub(super) fn migrations(package: &Path) -> PathBuf {
    package.join("src").join("migrations")
}

/// The module of a migration, which is the name of its file without the end.
pub(super) fn module(version: Version, name: &str) -> String {
    format!("m{version}_{name}")
}

pub(super) fn file_name(version: Version, name: &str) -> String {
    format!("{}.rs", module(version, name))
}

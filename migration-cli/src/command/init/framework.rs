//! Where the new package takes the framework's crates from.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::error::CliError;

/// The checkout that this program was built from.
const BUILT_FROM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A source that Cargo understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Framework {
    /// A published version.
    Version(String),
    /// A checkout on this machine.
    Path(PathBuf),
    /// A repository.
    Git(String),
}

impl FromStr for Framework {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.split_once('=') {
            Some(("path", path)) => Self::Path(path.into()),
            Some(("git", url)) => Self::Git(url.to_owned()),
            _ => Self::Version(text.to_owned()),
        })
    }
}

impl Framework {
    /// The checkout that this program was built from, while it is still there.
    pub(crate) fn checkout() -> Result<Self, CliError> {
        let path = PathBuf::from(BUILT_FROM);
        match path.canonicalize() {
            Ok(path) if is_checkout(&path) => Ok(Self::Path(path)),
            _ => Err(CliError::usage(
                "framework",
                "the checkout that this program was built from is gone",
            )
            .help("say where the crates are: --framework path=DIR, git=URL or a version")),
        }
    }

    /// The path of a checkout, absolute.
    pub(crate) fn path(&self) -> Result<Option<PathBuf>, CliError> {
        let Self::Path(path) = self else {
            return Ok(None);
        };
        match path.canonicalize() {
            Ok(path) if is_checkout(&path) => Ok(Some(path)),
            _ => Err(CliError::usage(
                "framework",
                format!("{} is no checkout of the framework", path.display()),
            )
            .help("name the folder that holds migration-core and migration-cli")),
        }
    }

    /// The source of one crate, as it stands in a manifest in `folder`.
    pub(crate) fn dependency(&self, name: &str, folder: &Path) -> Result<String, CliError> {
        Ok(match (self, self.path()?) {
            (_, Some(path)) => {
                let path = relative(&path, folder).join(name);
                format!("path = {:?}", path.display().to_string().replace('\\', "/"))
            }
            (Self::Git(url), _) => format!("git = {url:?}"),
            (Self::Version(version), _) => format!("version = {version:?}"),
            (Self::Path(path), None) => format!("path = {:?}", path.join(name)),
        })
    }
}

fn is_checkout(path: &Path) -> bool {
    path.join("migration-core/Cargo.toml").is_file()
        && path.join("migration-cli/Cargo.toml").is_file()
}

/// A package inside the checkout moves with it, so it points upwards; any other names the place.
fn relative(checkout: &Path, folder: &Path) -> PathBuf {
    match folder.strip_prefix(checkout) {
        Ok(below) => below.components().map(|_| "..").collect(),
        Err(_) => checkout.to_path_buf(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources() {
        for (text, expected) in [
            ("0.3", "version = \"0.3\""),
            ("git=https://host/x", "git = \"https://host/x\""),
        ] {
            let Ok(framework) = text.parse::<Framework>();
            let dependency = framework.dependency("migration-core", Path::new("/p"));
            assert_eq!(dependency.unwrap(), expected);
        }
        let checkout = Framework::checkout().unwrap();
        let path = checkout.path().unwrap().unwrap();
        let inside = checkout.dependency("migration-core", &path.join("examples/a"));
        assert_eq!(inside.unwrap(), "path = \"../../migration-core\"");
        let Ok(wrong) = "path=/nowhere".parse::<Framework>();
        assert!(wrong.path().is_err());
    }
}

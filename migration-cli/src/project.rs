//! Finding the migrations package that a command is about.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::args::Global;
use crate::error::CliError;

/// The name of the configuration file.
pub(crate) const CONFIG: &str = "migrate.toml";

/// A migrations package on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Project {
    /// The folder with Cargo.toml.
    pub(crate) dir: PathBuf,
    /// Its migrate.toml, which may not exist.
    pub(crate) config: PathBuf,
}

impl Project {
    fn at(dir: impl Into<PathBuf>) -> Self {
        let dir = dir.into();
        let config = dir.join(CONFIG);
        Self { dir, config }
    }

    /// The manifest of the package.
    pub(crate) fn manifest(&self) -> PathBuf {
        self.dir.join("Cargo.toml")
    }

    /// The package that the flags name, or else the nearest one; `None` when there is none,
    /// as where the package's own binary runs alone.
    pub(crate) fn find(global: &Global) -> Result<Option<Self>, CliError> {
        let here = working_directory()?;
        let named = global.dir.as_deref().map(|dir| here.join(dir));
        if let Some(dir) = &named
            && !dir.is_dir()
        {
            return Err(CliError::usage(
                "no_project",
                format!("there is no folder {}", dir.display()),
            )
            .help("name the migrations package with --dir"));
        }
        let Some(config) = &global.config else {
            return match named {
                Some(dir) => Ok(Some(Self::at(dir))),
                None => search(&here),
            };
        };
        let config = here.join(config);
        if !config.is_file() {
            return Err(CliError::usage(
                "no_config",
                format!("there is no file {}", config.display()),
            ));
        }
        let dir = match named {
            Some(dir) => dir,
            None => config.parent().unwrap_or(&here).to_path_buf(),
        };
        Ok(Some(Self { dir, config }))
    }

    /// Like [`Project::find`], where the command cannot do without one.
    pub(crate) fn require(global: &Global) -> Result<Self, CliError> {
        Self::find(global)?.ok_or_else(|| {
            CliError::usage(
                "no_project",
                format!("no {CONFIG} here or in a folder above"),
            )
            .help("run `migrate init` to make a migrations package, or name one with --dir")
        })
    }
}

/// The working directory.
pub(crate) fn working_directory() -> Result<PathBuf, CliError> {
    std::env::current_dir().map_err(|cause| CliError::file("find", Path::new("."), &cause))
}

/// The nearest package: in each folder upwards its own `migrate.toml`, then that of its
/// `migrations` folder, then what its Cargo.toml points at.
fn search(from: &Path) -> Result<Option<Project>, CliError> {
    for folder in from.ancestors() {
        for dir in [folder.to_path_buf(), folder.join("migrations")] {
            if dir.join(CONFIG).is_file() {
                return Ok(Some(Project::at(dir)));
            }
        }
        if let Some(dir) = pointed_at(folder)? {
            return Ok(Some(Project::at(dir)));
        }
    }
    Ok(None)
}

#[derive(Deserialize, Default)]
struct Manifest {
    workspace: Option<Part>,
    package: Option<Part>,
}

#[derive(Deserialize, Default)]
struct Part {
    metadata: Option<Metadata>,
}

#[derive(Deserialize, Default)]
struct Metadata {
    migrate: Option<Pointer>,
}

#[derive(Deserialize, Default)]
struct Pointer {
    dir: PathBuf,
}

/// `[workspace.metadata.migrate] dir = "…"` or the same of the package.
fn pointed_at(folder: &Path) -> Result<Option<PathBuf>, CliError> {
    let path = folder.join("Cargo.toml");
    let Ok(text) = std::fs::read_to_string(&path) else {
        return Ok(None);
    };
    // A manifest that is wrong in other ways is Cargo's to report.
    let Ok(manifest) = toml::from_str::<Manifest>(&text) else {
        return Ok(None);
    };
    let Some(pointer) = [manifest.workspace, manifest.package]
        .into_iter()
        .flatten()
        .filter_map(|part| part.metadata)
        .find_map(|metadata| metadata.migrate)
    else {
        return Ok(None);
    };
    let dir = folder.join(&pointer.dir);
    if dir.is_dir() {
        return Ok(Some(dir));
    }
    Err(CliError::usage(
        "no_project",
        format!(
            "{} says metadata.migrate.dir = {:?}, and there is no such folder",
            path.display(),
            pointer.dir.display().to_string(),
        ),
    ))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    #[test]
    fn the_nearest_package_is_found() {
        let pointer = "[workspace.metadata.migrate]\ndir = \"deep/down\"\n";
        let own = "[package.metadata.migrate]\ndir = \"deep\"\n";
        for (files, from, expected) in [
            (vec![("migrate.toml", "")], "", Some("")),
            (
                vec![("migrations/migrate.toml", "")],
                "",
                Some("migrations"),
            ),
            (
                vec![("migrations/migrate.toml", ""), ("src/main.rs", "")],
                "src",
                Some("migrations"),
            ),
            (
                vec![("migrate.toml", ""), ("migrations/migrate.toml", "")],
                "migrations",
                Some("migrations"),
            ),
            (
                vec![("Cargo.toml", pointer), ("deep/down/Cargo.toml", "")],
                "deep",
                Some("deep/down"),
            ),
            (
                vec![("Cargo.toml", own), ("deep/down/Cargo.toml", "")],
                "",
                Some("deep"),
            ),
        ] {
            let root = tree(&files);
            let found = search(&root.path().join(from)).unwrap();
            let expected = expected.map(|dir| Project::at(root.path().join(dir)));
            assert_eq!(
                found.map(|project| project.dir.components().collect::<PathBuf>()),
                expected.map(|project| project.dir.components().collect::<PathBuf>()),
                "{files:?} from {from}"
            );
        }
    }

    #[test]
    fn a_pointer_to_nothing_is_an_error() {
        let root = tree(&[(
            "Cargo.toml",
            "[workspace.metadata.migrate]\ndir = \"gone\"\n",
        )]);
        let error = search(root.path()).unwrap_err();
        assert!(error.message.contains("gone"), "{}", error.message);
    }
}

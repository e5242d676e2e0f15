use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::{Draft, GenerateError, package, sync, version};

/// Writes a draft into its package and declares it in `mod.rs`. Nothing is overwritten: where
/// the version was taken meanwhile, the next free second is used.
///
/// # Errors
/// What the file system answers; the package is then as it was.
pub fn write(draft: &Draft) -> Result<Vec<PathBuf>, GenerateError> {
    let directory = draft
        .path
        .parent()
        .ok_or_else(|| GenerateError::file(&draft.path, "write", &"it is in no folder"))?;
    fs::create_dir_all(directory).map_err(|error| GenerateError::io(directory, "make", &error))?;
    // <package>/src/migrations
    let package = directory.ancestors().nth(2).unwrap_or(directory);
    let _lock = lock(package);
    let path = place(draft, directory)?;
    match sync(package) {
        Ok(report) => Ok([Some(path), report.changed.then_some(report.path)]
            .into_iter()
            .flatten()
            .collect()),
        Err(error) => {
            // Undeclared, it would stop the next build.
            let _ = fs::remove_file(&path);
            Err(error)
        }
    }
}

/// Keeps two generators in one package from taking the same version. Only a help: where the
/// file cannot be locked, a file of the same name is still never overwritten.
fn lock(package: &Path) -> Option<File> {
    let file = File::open(package.join("Cargo.toml")).ok()?;
    file.lock().ok()?;
    Some(file)
}

fn place(draft: &Draft, directory: &Path) -> Result<PathBuf, GenerateError> {
    let taken = version::existing(directory)?;
    let mut version = draft.version;
    loop {
        while taken.contains(&version) {
            version = version::after(version).ok_or_else(|| {
                GenerateError::file(directory, "write into", &"no version is free")
            })?;
        }
        let path = directory.join(package::file_name(version, &draft.name));
        match write_new(&path, &draft.source) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                version = version::after(version).ok_or_else(|| {
                    GenerateError::file(directory, "write into", &"no version is free")
                })?;
            }
            Err(error) => return Err(GenerateError::io(&path, "write", &error)),
        }
    }
}

/// Writes a file that must not be there yet; one that cannot be finished is taken away again.
fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

/// Puts a text in the place of a file's, whole or not at all.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), GenerateError> {
    let failed = |error: std::io::Error| GenerateError::io(path, "write", &error);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.map_err(failed)
}

//! Files that hold a whole database: nobody else may read them, and none takes another's place
//! without a word.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::CliError;

/// A file that is being written beside its place. Without [`Draft::publish`] it goes away.
pub(crate) struct Draft {
    path: PathBuf,
    place: PathBuf,
}

impl Draft {
    /// A name beside `place`, with no file there yet.
    pub(crate) fn beside(place: &Path) -> Result<Self, CliError> {
        if let Some(folder) = place
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            fs::create_dir_all(folder).map_err(|cause| CliError::file("make", folder, &cause))?;
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(place.file_name().unwrap_or_default());
        name.push(format!(".{}.{}", std::process::id(), number()));
        Ok(Self {
            path: place.with_file_name(name),
            place: place.to_path_buf(),
        })
    }

    /// The file to write.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The file, empty, and open to this user alone.
    pub(crate) fn create(&self) -> Result<File, CliError> {
        create_private(&self.path).map_err(|cause| CliError::file("write", &self.path, &cause))
    }

    /// Puts the file in its place, once it is safe on the disk. Tells its size in bytes.
    pub(crate) fn publish(self, overwrite: bool) -> Result<u64, CliError> {
        let done = || {
            make_private(&self.path)?;
            let file = File::open(&self.path)?;
            file.sync_all()?;
            let bytes = file.metadata()?.len();
            if overwrite {
                fs::rename(&self.path, &self.place)?;
            } else {
                // A link is refused where there is a file already, which a rename is not.
                fs::hard_link(&self.path, &self.place)?;
                fs::remove_file(&self.path)?;
            }
            let folder = self
                .place
                .parent()
                .filter(|path| !path.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
            Ok(bytes)
        };
        done().map_err(|cause: std::io::Error| match cause.kind() {
            ErrorKind::AlreadyExists => exists(&self.place),
            _ => CliError::file("write", &self.place, &cause),
        })
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After it was published there is none.
        let _ = fs::remove_file(&self.path);
    }
}

/// A file for a program's eyes, which goes away with the value.
pub(crate) struct Secret(PathBuf);

impl Secret {
    pub(crate) fn new(text: &str) -> Result<Self, CliError> {
        let name = format!("migrate-{}-{}.cnf", std::process::id(), number());
        let path = std::env::temp_dir().join(name);
        let written = create_private(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|cause| CliError::file("write", &path, &cause))?;
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// An empty file that nobody else may read, for a program that writes into it.
pub(crate) fn reserve(place: &Path) -> Result<(), CliError> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(|cause| CliError::file("make", folder, &cause))?;
    }
    let made = create_private(place);
    made.map(|_| ())
        .map_err(|cause| CliError::file("write", place, &cause))
}

/// The refusal to take a file's place.
pub(crate) fn exists(place: &Path) -> CliError {
    CliError::decision(
        format!("{} is there already: nothing was written", place.display()),
        "name another file, or give --yes to overwrite it",
    )
}

/// One process makes several.
fn number() -> u32 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

#[cfg(unix)]
fn create_private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn make_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn make_private(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_takes_no_others_place_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("deep/a.dump");
        let draft = |text: &str| {
            let draft = Draft::beside(&place).unwrap();
            draft.create().unwrap().write_all(text.as_bytes()).unwrap();
            draft
        };
        assert_eq!(draft("one").publish(false).unwrap(), 3);
        let refused = draft("two").publish(false).unwrap_err();
        assert!(refused.message.contains("is there already"));
        assert_eq!(fs::read_to_string(&place).unwrap(), "one");
        draft("three").publish(true).unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "three");
        drop(draft("four"));
        let names = fs::read_dir(place.parent().unwrap()).unwrap().count();
        assert_eq!(names, 1, "what was not published is gone");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&place).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}

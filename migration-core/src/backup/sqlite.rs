//! A SQLite database copied and brought back.
//!
//! `VACUUM INTO` writes a whole and consistent file while others read:
//! <https://www.sqlite.org/lang_vacuum.html#vacuuminto>

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::contents::{self, Contents};
use super::failed;
use crate::driver::{Access, Connection, DatabaseUrl, ErrorKind, Source, literal};
use crate::error::Error;
use crate::schema::DialectName;

/// How long other writers are waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a log that others write to is emptied before they are kept out.
const ATTEMPTS: usize = 20;

/// Writes a copy of the database into a file that is not there yet, and reads it back: it has to
/// be sound, and to hold the same tables with as many rows, and the same ledger. Others read
/// meanwhile, and wait to write.
///
/// # Errors
/// Where there is no database, it cannot be copied, or the copy is not what it should be.
pub async fn copy_into(url: &DatabaseUrl, file: &Path) -> Result<Contents, Error> {
    let mut keeper = opened(url).await?;
    let copied = copy_kept(&mut keeper, url, file).await;
    let _ = keeper.execute("ROLLBACK").await;
    keeper.close().await;
    copied
}

async fn copy_kept(
    keeper: &mut Connection,
    url: &DatabaseUrl,
    file: &Path,
) -> Result<Contents, Error> {
    keep_writers_out(keeper).await?;
    copy_beside(keeper, url, file).await
}

/// Copies over a second connection: what keeps writers out is a transaction, and within one
/// there is no `VACUUM`.
async fn copy_beside(
    keeper: &mut Connection,
    url: &DatabaseUrl,
    file: &Path,
) -> Result<Contents, Error> {
    let mut reader = opened(url).await?;
    let name = literal(DialectName::Sqlite, &file.display().to_string());
    let copied = reader.execute(&format!("VACUUM INTO {name}")).await;
    reader.close().await;
    copied.map_err(|cause| failed("copy the database", &cause))?;
    let (here, there) = (contents::of(keeper).await?, checked(file).await?);
    if here == there {
        return Ok(there);
    }
    Err(Error::Database {
        doing: "copy the database".to_owned(),
        cause: format!(
            "the copy {} has other tables or rows than the database",
            file.display()
        ),
    })
}

/// What a file holds, once SQLite finds it sound.
///
/// # Errors
/// Where it is no SQLite database, or a broken one.
pub async fn checked(file: &Path) -> Result<Contents, Error> {
    let url = DatabaseUrl::parse(&format!("sqlite://{}", encoded(file)))?;
    let mut connection = opened(&url).await?;
    let found = async {
        let doing = format!("check {}", file.display());
        let verdict = connection.value("PRAGMA integrity_check").await;
        match verdict.map_err(|cause| failed(&doing, &cause))?.as_deref() {
            Some("ok") => contents::of(&mut connection).await,
            problem => Err(Error::Database {
                doing,
                cause: format!("it is damaged: {}", problem.unwrap_or("no answer")),
            }),
        }
    }
    .await;
    connection.close().await;
    found
}

/// Puts the content of a backup in the place of the database; `safety` is a file that is not
/// there yet, for a copy of what the database holds now. Writers are kept out meanwhile; whoever
/// has the database open goes on reading the old file until it opens it again.
///
/// # Errors
/// Where the backup is not sound, others keep writing, or a file cannot be written. The database
/// is as it was then.
pub async fn restore(
    url: &DatabaseUrl,
    backup: &Path,
    safety: Option<&Path>,
) -> Result<Contents, Error> {
    let expected = checked(backup).await?;
    let place = PathBuf::from(url.database());
    let beside = named_beside(&place, &format!("restoring-{}", std::process::id()));
    let written = write_copy(backup, &beside, &place);
    let replaced = match written {
        Ok(()) => replace(url, &beside, &place, safety).await,
        Err(error) => Err(error),
    };
    if replaced.is_err() {
        let _ = fs::remove_file(&beside);
    }
    let log = replaced?;
    if log {
        let mut connection = opened(url).await?;
        let set = connection.query("PRAGMA journal_mode = WAL").await;
        connection.close().await;
        set.map_err(|cause| failed("switch the write-ahead log on again", &cause))?;
    }
    let found = checked(&place).await?;
    if found == expected {
        return Ok(found);
    }
    Err(Error::Database {
        doing: format!("restore {}", place.display()),
        cause: "it holds other tables or rows than the backup: somebody wrote to it at once"
            .to_owned(),
    })
}

/// Renames the new file over the old one. Tells whether the old one had a write-ahead log.
async fn replace(
    url: &DatabaseUrl,
    beside: &Path,
    place: &Path,
    safety: Option<&Path>,
) -> Result<bool, Error> {
    let Some(mut keeper) = url.open(Access::Read).await? else {
        rename(beside, place)?;
        return Ok(false);
    };
    let replaced = async {
        patient(&mut keeper).await?;
        let mode = keeper.value("PRAGMA journal_mode").await;
        let mode = mode.map_err(|cause| failed("read the journal's mode", &cause))?;
        let log = mode.as_deref() == Some("wal");
        if log {
            keep_out_with_empty_log(&mut keeper, place).await?;
        } else {
            keep_writers_out(&mut keeper).await?;
        }
        if let Some(safety) = safety {
            copy_beside(&mut keeper, url, safety).await?;
        }
        rename(beside, place)?;
        // They belong to the file that is gone.
        for suffix in ["-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(format!("{}{suffix}", place.display()));
        }
        Ok(log)
    }
    .await;
    let _ = keeper.execute("ROLLBACK").await;
    keeper.close().await;
    replaced
}

/// What is in a log would be written into the new file, were it still there after a crash.
async fn keep_out_with_empty_log(keeper: &mut Connection, place: &Path) -> Result<(), Error> {
    let log = PathBuf::from(format!("{}-wal", place.display()));
    for _ in 0..ATTEMPTS {
        let emptied = keeper.query("PRAGMA wal_checkpoint(TRUNCATE)").await;
        emptied.map_err(|cause| failed("empty the write-ahead log", &cause))?;
        keep_writers_out(keeper).await?;
        if fs::metadata(&log).map_or(0, |log| log.len()) == 0 {
            return Ok(());
        }
        let _ = keeper.execute("ROLLBACK").await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(Error::LockBusy {
        holder: Some(Box::new(crate::Holder {
            owner: "others keep writing to the database".to_owned(),
            ..crate::Holder::default()
        })),
        waited: None,
    })
}

async fn keep_writers_out(keeper: &mut Connection) -> Result<(), Error> {
    match keeper.execute("BEGIN IMMEDIATE").await {
        Ok(_) => Ok(()),
        // Where we may not write, we still may copy.
        Err(cause) if cause.kind == ErrorKind::ReadOnly => Ok(()),
        Err(cause) if cause.kind == ErrorKind::Busy => Err(Error::LockBusy {
            holder: None,
            waited: Some(PATIENCE),
        }),
        Err(cause) => Err(failed("keep writers out", &cause)),
    }
}

async fn opened(url: &DatabaseUrl) -> Result<Connection, Error> {
    let Some(mut connection) = url.open(Access::Read).await? else {
        return Err(Error::Call {
            problem: format!("there is no database {}", url.database()),
            help: "check the database URL".to_owned(),
        });
    };
    patient(&mut connection).await?;
    Ok(connection)
}

async fn patient(connection: &mut Connection) -> Result<(), Error> {
    let patient = connection.set_patience(PATIENCE).await;
    patient.map_err(|cause| failed("open the database", &cause))
}

/// A copy of the backup beside the database, with the permissions of that, safe on the disk.
fn write_copy(backup: &Path, beside: &Path, place: &Path) -> Result<(), Error> {
    let copy = || {
        fs::copy(backup, beside)?;
        if let Ok(old) = fs::metadata(place) {
            fs::set_permissions(beside, old.permissions())?;
        }
        File::open(beside)?.sync_all()
    };
    copy().map_err(|cause| file_error("write", beside, &cause))
}

fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    fs::rename(from, to)
        .and_then(|()| File::open(parent.unwrap_or(Path::new(".")))?.sync_all())
        .map_err(|cause| file_error("write", to, &cause))
}

fn file_error(doing: &str, file: &Path, cause: &std::io::Error) -> Error {
    Error::Database {
        doing: format!("{doing} {}", file.display()),
        cause: cause.to_string(),
    }
}

fn named_beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(end);
    file.with_file_name(name)
}

/// A path as it stands in a URL.
fn encoded(file: &Path) -> String {
    let text = file.display().to_string();
    text.replace('%', "%25")
        .replace('?', "%3F")
        .replace('#', "%23")
}

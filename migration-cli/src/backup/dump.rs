//! A database into a file, and back out of one, for each dialect.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use migration_core::backup as core;
use migration_core::dialect::Server;
use migration_core::driver::{Access, Address, DatabaseUrl, Source as _};
use migration_core::schema::DialectName;

use super::file::Draft;
use super::program;
use crate::error::CliError;
use crate::work;

/// The end of a backup's name.
pub(super) const fn extension(dialect: DialectName) -> &'static str {
    match dialect {
        DialectName::Sqlite => "db",
        DialectName::Postgres => "dump",
        DialectName::Mysql => "sql",
    }
}

/// Writes the database into the draft, and looks whether what stands there is whole.
pub(super) fn write(url: &DatabaseUrl, draft: &Draft) -> Result<(), CliError> {
    match url.dialect() {
        DialectName::Sqlite => copy(url, draft),
        DialectName::Postgres => {
            let address = address(url)?;
            let mut dump = program::postgres("pg_dump", &address);
            dump.args(["--format=custom", "--no-password"]);
            program::run(&mut dump, None, Some(draft.create()?))?;
            let mut list = program::postgres("pg_restore", &address);
            list.arg("--list").arg(draft.path());
            program::run(&mut list, None, None)
        }
        DialectName::Mysql => {
            let address = address(url)?;
            let (mut dump, secret) = program::mysql(&dumpers(url)?, &address)?;
            dump.args([
                "--single-transaction",
                "--quick",
                "--routines",
                "--triggers",
                "--events",
                "--hex-blob",
                "--no-tablespaces",
                "--default-character-set=utf8mb4",
            ])
            .arg(&address.database);
            let dumped = program::run(&mut dump, None, Some(draft.create()?));
            drop(secret);
            dumped?;
            ends_well(draft.path())
        }
    }
}

#[cfg(feature = "sqlite")]
fn copy(url: &DatabaseUrl, draft: &Draft) -> Result<(), CliError> {
    // SQLite writes into an empty file too, and this one is nobody else's to read.
    draft.create()?;
    work::wait(core::copy_into(url, draft.path()))??;
    Ok(())
}

#[cfg(not(feature = "sqlite"))]
fn copy(_: &DatabaseUrl, _: &Draft) -> Result<(), CliError> {
    Err(no_driver())
}

/// Puts what a file holds in the place of all that the database holds; `safety` is where SQLite's
/// own copy of that goes.
pub(super) fn read(url: &DatabaseUrl, file: &Path, safety: Option<&Path>) -> Result<(), CliError> {
    match url.dialect() {
        DialectName::Sqlite => put_back(url, file, safety),
        DialectName::Postgres => postgres(url, file),
        DialectName::Mysql => {
            work::wait(core::empty_mysql(url))??;
            let address = address(url)?;
            let (mut client, secret) = program::mysql(&clients(url)?, &address)?;
            client
                .args(["--default-character-set=utf8mb4", "--batch"])
                .arg(&address.database);
            let input = File::open(file).map_err(|cause| CliError::file("read", file, &cause))?;
            let done = program::run(&mut client, Some(input), None);
            drop(secret);
            done
        }
    }
}

/// In one transaction: either all of it comes back, or the database stays what it is.
fn postgres(url: &DatabaseUrl, file: &Path) -> Result<(), CliError> {
    let address = address(url)?;
    let emptying = Draft::beside(&scratch("empty.sql"))?;
    write_text(&emptying, core::emptying_postgres())?;
    let plain = Draft::beside(&scratch("restore.sql"))?;
    let script: PathBuf = if Format::of(file)? == Format::PostgresCustom {
        let mut unpack = program::postgres("pg_restore", &address);
        unpack.arg("--file=-").arg(file);
        program::run(&mut unpack, None, Some(plain.create()?))?;
        plain.path().to_path_buf()
    } else {
        file.to_path_buf()
    };
    let mut client = program::postgres("psql", &address);
    client
        .args([
            "--no-psqlrc",
            "--quiet",
            "--no-password",
            "--single-transaction",
        ])
        .args(["--set=ON_ERROR_STOP=1", "--output=/dev/null"])
        .arg("--file")
        .arg(emptying.path())
        .arg("--file")
        .arg(script);
    client.env("PGOPTIONS", "--client-min-messages=warning");
    program::run(&mut client, None, None)
}

#[cfg(feature = "sqlite")]
fn put_back(url: &DatabaseUrl, file: &Path, safety: Option<&Path>) -> Result<(), CliError> {
    work::wait(core::restore(url, file, safety))??;
    Ok(())
}

#[cfg(not(feature = "sqlite"))]
fn put_back(_: &DatabaseUrl, _: &Path, _: Option<&Path>) -> Result<(), CliError> {
    Err(no_driver())
}

#[cfg(not(feature = "sqlite"))]
fn no_driver() -> CliError {
    CliError::usage("no_driver", "this program was built without SQLite")
}

fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("migrate-{name}"))
}

fn write_text(draft: &Draft, text: &str) -> Result<(), CliError> {
    use std::io::Write as _;
    let written = draft.create()?.write_all(text.as_bytes());
    written.map_err(|cause| CliError::file("write", draft.path(), &cause))
}

fn address(url: &DatabaseUrl) -> Result<Address, CliError> {
    url.address().ok_or_else(|| {
        CliError::usage("no_driver", format!("{url} names no server"))
            .help("check the database URL")
    })
}

/// Each product has its own program, and knows the other's well enough.
fn dumpers(url: &DatabaseUrl) -> Result<[&'static str; 2], CliError> {
    Ok(match is_mariadb(url)? {
        true => ["mariadb-dump", "mysqldump"],
        false => ["mysqldump", "mariadb-dump"],
    })
}

fn clients(url: &DatabaseUrl) -> Result<[&'static str; 2], CliError> {
    Ok(match is_mariadb(url)? {
        true => ["mariadb", "mysql"],
        false => ["mysql", "mariadb"],
    })
}

fn is_mariadb(url: &DatabaseUrl) -> Result<bool, CliError> {
    let server = work::wait(async {
        let Some(mut connection) = url.open(Access::Read).await? else {
            return Ok(None);
        };
        let capabilities = connection.capabilities().await;
        connection.close().await;
        Ok::<_, migration_core::Error>(capabilities.ok())
    })??;
    Ok(server.is_none_or(|capabilities| capabilities.server == Server::Mariadb))
}

/// The last line of a dump says that it is whole.
fn ends_well(file: &Path) -> Result<(), CliError> {
    let text = tail(file).map_err(|cause| CliError::file("read", file, &cause))?;
    if text.contains("-- Dump completed") {
        return Ok(());
    }
    Err(CliError::new(
        crate::exit::Exit::Failed,
        "backup_failed",
        "the dump has no end: it was cut off",
    ))
}

fn tail(file: &Path) -> std::io::Result<String> {
    use std::io::{Seek as _, SeekFrom};
    let mut file = File::open(file)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(200)))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What kind of backup a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Sqlite,
    PostgresCustom,
    PostgresPlain,
    Mysql,
}

impl Format {
    /// By what the file begins with.
    pub(super) fn of(file: &Path) -> Result<Self, CliError> {
        let mut head = Vec::new();
        let read = File::open(file).and_then(|file| file.take(4_096).read_to_end(&mut head));
        read.map_err(|cause| CliError::file("read", file, &cause))?;
        let text = String::from_utf8_lossy(&head);
        let unknown = || {
            CliError::usage(
                "unknown_backup",
                format!("{} is no backup that is known", file.display()),
            )
            .help(
                "it has to be a SQLite database, or what pg_dump, mariadb-dump or mysqldump wrote",
            )
        };
        if head.starts_with(b"SQLite format 3\0") {
            Ok(Self::Sqlite)
        } else if head.starts_with(b"PGDMP") {
            Ok(Self::PostgresCustom)
        } else if text.contains("PostgreSQL database dump") {
            Ok(Self::PostgresPlain)
        } else if text.contains("MariaDB dump") || text.contains("MySQL dump") {
            Ok(Self::Mysql)
        } else {
            Err(unknown())
        }
    }

    /// Of which dialect it is.
    pub(super) const fn dialect(self) -> DialectName {
        match self {
            Self::Sqlite => DialectName::Sqlite,
            Self::PostgresCustom | Self::PostgresPlain => DialectName::Postgres,
            Self::Mysql => DialectName::Mysql,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_known_by_its_beginning() {
        let folder = tempfile::tempdir().unwrap();
        for (bytes, expected) in [
            (&b"SQLite format 3\0rest"[..], Some(Format::Sqlite)),
            (b"PGDMP\x01", Some(Format::PostgresCustom)),
            (
                b"--\n-- PostgreSQL database dump\n",
                Some(Format::PostgresPlain),
            ),
            (
                b"/*M!999999\\- x */\n-- MariaDB dump 10.19",
                Some(Format::Mysql),
            ),
            (b"-- MySQL dump 10.13", Some(Format::Mysql)),
            (b"DROP TABLE users", None),
            (b"", None),
        ] {
            let file = folder.path().join("f");
            std::fs::write(&file, bytes).unwrap();
            assert_eq!(Format::of(&file).ok(), expected);
        }
    }
}

//! A database of its own for a proof, which goes again however the proof ends.

use std::collections::hash_map::RandomState;
use std::fs::{self, File};
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::PathBuf;
use std::time::SystemTime;

use super::leftovers;
use crate::driver::{Access, Connection, DatabaseUrl, Source as _, quoted};
use crate::error::Error;
use crate::schema::DialectName;

/// What the name of every scratch database begins with.
pub(super) const PREFIX: &str = "migrate_verify_";

/// What the name of one begins with that somebody wants to keep.
const KEPT: &str = "migrate_kept_";

/// A database that nobody else has. Dropping the value drops the database, too.
pub(crate) struct Scratch {
    /// Where it is.
    pub(crate) url: DatabaseUrl,
    /// Its name, or SQLite's file.
    pub(crate) name: String,
    server: DatabaseUrl,
    folder: Option<Folder>,
    stays: bool,
}

/// The folder of a SQLite database, with a lock that says that it is in use.
struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Scratch {
    /// Makes one on the server that the URL names; of SQLite, in a temporary file.
    pub(crate) async fn make(server: &DatabaseUrl, keep: bool) -> Result<Self, Error> {
        let name = fresh_name(if keep { KEPT } else { PREFIX });
        if server.dialect() == DialectName::Sqlite {
            return file(server, &name, keep);
        }
        let mut connection = administration(server).await?;
        let made = connection
            .execute(&format!(
                "CREATE DATABASE {}",
                quoted(server.dialect(), &name)
            ))
            .await;
        connection.close().await;
        made.map_err(|cause| cannot_make(server, &cause.to_string()))?;
        let scratch = Self {
            url: server.with_database(&name),
            name,
            server: server.clone(),
            folder: None,
            stays: keep,
        };
        scratch.is_what_it_should_be().await?;
        Ok(scratch)
    }

    /// A URL may name a database in more than one place. Nothing is done in another one than
    /// that which was just made.
    async fn is_what_it_should_be(&self) -> Result<(), Error> {
        let mut connection = self.connect().await?;
        let checked = async {
            let (current, path) = match self.url.dialect() {
                DialectName::Mysql => ("SELECT DATABASE()", None),
                _ => ("SELECT current_database()", Some("SELECT current_schema()")),
            };
            let found = connection.value(current).await?.unwrap_or_default();
            // The search path may begin with a schema that a new database has not.
            if found == self.name
                && let Some(path) = path
                && connection.value(path).await?.is_none()
            {
                let first = connection.value("SHOW search_path").await?;
                let first = first.unwrap_or_default();
                let first = first.split(',').next().unwrap_or_default().trim();
                let first = first.trim_matches('"');
                if !first.is_empty() && !first.starts_with('$') {
                    let schema = quoted(DialectName::Postgres, first);
                    connection
                        .execute(&format!("CREATE SCHEMA {schema}"))
                        .await?;
                }
            }
            Ok(found)
        }
        .await
        .map_err(|cause: crate::driver::DriverError| Error::Database {
            doing: format!("set up the scratch database {}", self.name),
            cause: cause.to_string(),
        });
        connection.close().await;
        let found = checked?;
        if found == self.name {
            return Ok(());
        }
        Err(Error::Call {
            problem: format!(
                "the URL {} leads to the database {found:?} whatever its path says, and nothing is tried there",
                self.url.redacted()
            ),
            help: "name the database in the URL's path alone, not behind `?`".to_owned(),
        })
    }

    /// A connection to it.
    pub(crate) async fn connect(&self) -> Result<Connection, Error> {
        let connection = self.url.open(Access::Write).await?;
        connection.ok_or_else(|| Error::Database {
            doing: "open the scratch database".to_owned(),
            cause: "there is none".to_owned(),
        })
    }

    /// Whether it stays when the proof is over.
    pub(crate) const fn stays(&self) -> bool {
        self.stays
    }

    /// Drops it even if it was to stay: another has taken its place.
    pub(crate) async fn discard(mut self) -> Result<(), Error> {
        self.stays = false;
        self.end().await
    }

    /// Drops it, unless it is to stay. No connection to it is needed any more.
    pub(crate) async fn end(mut self) -> Result<(), Error> {
        if self.stays {
            return Ok(());
        }
        self.stays = true;
        match &self.folder {
            Some(folder) => fs::remove_dir_all(&folder.path).map_err(|cause| Error::Database {
                doing: format!("remove {}", folder.path.display()),
                cause: cause.to_string(),
            }),
            None => drop_database(&self.server, &self.name).await,
        }
    }
}

impl Drop for Scratch {
    /// On a panic, or where the proof was given up: what fails here, the next proof mends.
    fn drop(&mut self) {
        if self.stays {
            return;
        }
        if let Some(folder) = &self.folder {
            let _ = fs::remove_dir_all(&folder.path);
            return;
        }
        let (server, name) = (&self.server, &self.name);
        // Within a runtime nothing may be waited for, so it is done outside of it.
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build();
                if let Ok(runtime) = runtime {
                    let _ = runtime.block_on(drop_database(server, name));
                }
            });
        });
    }
}

/// A name that tells when it was made, so that one that is being made is not taken for a
/// left-over.
fn fresh_name(prefix: &str) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = now.map_or(0, |since| since.as_secs());
    let random = RandomState::new().build_hasher().finish();
    format!("{prefix}{seconds}_{}_{random:016x}", std::process::id())
}

fn file(server: &DatabaseUrl, name: &str, keep: bool) -> Result<Scratch, Error> {
    let path = std::env::temp_dir().join(name);
    let cannot = |cause: std::io::Error| Error::Call {
        problem: format!(
            "cannot make a scratch database in {}: {cause}",
            path.display()
        ),
        help: "set TMPDIR to a folder that this user may write to".to_owned(),
    };
    fs::create_dir(&path).map_err(cannot)?;
    let lock = File::create(path.join(leftovers::LOCK)).map_err(cannot)?;
    lock.lock().map_err(cannot)?;
    let database = path.join("verify.db");
    let url = format!("sqlite://{}", database.display());
    Ok(Scratch {
        url: DatabaseUrl::parse(&url)?,
        name: database.display().to_string(),
        server: server.clone(),
        folder: Some(Folder { path, _lock: lock }),
        stays: keep,
    })
}

/// A connection from which databases are made and dropped.
pub(super) async fn administration(server: &DatabaseUrl) -> Result<Connection, Error> {
    let own = match server.dialect() {
        DialectName::Mysql => server.with_database(""),
        DialectName::Postgres | DialectName::Sqlite => server.with_database("postgres"),
    };
    let opened = match own.open(Access::Read).await {
        // There may be no such database, or none for this user: then the one that is named will
        // do, in which nothing is done.
        Err(Error::Connect { code: Some(_), .. }) => server.open(Access::Read).await?,
        other => other?,
    };
    opened.ok_or_else(|| Error::Database {
        doing: "connect to the server".to_owned(),
        cause: "there is none".to_owned(),
    })
}

pub(super) async fn drop_database(server: &DatabaseUrl, name: &str) -> Result<(), Error> {
    let mut connection = administration(server).await?;
    let database = quoted(server.dialect(), name);
    let sql = match server.dialect() {
        // Data code may have left a connection open.
        DialectName::Postgres => format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"),
        _ => format!("DROP DATABASE IF EXISTS {database}"),
    };
    let dropped = connection.execute(&sql).await;
    connection.close().await;
    dropped.map(|_| ()).map_err(|cause| Error::Database {
        doing: format!("drop the scratch database {name}"),
        cause: cause.to_string(),
    })
}

fn cannot_make(server: &DatabaseUrl, cause: &str) -> Error {
    let grant = match server.dialect() {
        DialectName::Mysql => "GRANT ALL ON `migrate\\_%`.* TO …",
        _ => "ALTER ROLE … CREATEDB",
    };
    Error::Call {
        problem: format!(
            "cannot make a scratch database on the server of {}: {cause}",
            server.redacted()
        ),
        help: format!(
            "let this user make one (`{grant}`), or name another server to try on with `--url`: \
             `--url sqlite` needs none"
        ),
    }
}

#[cfg(feature = "sqlite")]
use std::str::FromStr;

use super::connection::{Handle, Inner, Lent};
use super::{Connection, DatabaseUrl, DriverError, ErrorKind};
use crate::error::Error;
use crate::operation::BoxFuture;
use crate::schema::DialectName;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Looking: a SQLite file that is not there stays away.
    Read,
    /// Changing: a SQLite file that is not there is made.
    Write,
}

/// Where connections come from: a URL, or a pool that the application has already.
pub trait Source: Sync {
    /// A connection to work with; `None` where there is no SQLite file and none may be made.
    fn open(&self, access: Access) -> BoxFuture<'_, Result<Option<Connection>, Error>>;

    /// A connection of its own, which no pool takes back.
    fn open_own(&self) -> BoxFuture<'_, Result<Connection, Error>>;

    /// The same source for another thread, which shows there that the holder of the lock lives;
    /// `None` where no second connection comes to the same database, as in memory.
    fn beside(&self) -> Option<Box<dyn Source + Send>> {
        None
    }

    /// The name of the database, for people.
    fn database(&self) -> String;

    /// The dialect at the other end.
    fn dialect(&self) -> DialectName;
}

impl Source for DatabaseUrl {
    fn open(&self, access: Access) -> BoxFuture<'_, Result<Option<Connection>, Error>> {
        // Only a SQLite file can be missing, and made.
        let _ = access;
        Box::pin(async move {
            let inner = match self.dialect() {
                #[cfg(feature = "sqlite")]
                DialectName::Sqlite => match open_sqlite(self, access).await? {
                    Some(connection) => Inner::Sqlite(Handle::Owned(connection)),
                    None => return Ok(None),
                },
                #[cfg(feature = "postgres")]
                DialectName::Postgres => Inner::Postgres(Handle::Owned(
                    <sqlx::PgConnection as sqlx::Connection>::connect(self.expose())
                        .await
                        .map_err(|cause| failed(self, cause))?,
                )),
                #[cfg(feature = "mysql")]
                DialectName::Mysql => Inner::Mysql(Handle::Owned(
                    <sqlx::MySqlConnection as sqlx::Connection>::connect(self.expose())
                        .await
                        .map_err(|cause| failed(self, cause))?,
                )),
                #[allow(unreachable_patterns, reason = "with all drivers there is no other")]
                // A URL is only made where its driver is compiled in.
                _ => return Ok(None),
            };
            Ok(Some(Connection::new(inner)))
        })
    }

    fn open_own(&self) -> BoxFuture<'_, Result<Connection, Error>> {
        Box::pin(async move {
            self.open(Access::Read)
                .await?
                .ok_or_else(|| Error::Database {
                    doing: "open a second connection".to_owned(),
                    cause: "there is no database".to_owned(),
                })
        })
    }

    fn beside(&self) -> Option<Box<dyn Source + Send>> {
        let in_memory = Self::dialect(self) == DialectName::Sqlite && self.is_in_memory();
        (!in_memory).then(|| Box::new(self.clone()) as _)
    }

    fn database(&self) -> String {
        Self::database(self)
    }

    fn dialect(&self) -> DialectName {
        Self::dialect(self)
    }
}

#[cfg(feature = "sqlite")]
async fn open_sqlite(
    url: &DatabaseUrl,
    access: Access,
) -> Result<Option<sqlx::SqliteConnection>, Error> {
    use sqlx::ConnectOptions as _;
    let options = sqlx::sqlite::SqliteConnectOptions::from_str(url.expose())
        .map_err(|cause| failed(url, cause))?;
    let file = options.get_filename().to_owned();
    // A database in memory has no file; SQLite itself says what is wrong with a file that is no database.
    if access == Access::Read && !url.is_in_memory() && !file.exists() {
        return Ok(None);
    }
    let mut connection = options
        .create_if_missing(access == Access::Write)
        .connect()
        .await
        .map_err(|cause| failed(url, cause))?;
    // SQLite looks into the file with the first statement only: one that is no database shall
    // be known for it before anything else is tried. A busy one is not asked for here.
    match sqlx::raw_sql("PRAGMA schema_version")
        .execute(&mut connection)
        .await
    {
        Err(sqlx::Error::Database(cause)) if cause.code().as_deref() == Some("26") => {
            Err(failed(url, sqlx::Error::Database(cause)))
        }
        _ => Ok(Some(connection)),
    }
}

/// The error for a connection that did not come about, with the way out where it is known.
pub(super) fn failed(url: &DatabaseUrl, cause: sqlx::Error) -> Error {
    let cause = DriverError::from(cause);
    let help = match cause.code.as_deref() {
        // PostgreSQL invalid_catalog_name, MySQL ER_BAD_DB_ERROR.
        Some("3D000" | "1049") => "create it with `migrate db create`".to_owned(),
        // PostgreSQL invalid_password and invalid_authorization_specification, MySQL ER_ACCESS_DENIED_ERROR.
        Some("28P01" | "28000" | "1045" | "1698") => {
            let mut help = "check user and password in the database URL; in a password, @ is written %40 and / is %2F".to_owned();
            if !cfg!(feature = "tls") {
                help.push_str("; a server that asks for TLS needs a program that was built with the feature `tls`");
            }
            help
        }
        // SQLITE_CANTOPEN
        Some("14") => "check that the folder exists and that you may write to it".to_owned(),
        // SQLITE_NOTADB
        Some("26") => "the file is no SQLite database; name another one".to_owned(),
        // ER_SECURE_TRANSPORT_REQUIRED
        Some("3159") => TLS.to_owned(),
        None if cause.kind == ErrorKind::Tls => TLS.to_owned(),
        _ => "check that the server runs and that host and port are right; `migrate db wait` waits for it".to_owned(),
    };
    Error::Connect {
        url: url.redacted(),
        cause: cause.to_string(),
        code: cause.code,
        help,
    }
}

/// The way out where TLS is what is missing.
const TLS: &str = if cfg!(feature = "tls") {
    "check `sslmode` (`ssl-mode` for MySQL) in the database URL, and name the file of the authority that signed the \
     server's certificate with `sslrootcert` (`ssl-ca`); with `verify-full` the host has to be the one in the certificate"
} else {
    "this program was built without TLS: add the feature `tls` to migration-cli and migration-core in the Cargo.toml of \
     the package"
};

fn no_connection(cause: sqlx::Error) -> Error {
    let cause = DriverError::from(cause);
    Error::Connect {
        url: "the application's pool".to_owned(),
        cause: cause.to_string(),
        code: cause.code,
        help: "check the pool's settings and that the server runs".to_owned(),
    }
}

macro_rules! pool_source {
    ($feature:literal, $database:ty, $variant:ident, $dialect:ident, |$pool:ident| $name:expr) => {
        #[cfg(feature = $feature)]
        impl Source for sqlx::Pool<$database> {
            fn open(&self, _: Access) -> BoxFuture<'_, Result<Option<Connection>, Error>> {
                Box::pin(async move {
                    let connection = self.acquire().await.map_err(no_connection)?;
                    Ok(Some(Connection::new(Inner::$variant(Handle::Pooled(
                        Lent::new(connection),
                    )))))
                })
            }

            fn open_own(&self) -> BoxFuture<'_, Result<Connection, Error>> {
                Box::pin(async move {
                    use sqlx::ConnectOptions as _;
                    let connection = self
                        .connect_options()
                        .connect()
                        .await
                        .map_err(no_connection)?;
                    Ok(Connection::new(Inner::$variant(Handle::Owned(connection))))
                })
            }

            fn beside(&self) -> Option<Box<dyn Source + Send>> {
                let in_memory = DialectName::$dialect == DialectName::Sqlite
                    && Source::database(self).contains("memory");
                (!in_memory).then(|| Box::new(self.clone()) as _)
            }

            fn database(&self) -> String {
                let $pool = self.connect_options();
                $name
            }

            fn dialect(&self) -> DialectName {
                DialectName::$dialect
            }
        }
    };
}

pool_source!("sqlite", sqlx::Sqlite, Sqlite, Sqlite, |options| options
    .get_filename()
    .display()
    .to_string());
pool_source!("postgres", sqlx::Postgres, Postgres, Postgres, |options| {
    options.get_database().unwrap_or_default().to_owned()
});
pool_source!("mysql", sqlx::MySql, Mysql, Mysql, |options| options
    .get_database()
    .unwrap_or_default()
    .to_owned());

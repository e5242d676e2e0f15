use std::any::Any;
use std::ops::{Deref, DerefMut};

use futures_util::TryStreamExt as _;
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Connection as _, Row as _, ValueRef as _};

use super::DriverError;
use crate::dialect::{Capabilities, Server};
use crate::operation::{BoxFuture, DataConnection, DataError};
use crate::schema::DialectName;

/// A connection of its own, or one lent by an application's pool.
pub(super) enum Handle<DB: sqlx::Database> {
    Owned(DB::Connection),
    Pooled(Lent<DB>),
}

/// A connection lent by a pool.
pub(super) struct Lent<DB: sqlx::Database> {
    connection: PoolConnection<DB>,
    in_transaction: bool,
    changed: bool,
    locked: bool,
}

impl<DB: sqlx::Database> Lent<DB> {
    pub(super) const fn new(connection: PoolConnection<DB>) -> Self {
        Self {
            connection,
            in_transaction: false,
            changed: false,
            locked: false,
        }
    }
}

/// A call that is given up in the middle must not give the connection back to its pool with
/// the transaction still open in it, a lock still held by it, or other settings than it had.
impl<DB: sqlx::Database> Drop for Lent<DB> {
    fn drop(&mut self) {
        if self.in_transaction || self.changed || self.locked {
            self.connection.close_on_drop();
        }
    }
}

impl<DB: sqlx::Database> Deref for Handle<DB> {
    type Target = DB::Connection;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Owned(connection) => connection,
            Self::Pooled(lent) => &lent.connection,
        }
    }
}

impl<DB: sqlx::Database> DerefMut for Handle<DB> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match self {
            Self::Owned(connection) => connection,
            Self::Pooled(lent) => &mut lent.connection,
        }
    }
}

pub(super) enum Inner {
    #[cfg(feature = "sqlite")]
    Sqlite(Handle<sqlx::Sqlite>),
    #[cfg(feature = "postgres")]
    Postgres(Handle<sqlx::Postgres>),
    #[cfg(feature = "mysql")]
    Mysql(Handle<sqlx::MySql>),
}

/// Does the same with whichever driver's connection it is.
macro_rules! each {
    ($self:expr, $connection:ident => $do:expr) => {
        match &mut $self.inner {
            #[cfg(feature = "sqlite")]
            Inner::Sqlite($connection) => $do,
            #[cfg(feature = "postgres")]
            Inner::Postgres($connection) => $do,
            #[cfg(feature = "mysql")]
            Inner::Mysql($connection) => $do,
        }
    };
}

/// A connection to one of the three databases.
///
/// All SQL goes out as text, unprepared, so that it works behind transaction poolers too.
pub struct Connection {
    pub(super) inner: Inner,
}

impl Connection {
    pub(super) const fn new(inner: Inner) -> Self {
        Self { inner }
    }

    /// The dialect at the other end.
    #[must_use]
    pub const fn dialect(&self) -> DialectName {
        match &self.inner {
            #[cfg(feature = "sqlite")]
            Inner::Sqlite(_) => DialectName::Sqlite,
            #[cfg(feature = "postgres")]
            Inner::Postgres(_) => DialectName::Postgres,
            #[cfg(feature = "mysql")]
            Inner::Mysql(_) => DialectName::Mysql,
        }
    }

    /// Runs SQL, one statement or several, and tells how many rows changed in all.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn execute(&mut self, sql: &str) -> Result<u64, DriverError> {
        each!(self, connection => {
            let done = sqlx::Executor::execute(&mut **connection, sqlx::raw_sql(AssertSqlSafe(sql))).await?;
            Ok(done.rows_affected())
        })
    }

    /// Runs several statements in one round trip, and says after each how many are done: where
    /// one fails, it is known which.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn execute_each(
        &mut self,
        statements: &[&str],
        mut done: impl FnMut(usize) + Send,
    ) -> Result<(), DriverError> {
        // A row between two statements tells that the first is through. A line break ends a
        // comment at the end of a statement.
        let sql = statements.join(&format!("\n;\nSELECT '{MARK}';\n"));
        let mut count = 0;
        each!(self, connection => {
            let mut rows = sqlx::Executor::fetch(&mut **connection, sqlx::raw_sql(AssertSqlSafe(sql)));
            while let Some(row) = rows.try_next().await? {
                if row.len() == 1 && text(&row, 0).is_ok_and(|text| text.as_deref() == Some(MARK)) {
                    count += 1;
                    done(count);
                }
            }
        });
        done(statements.len());
        Ok(())
    }

    /// Runs a query and gives its rows, every value as text or NULL.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn query(&mut self, sql: &str) -> Result<Vec<Vec<Option<String>>>, DriverError> {
        each!(self, connection => {
            let rows = sqlx::Executor::fetch_all(&mut **connection, sqlx::raw_sql(AssertSqlSafe(sql))).await?;
            rows.iter()
                .map(|row| (0..row.len()).map(|i| text(row, i)).collect())
                .collect::<Result<_, sqlx::Error>>()
                .map_err(DriverError::from)
        })
    }

    /// The first value of the first row, as text.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn value(&mut self, sql: &str) -> Result<Option<String>, DriverError> {
        let rows = self.query(sql).await?;
        Ok(rows
            .into_iter()
            .next()
            .and_then(|row| row.into_iter().next().flatten()))
    }

    /// What the server at the other end is.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn capabilities(&mut self) -> Result<Capabilities, DriverError> {
        let sql = match self.dialect() {
            DialectName::Sqlite => "SELECT sqlite_version()",
            DialectName::Postgres => "SHOW server_version",
            DialectName::Mysql => "SELECT VERSION()",
        };
        let text = self.value(sql).await?.unwrap_or_default();
        let server = match self.dialect() {
            DialectName::Sqlite => Server::Sqlite,
            DialectName::Postgres => Server::Postgres,
            DialectName::Mysql if text.to_ascii_lowercase().contains("mariadb") => Server::Mariadb,
            DialectName::Mysql => Server::Mysql,
        };
        Ok(Capabilities::new(server, version(&text)))
    }

    /// How long statements wait for another writer, on a connection that is not an
    /// application's. Servers wait in other ways; this is SQLite's.
    pub(crate) async fn set_patience(
        &mut self,
        patience: std::time::Duration,
    ) -> Result<(), DriverError> {
        if self.is_own_sqlite() {
            let sql = format!(
                "PRAGMA busy_timeout = {}",
                patience.as_millis().min(i32::MAX as u128)
            );
            self.execute(&sql).await?;
        }
        Ok(())
    }

    /// Says whether a transaction is open, which only SQL knows otherwise.
    pub(crate) fn set_in_transaction(&mut self, open: bool) {
        each!(self, connection => {
            if let Handle::Pooled(lent) = connection {
                lent.in_transaction = open;
            }
        });
    }

    /// Says whether the session holds a lock of the server.
    pub(crate) fn set_locked(&mut self, locked: bool) {
        each!(self, connection => {
            if let Handle::Pooled(lent) = connection {
                lent.locked = locked;
            }
        });
    }

    /// Says whether the session has settings that have to be put back, which only SQL knows otherwise.
    pub(crate) fn set_changed(&mut self, changed: bool) {
        each!(self, connection => {
            if let Handle::Pooled(lent) = connection {
                lent.changed = changed;
            }
        });
    }

    /// Whether an application's pool gets it back.
    pub(crate) const fn is_lent(&self) -> bool {
        match &self.inner {
            #[cfg(feature = "sqlite")]
            Inner::Sqlite(handle) => matches!(handle, Handle::Pooled(_)),
            #[cfg(feature = "postgres")]
            Inner::Postgres(handle) => matches!(handle, Handle::Pooled(_)),
            #[cfg(feature = "mysql")]
            Inner::Mysql(handle) => matches!(handle, Handle::Pooled(_)),
        }
    }

    /// Ends the connection, or gives it back to its pool.
    pub async fn close(self) {
        match self.inner {
            #[cfg(feature = "sqlite")]
            Inner::Sqlite(Handle::Owned(connection)) => drop(connection.close().await),
            #[cfg(feature = "postgres")]
            Inner::Postgres(Handle::Owned(connection)) => drop(connection.close().await),
            #[cfg(feature = "mysql")]
            Inner::Mysql(Handle::Owned(connection)) => drop(connection.close().await),
            _ => {}
        }
    }

    /// The driver's own connection, where it is SQLite's.
    #[cfg(feature = "sqlite")]
    pub fn sqlite(&mut self) -> Option<&mut sqlx::SqliteConnection> {
        #[allow(
            irrefutable_let_patterns,
            reason = "with one driver there is one variant"
        )]
        if let Inner::Sqlite(handle) = &mut self.inner {
            Some(handle)
        } else {
            None
        }
    }

    /// The driver's own connection, where it is PostgreSQL's.
    #[cfg(feature = "postgres")]
    pub fn postgres(&mut self) -> Option<&mut sqlx::PgConnection> {
        #[allow(
            irrefutable_let_patterns,
            reason = "with one driver there is one variant"
        )]
        if let Inner::Postgres(handle) = &mut self.inner {
            Some(handle)
        } else {
            None
        }
    }

    /// The driver's own connection, where it is MySQL's.
    #[cfg(feature = "mysql")]
    pub fn mysql(&mut self) -> Option<&mut sqlx::MySqlConnection> {
        #[allow(
            irrefutable_let_patterns,
            reason = "with one driver there is one variant"
        )]
        if let Inner::Mysql(handle) = &mut self.inner {
            Some(handle)
        } else {
            None
        }
    }
}

impl DataConnection for Connection {
    fn dialect(&self) -> DialectName {
        Self::dialect(self)
    }

    fn execute<'a>(&'a mut self, sql: &'a str) -> BoxFuture<'a, Result<u64, DataError>> {
        Box::pin(async move { Ok(Self::execute(self, sql).await?) })
    }

    fn query<'a>(
        &'a mut self,
        sql: &'a str,
    ) -> BoxFuture<'a, Result<Vec<Vec<Option<String>>>, DataError>> {
        Box::pin(async move { Ok(Self::query(self, sql).await?) })
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// What the rows between statements say.
const MARK: &str = "migrate: this far";

/// A value as text. Without parameters PostgreSQL and MySQL send text in any case, and
/// SQLite turns every storage class but a BLOB into one.
fn text<R>(row: &R, i: usize) -> Result<Option<String>, sqlx::Error>
where
    R: sqlx::Row,
    usize: sqlx::ColumnIndex<R>,
    for<'r> String: sqlx::Decode<'r, R::Database>,
{
    let value = row.try_get_raw(i)?;
    if value.is_null() {
        return Ok(None);
    }
    sqlx::Decode::decode(value)
        .map(Some)
        .map_err(|source| sqlx::Error::ColumnDecode {
            index: i.to_string(),
            source,
        })
}

/// The first three numbers of a version text: `10.11.19-MariaDB-log`, `15.20 (Debian …)`, `18beta1`.
fn version(text: &str) -> (u32, u32, u32) {
    let head = text
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .next()
        .unwrap_or_default();
    let mut numbers = head.split('.').map(|number| number.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    (next(), next(), next())
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn a_version_is_read_from_what_servers_say() {
        for (text, expected) in [
            ("10.11.19-MariaDB-0+deb12u1", (10, 11, 19)),
            ("15.20 (Debian 15.20-0+deb12u1)", (15, 20, 0)),
            ("18beta1", (18, 0, 0)),
            ("3.51.3", (3, 51, 3)),
            ("", (0, 0, 0)),
        ] {
            assert_eq!(version(text), expected, "{text}");
        }
    }
}

//! One runner at a time.
//!
//! PostgreSQL and MySQL/MariaDB have named locks, taken on a connection of their own, outside
//! a transaction, by polling: a waiter that blocks inside `pg_advisory_lock` holds a snapshot
//! that `CREATE INDEX CONCURRENTLY` of the runner waits for in turn, and MariaDB answers a
//! negative time-out of `GET_LOCK` with NULL at once. SQLite has one writer at a time; there
//! the ledger's head, moved in the same transaction as each migration, stops a second runner.

use std::future::Future;
use std::time::{Duration, Instant};

use crate::driver::{Connection, DriverError, Source};
use crate::error::Error;
use crate::event::Event;
use crate::schema::DialectName;

/// "migrate" in ASCII: advisory locks have numbers for names, and each database its own.
const POSTGRES_KEY: i64 = 0x006d_6967_7261_7465;

/// How long between two attempts.
const POLL: Duration = Duration::from_millis(50);

/// Does the work while holding the lock, and gives the lock back however the work ends.
///
/// # Errors
/// [`Error::LockBusy`] where another runner keeps it for longer than `limit`, or what the
/// work ends with.
pub(crate) async fn locked<T>(
    source: &dyn Source,
    limit: Duration,
    listener: &(dyn Fn(&Event) + Send + Sync),
    work: impl Future<Output = Result<T, Error>> + Send,
) -> Result<T, Error> {
    if source.dialect() == DialectName::Sqlite {
        return work.await;
    }
    let mut connection = source.open_own().await?;
    let taken = take(&mut connection, limit, listener).await;
    let result = match taken {
        Ok(()) => work.await,
        Err(error) => Err(error),
    };
    // The server frees the lock with the connection, so an unlock that fails changes nothing.
    let _ = connection
        .query(statements(connection.dialect()).unlock)
        .await;
    connection.close().await;
    result
}

async fn take(
    connection: &mut Connection,
    limit: Duration,
    listener: &(dyn Fn(&Event) + Send + Sync),
) -> Result<(), Error> {
    let sql = statements(connection.dialect());
    let start = Instant::now();
    let mut told = false;
    loop {
        let answer = connection
            .value(&sql.try_lock)
            .await
            .map_err(|cause| failed(&cause))?;
        match answer.as_deref() {
            Some("t" | "1") => return Ok(()),
            Some("f" | "0") => {}
            // NULL: the server could not even try.
            other => {
                return Err(Error::Database {
                    doing: "take the lock".to_owned(),
                    cause: format!("the server answered {other:?}"),
                });
            }
        }
        if start.elapsed() >= limit {
            return Err(Error::LockBusy {
                holder: holder(connection, &sql).await,
                waited: Some(start.elapsed()),
            });
        }
        if !told {
            told = true;
            listener(&Event::WaitingForLock {
                holder: holder(connection, &sql).await,
            });
        }
        tokio::time::sleep(POLL.min(limit)).await;
    }
}

fn failed(cause: &DriverError) -> Error {
    Error::Database {
        doing: "take the lock".to_owned(),
        cause: cause.to_string(),
    }
}

/// Who has the lock, as far as the server tells and this user may see.
async fn holder(connection: &mut Connection, sql: &LockSql) -> Option<String> {
    let rows = connection.query(&sql.holder).await.ok()?;
    let row = rows.into_iter().next()?;
    let mut values = row.into_iter().map(Option::unwrap_or_default);
    let (id, user, from) = (values.next()?, values.next()?, values.next()?);
    Some(format!("connection {id}, user {user}, from {from}"))
}

struct LockSql {
    try_lock: String,
    unlock: &'static str,
    holder: String,
}

fn statements(dialect: DialectName) -> LockSql {
    match dialect {
        DialectName::Postgres => LockSql {
            try_lock: format!("SELECT pg_try_advisory_lock({POSTGRES_KEY})"),
            unlock: "SELECT pg_advisory_unlock_all()",
            holder: format!(
                "SELECT a.pid, a.usename, coalesce(host(a.client_addr), 'local') FROM pg_locks l \
                 JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
                 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
                 AND l.classid = {} AND l.objid = {}",
                POSTGRES_KEY >> 32,
                POSTGRES_KEY & 0xffff_ffff
            ),
        },
        // The name is limited to 64 characters and is one for the whole server. MySQL has had no
        // SHA1 since 9.6: https://dev.mysql.com/doc/relnotes/mysql/9.6/en/
        DialectName::Mysql | DialectName::Sqlite => LockSql {
            try_lock: "SELECT GET_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)), 0)"
                .to_owned(),
            unlock: "SELECT RELEASE_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)))",
            holder: "SELECT id, user, host FROM information_schema.processlist \
                     WHERE id = IS_USED_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)))"
                .to_owned(),
        },
    }
}

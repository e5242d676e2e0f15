//! The server's own named lock, as a second layer below the lease.
//!
//! It is taken on the connection that works, after the lease is won. A statement goes on in the
//! server after its client has died, and holds this lock until it ends; the lease may be taken
//! over before that. It also keeps out runners of versions that had no lease.
//!
//! It is polled: a waiter that blocks inside `pg_advisory_lock` holds a snapshot that
//! `CREATE INDEX CONCURRENTLY` of the runner waits for in turn, and MariaDB answers a negative
//! time-out of `GET_LOCK` with NULL at once. On SQLite the file itself is the lock, which
//! `BEGIN IMMEDIATE` takes.

use crate::driver::{Connection, DriverError};
use crate::error::Error;
use crate::holder::Holder;
use crate::schema::DialectName;

/// How the lock is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Native {
    /// There is none.
    None,
    /// PostgreSQL's, by the session.
    PostgresSession,
    /// PostgreSQL's, by each transaction: behind a pooler a session is somebody else's the next
    /// moment, and would keep the lock.
    PostgresTransaction,
    /// MySQL's and MariaDB's, by the session.
    Mysql,
}

/// "migrate" in ASCII, 0x006d_6967_7261_7465: advisory locks have numbers for names, and each
/// database its own.
const POSTGRES_HOLDERS: &str = "FROM pg_locks l JOIN pg_stat_activity a USING (pid) \
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
    AND l.classid = 7170407 AND l.objid = 1918989413";

impl Native {
    /// What the dialect has.
    pub(super) const fn of(dialect: DialectName, pooled: bool) -> Self {
        match dialect {
            DialectName::Sqlite => Self::None,
            DialectName::Postgres if pooled => Self::PostgresTransaction,
            DialectName::Postgres => Self::PostgresSession,
            DialectName::Mysql => Self::Mysql,
        }
    }

    /// Takes the lock if it is free. By the transaction, this only tells whether it is.
    pub(super) async fn take(self, connection: &mut Connection) -> Result<bool, Error> {
        let sql = match self {
            Self::None => return Ok(true),
            Self::PostgresSession => "SELECT pg_try_advisory_lock(30796665482998885)",
            Self::PostgresTransaction => "SELECT pg_try_advisory_xact_lock(30796665482998885)",
            // The name is limited to 64 characters and is one for the whole server. MySQL has had no
            // SHA1 since 9.6: https://dev.mysql.com/doc/relnotes/mysql/9.6/en/
            Self::Mysql => {
                "SELECT GET_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)), 0)"
            }
        };
        // From here on the connection may not go back to a pool as it is.
        connection.set_locked(self != Self::PostgresTransaction);
        let answer = connection.value(sql).await.map_err(|cause| failed(&cause));
        let taken = answer.and_then(|answer| taken(answer.as_deref()));
        if !matches!(taken, Ok(true)) {
            connection.set_locked(false);
        }
        taken
    }

    /// The statement that gives the lock back.
    pub(super) const fn unlock(self) -> Option<&'static str> {
        match self {
            Self::None | Self::PostgresTransaction => None,
            Self::PostgresSession => Some("SELECT pg_advisory_unlock(30796665482998885)"),
            Self::Mysql => {
                Some("SELECT RELEASE_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)))")
            }
        }
    }

    /// What a transaction that moves the ledger asks for besides, as the end of a condition.
    pub(super) const fn in_transaction(self) -> &'static str {
        match self {
            Self::PostgresTransaction => " AND pg_try_advisory_xact_lock(30796665482998885)",
            Self::None | Self::PostgresSession | Self::Mysql => "",
        }
    }

    /// Who has the lock, as far as the server tells and this user may see.
    pub(super) async fn holder(self, connection: &mut Connection) -> Option<Holder> {
        let sql = match self {
            Self::None => return None,
            Self::PostgresSession | Self::PostgresTransaction => format!(
                "SELECT a.pid, a.usename || '@' || coalesce(host(a.client_addr), 'local'), coalesce(a.state, '') {POSTGRES_HOLDERS}"
            ),
            Self::Mysql => {
                "SELECT id, CONCAT(user, '@', host), command FROM information_schema.processlist \
                 WHERE id = IS_USED_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)))"
                    .to_owned()
            }
        };
        let rows = connection.query(&sql).await.ok()?;
        let mut values = rows
            .into_iter()
            .next()?
            .into_iter()
            .map(Option::unwrap_or_default);
        let (backend, owner, state) = (values.next()?, values.next()?, values.next()?);
        Some(Holder {
            owner,
            backend: backend.parse().ok(),
            step: match state.to_lowercase().as_str() {
                "" | "active" | "query" => String::new(),
                state => format!("nothing (its connection says {state:?})"),
            },
            ..Holder::default()
        })
    }

    /// Whether the server says that the session of a holder has ended, with all that it was doing.
    pub(super) async fn has_ended(self, connection: &mut Connection, backend: i64) -> bool {
        match self {
            Self::PostgresSession | Self::PostgresTransaction => {
                let sql = format!("SELECT count(*) FROM pg_stat_activity WHERE pid = {backend}");
                matches!(connection.value(&sql).await, Ok(Some(count)) if count == "0")
            }
            // On a Galera cluster the session may be one of another node. Sessions of other users may
            // be hidden, but their lock is not.
            Self::Mysql => {
                let sql = format!(
                    "SHOW VARIABLES WHERE Variable_name = 'wsrep_on' AND Value = 'ON'; \
                     SELECT 'ended' FROM DUAL WHERE IS_USED_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40))) IS NULL \
                     AND NOT EXISTS (SELECT 1 FROM information_schema.processlist WHERE id = {backend})"
                );
                matches!(connection.value(&sql).await, Ok(Some(ended)) if ended == "ended")
            }
            Self::None => false,
        }
    }

    /// Ends the session that holds the lock, whatever it does.
    pub(super) async fn end(self, connection: &mut Connection) {
        // Where this user may not do that, the session is told of as one that is still there.
        match self {
            Self::PostgresSession | Self::PostgresTransaction => {
                let sql = format!(
                    "SELECT pg_terminate_backend(a.pid) {POSTGRES_HOLDERS} AND a.pid <> pg_backend_pid()"
                );
                let _ = connection.query(&sql).await;
            }
            Self::Mysql => {
                let sql =
                    "SELECT IS_USED_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)))";
                let session = connection.value(sql).await.ok().flatten();
                if let Some(session) = session.and_then(|text| text.parse::<u64>().ok()) {
                    let _ = connection
                        .execute(&format!("KILL CONNECTION {session}"))
                        .await;
                }
            }
            Self::None => {}
        }
    }

    /// Ends the session that holds the lock, if it is this one and does nothing now: the lease of
    /// its runner is gone, so whatever it would begin next must not begin. One that still works on
    /// a statement is left alone.
    pub(super) async fn end_idle(self, connection: &mut Connection, backend: i64) {
        // Where this user may not do that, the session is waited for as long as there is time.
        match self {
            Self::PostgresSession => {
                let sql = format!(
                    "SELECT pg_terminate_backend(a.pid) {POSTGRES_HOLDERS} AND a.pid = {backend} AND a.state = 'idle'"
                );
                let _ = connection.query(&sql).await;
            }
            Self::Mysql => {
                let sql = format!(
                    "SELECT id FROM information_schema.processlist WHERE id = {backend} AND command = 'Sleep' \
                     AND id = IS_USED_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)))"
                );
                if let Ok(Some(_)) = connection.value(&sql).await {
                    let _ = connection
                        .execute(&format!("KILL CONNECTION {backend}"))
                        .await;
                }
            }
            Self::None | Self::PostgresTransaction => {}
        }
    }
}

/// Whether an answer says that the lock was taken. NULL: the server could not even try.
fn taken(answer: Option<&str>) -> Result<bool, Error> {
    match answer {
        Some("t" | "1") => Ok(true),
        Some("f" | "0") => Ok(false),
        other => Err(Error::Database {
            doing: "take the lock".to_owned(),
            cause: format!("the server answered {}", other.unwrap_or("NULL")),
        }),
    }
}

fn failed(cause: &DriverError) -> Error {
    Error::Database {
        doing: "take the lock".to_owned(),
        cause: cause.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_is_a_lock() {
        for (answer, expected) in [
            (Some("1"), Ok(true)),
            (Some("t"), Ok(true)),
            (Some("0"), Ok(false)),
            (Some("f"), Ok(false)),
            (
                None,
                Err("failed to take the lock: the server answered NULL"),
            ),
            (
                Some("2"),
                Err("failed to take the lock: the server answered 2"),
            ),
        ] {
            let taken = taken(answer).map_err(|error| error.to_string());
            assert_eq!(taken, expected.map_err(str::to_owned), "{answer:?}");
        }
    }

    #[test]
    fn the_key_is_one_number_in_two_halves() {
        let key: i64 = 30_796_665_482_998_885;
        assert_eq!(key, 0x006d_6967_7261_7465);
        let (high, low) = (key >> 32, key & 0xffff_ffff);
        assert!(POSTGRES_HOLDERS.contains(&format!("classid = {high} AND l.objid = {low}")));
    }
}

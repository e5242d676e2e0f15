//! The time limits of a migration as settings of its server.
//!
//! Inside a transaction of PostgreSQL they are local to it: nothing leaks into a session that a
//! pooler or an application lends to others. What is set for a session is put back.

use std::time::Duration;

use crate::dialect::Server;
use crate::driver::{Connection, DriverError};
use crate::error::Error;
use crate::migration::Limits;
use crate::schema::DialectName;

/// While a change of the schema waits for its lock, everybody behind it waits too: an application
/// bears a few seconds. <https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES>
pub(super) const LOCK_WAIT: Duration = Duration::from_secs(5);

/// How long what lost its lock is tried again where nothing is said.
pub(super) const RETRY_FOR: Duration = Duration::from_secs(60);

/// What runs outside transactions waits with locks that stop no reader and no writer, and to try
/// it again is to build a whole index again: it waits longer.
const OUTSIDE_WAIT: Duration = Duration::from_secs(600);

/// No limit, where a server has no word for it: MySQL's longest time.
const LONGEST_SECONDS: u64 = 31_536_000;

/// The limits that hold for one migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InForce {
    /// `None` is no limit.
    pub(super) lock_wait: Option<Duration>,
    /// Whether somebody said how long; else a shorter time that the server has goes for it.
    said: bool,
    outside: Option<Duration>,
    statement_timeout: Option<Duration>,
    pub(super) retry_for: Duration,
}

impl InForce {
    /// Those of a migration, and where they say nothing those of the run.
    pub(super) fn of(migration: Limits, run: Limits) -> Self {
        let all = migration.or(run);
        let limit = |time: Duration| Some(time).filter(|time| !time.is_zero());
        let lock_wait = limit(all.lock_wait.unwrap_or(LOCK_WAIT));
        Self {
            lock_wait,
            said: all.lock_wait.is_some(),
            outside: match migration.lock_wait {
                Some(own) => limit(own),
                None => lock_wait.map(|wait| wait.max(OUTSIDE_WAIT)),
            },
            statement_timeout: all.statement_timeout,
            retry_for: all.retry_for.unwrap_or(RETRY_FOR),
        }
    }

    /// The same, with no longer a wait for a lock than this.
    pub(super) fn at_most(self, limit: Duration) -> Self {
        let wait = self.lock_wait.map_or(limit, |wait| wait.min(limit));
        Self {
            lock_wait: Some(wait),
            ..self
        }
    }

    /// The statements that set them, to be sent in front of what begins a transaction on SQLite and
    /// MySQL, and behind it on PostgreSQL. They give one row, whose first value is the server's
    /// number for the session where it has one.
    pub(super) fn set(&self, server: Server) -> String {
        match server {
            Server::Sqlite => {
                // Zero would be not to wait at all.
                let millis = self
                    .lock_wait
                    .map_or(i32::MAX as u128, |wait| wait.as_millis());
                format!("PRAGMA busy_timeout = {}", millis.min(i32::MAX as u128))
            }
            Server::Postgres => self.postgres(self.lock_wait, true),
            Server::Mysql | Server::Mariadb => format!(
                "SET SESSION {}; SELECT CONNECTION_ID()",
                self.mysql(server).join(", SESSION ")
            ),
        }
    }

    /// As [`InForce::set`] for a step of PostgreSQL outside transactions: for the session.
    pub(super) fn set_outside(&self) -> String {
        self.postgres(self.outside, false)
    }

    fn postgres(&self, lock_wait: Option<Duration>, local: bool) -> String {
        let millis = |limit: Option<Duration>| limit.map_or(0, |limit| limit.as_millis());
        let lock = millis(lock_wait).min(i32::MAX as u128);
        // What a role or the URL has of its own goes for what nobody said.
        let lock = if self.said {
            format!("'{lock}'")
        } else {
            format!(
                "CASE current_setting('lock_timeout') WHEN '0' THEN '{lock}' ELSE current_setting('lock_timeout') END"
            )
        };
        let mut sql =
            format!("SELECT pg_backend_pid(), set_config('lock_timeout', {lock}, {local})");
        if let Some(limit) = self.statement_timeout {
            let limit = limit.as_millis().min(i32::MAX as u128);
            sql.push_str(&format!(
                ", set_config('statement_timeout', '{limit}', {local})"
            ));
        }
        sql
    }

    fn mysql(&self, server: Server) -> Vec<String> {
        let lock = self.lock_wait.map_or(LONGEST_SECONDS, seconds);
        let mut settings = Vec::new();
        for name in ["lock_wait_timeout", "innodb_lock_wait_timeout"] {
            settings.push(if self.said {
                format!("{name} = {lock}")
            } else {
                // MySQL takes nothing but an integer, and LEAST of two is not one.
                format!("{name} = CAST(LEAST(@@GLOBAL.{name}, {lock}) AS SIGNED)")
            });
        }
        if let Some(limit) = self.statement_timeout {
            settings.push(match server {
                // https://mariadb.com/kb/en/aborting-statements/
                Server::Mariadb => format!("max_statement_time = {:.3}", limit.as_secs_f64()),
                // Of queries alone: https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_max_execution_time
                _ => format!("max_execution_time = {}", limit.as_millis()),
            });
        }
        settings
    }
}

/// Whole seconds, as MySQL counts them.
fn seconds(limit: Duration) -> u64 {
    let up = u64::from(limit.subsec_nanos() > 0);
    (limit.as_secs() + up).clamp(1, LONGEST_SECONDS)
}

/// The settings of a connection that an application lends, as they were before the migrations.
#[derive(Debug)]
pub(super) struct Settings(Vec<(&'static str, String)>);

impl Settings {
    /// Reads what a run may change; nothing where the connection is not an application's.
    pub(super) async fn of(connection: &mut Connection, server: Server) -> Result<Self, Error> {
        let names: &[&'static str] = match server {
            Server::Sqlite => &["busy_timeout"],
            // Theirs are local to a transaction, or put back at once.
            Server::Postgres => &[],
            Server::Mysql => &[
                "lock_wait_timeout",
                "innodb_lock_wait_timeout",
                "max_execution_time",
            ],
            Server::Mariadb => &[
                "lock_wait_timeout",
                "innodb_lock_wait_timeout",
                "max_statement_time",
            ],
        };
        if !connection.is_lent() || names.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let sql = match connection.dialect() {
            DialectName::Sqlite => "PRAGMA busy_timeout".to_owned(),
            _ => format!("SELECT @@SESSION.{}", names.join(", @@SESSION.")),
        };
        let rows = connection.query(&sql).await;
        let row = rows.map_err(|cause| failed(&cause))?.into_iter().next();
        let values = row.unwrap_or_default().into_iter().flatten();
        connection.set_changed(true);
        Ok(Self(names.iter().copied().zip(values).collect()))
    }

    /// Puts them back. Where that fails the connection does not go back to its pool.
    pub(super) async fn put_back(self, connection: &mut Connection) {
        if self.0.is_empty() {
            return;
        }
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(name, value)| format!("{name} = {value}"))
            .collect();
        let sql = match connection.dialect() {
            DialectName::Sqlite => format!("PRAGMA {}", pairs.join("; PRAGMA ")),
            _ => format!("SET SESSION {}", pairs.join(", SESSION ")),
        };
        if connection.execute(&sql).await.is_ok() {
            connection.set_changed(false);
        }
    }
}

/// The settings of a session of PostgreSQL around a step outside transactions.
#[derive(Debug)]
pub(super) struct Outside(Vec<Option<String>>);

impl Outside {
    /// Sets the limits, and tells the server's number for the session with what was set before.
    pub(super) async fn set(
        connection: &mut Connection,
        limits: &InForce,
    ) -> Result<(Option<String>, Self), DriverError> {
        let sql = format!(
            "SELECT current_setting('lock_timeout'), current_setting('statement_timeout'); {}",
            limits.set_outside()
        );
        connection.set_changed(true);
        let mut rows = connection.query(&sql).await?.into_iter();
        let before = rows.next().unwrap_or_default();
        let session = rows.next().and_then(|row| row.into_iter().next().flatten());
        Ok((session, Self(before)))
    }

    /// Puts back what was set before.
    pub(super) async fn put_back(self, connection: &mut Connection) {
        let mut before = self.0.into_iter().flatten();
        let (Some(lock), Some(statement)) = (before.next(), before.next()) else {
            return;
        };
        // Both are numbers with a unit, as the server wrote them.
        let sql = format!(
            "SELECT set_config('lock_timeout', '{lock}', false), set_config('statement_timeout', '{statement}', false)"
        );
        if connection.execute(&sql).await.is_ok() {
            connection.set_changed(false);
        }
    }
}

fn failed(cause: &DriverError) -> Error {
    Error::Database {
        doing: "read the settings of the connection".to_owned(),
        cause: cause.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_settings_of_the_server() {
        let secs = Duration::from_secs;
        let none = Limits::new();
        let said = none
            .lock_wait(Duration::from_millis(1500))
            .statement_timeout(secs(60));
        for (server, limits, expected) in [
            (Server::Sqlite, none, "PRAGMA busy_timeout = 5000"),
            (
                Server::Sqlite,
                none.lock_wait(Duration::ZERO),
                "PRAGMA busy_timeout = 2147483647",
            ),
            (
                Server::Postgres,
                none,
                "SELECT pg_backend_pid(), set_config('lock_timeout', CASE current_setting('lock_timeout') \
                 WHEN '0' THEN '5000' ELSE current_setting('lock_timeout') END, true)",
            ),
            (
                Server::Postgres,
                said,
                "SELECT pg_backend_pid(), set_config('lock_timeout', '1500', true), \
                 set_config('statement_timeout', '60000', true)",
            ),
            (
                Server::Mysql,
                none,
                "SET SESSION lock_wait_timeout = CAST(LEAST(@@GLOBAL.lock_wait_timeout, 5) AS SIGNED), \
                 SESSION innodb_lock_wait_timeout = CAST(LEAST(@@GLOBAL.innodb_lock_wait_timeout, 5) AS SIGNED); SELECT CONNECTION_ID()",
            ),
            (
                Server::Mysql,
                said,
                "SET SESSION lock_wait_timeout = 2, SESSION innodb_lock_wait_timeout = 2, \
                 SESSION max_execution_time = 60000; SELECT CONNECTION_ID()",
            ),
            (
                Server::Mariadb,
                said.lock_wait(Duration::ZERO),
                "SET SESSION lock_wait_timeout = 31536000, SESSION innodb_lock_wait_timeout = 31536000, \
                 SESSION max_statement_time = 60.000; SELECT CONNECTION_ID()",
            ),
        ] {
            assert_eq!(InForce::of(limits, none).set(server), expected);
            // What the migration says goes before what the run says.
            assert_eq!(
                InForce::of(limits, none).set(server),
                InForce::of(none, limits).set(server)
            );
        }
        let own = InForce::of(none.lock_wait(secs(1)), none.lock_wait(secs(9)));
        assert_eq!(own.lock_wait, Some(secs(1)));
    }

    #[test]
    fn what_runs_outside_transactions_waits_longer_unless_the_migration_says() {
        let wait = |own: Limits, run: Limits| InForce::of(own, run).outside;
        let secs = Duration::from_secs;
        let none = Limits::new();
        assert_eq!(wait(none, none), Some(secs(600)));
        assert_eq!(wait(none, none.lock_wait(secs(2))), Some(secs(600)));
        assert_eq!(wait(none.lock_wait(secs(2)), none), Some(secs(2)));
        assert_eq!(wait(none, none.lock_wait(Duration::ZERO)), None);
    }
}

//! Who has what a statement waits for.
//!
//! A server forgets it with the wait, so it is asked while the statement waits, from another
//! connection, which is opened only for what takes long.

use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use tracing::Instrument as _;

use super::shortened::shortened;
use super::trace;
use crate::conflict::Blocker;
use crate::dialect::Server;
use crate::driver::{Connection, Source};
use crate::event::Event;

/// The longest time before the first look, and between two.
const PAUSE: Duration = Duration::from_millis(500);

/// Watches what statements wait for.
pub(super) struct Watch<'a> {
    source: &'a dyn Source,
    pub(super) server: Server,
    listener: &'a (dyn Fn(&Event) + Send + Sync),
    /// The server's number for the session that runs the statements.
    pub(super) session: Option<String>,
    /// Who was in the way of the last statement.
    blockers: Vec<Blocker>,
}

impl<'a> Watch<'a> {
    /// For the statements of one run.
    pub(super) fn new(
        source: &'a dyn Source,
        server: Server,
        listener: &'a (dyn Fn(&Event) + Send + Sync),
    ) -> Self {
        Self {
            source,
            server,
            listener,
            session: None,
            blockers: Vec::new(),
        }
    }

    /// Who was in the way of the last statement, as far as it is known.
    pub(super) fn seen(&self) -> &[Blocker] {
        &self.blockers
    }

    /// Waits for a statement. Where it takes long, it is told who is in its way.
    pub(super) async fn over<T>(
        &mut self,
        lock_wait: Option<Duration>,
        work: impl Future<Output = T> + Send,
    ) -> T {
        self.blockers.clear();
        let work = work.instrument(trace::statements());
        // SQLite does not know who has a file open.
        let session = self
            .session
            .as_deref()
            .filter(|_| self.server != Server::Sqlite);
        let Some(session) = session else {
            return work.await;
        };
        let pause = lock_wait.map_or(PAUSE, |wait| {
            (wait / 4).clamp(Duration::from_millis(25), PAUSE)
        });
        let queries = queries(self.server, session);
        let mut work = pin!(work);
        tokio::select! {
            biased;
            done = &mut work => return done,
            () = tokio::time::sleep(pause) => {}
        }
        let mut connection = None;
        let done = tokio::select! {
            biased;
            done = &mut work => done,
            never = look(self.source, &mut connection, &queries, self.listener, &mut self.blockers, pause) => match never {},
        };
        if let Some(connection) = connection {
            connection.close().await;
        }
        done
    }

    /// What to do about those who are in the way.
    pub(super) fn way_out(&self, blockers: &[Blocker]) -> String {
        let longer = "or give it longer with --lock-wait and --retry-for";
        let end = |session: &str| match self.server {
            Server::Postgres => format!("`SELECT pg_terminate_backend({session})`"),
            _ => format!("`KILL {session}`"),
        };
        match blockers {
            _ if self.server == Server::Sqlite => format!(
                "another connection or process uses the file, and SQLite does not tell which; end it, {longer}"
            ),
            [] => format!(
                "another session has what the statement needs, and the server does not tell this user which; \
                 wait until it ends, {longer}"
            ),
            [one, ..] => format!(
                "wait until connection {0} ends its transaction, end it with {1}, {longer}",
                one.session,
                end(&one.session)
            ),
        }
    }
}

/// Looks again and again, until whoever waits for it has had enough.
async fn look(
    source: &dyn Source,
    place: &mut Option<Connection>,
    queries: &[String],
    listener: &(dyn Fn(&Event) + Send + Sync),
    seen: &mut Vec<Blocker>,
    pause: Duration,
) -> Infallible {
    // Where no further connection is to be had, it stays unknown.
    if let Ok(opened) = source.open_own().await {
        let connection = place.insert(opened);
        loop {
            let found = ask(connection, queries).await;
            if !found.is_empty() {
                let same = found.len() == seen.len()
                    && found
                        .iter()
                        .zip(&*seen)
                        .all(|(one, other)| one.session == other.session);
                if !same {
                    listener(&Event::Blocked {
                        blockers: found.clone(),
                    });
                }
                *seen = found;
            }
            tokio::time::sleep(pause).await;
        }
    }
    std::future::pending().await
}

/// The answer to the first of the queries that this server and this user can be asked and that
/// finds somebody.
async fn ask(connection: &mut Connection, queries: &[String]) -> Vec<Blocker> {
    for query in queries {
        let rows = connection.query(query).await.unwrap_or_default();
        let found: Vec<Blocker> = rows
            .into_iter()
            .filter_map(|row| blocker(connection, row))
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Session, user, where from, what it runs, for how many seconds, whether it is certain.
fn blocker(connection: &Connection, row: Vec<Option<String>>) -> Option<Blocker> {
    let mut values = row.into_iter();
    let mut next = || values.next().flatten().filter(|value| !value.is_empty());
    Some(Blocker {
        session: next()?,
        user: next().unwrap_or_else(|| "unknown".to_owned()),
        from: next().unwrap_or_else(|| "unknown".to_owned()),
        query: next().map(|query| shortened(connection.dialect(), &query)),
        open_for: next()
            .and_then(|seconds| seconds.parse().ok())
            .map(Duration::from_secs),
        certain: next().as_deref() == Some("1"),
    })
}

/// The queries that tell who is in the way of this session, the best first.
fn queries(server: Server, session: &str) -> Vec<String> {
    // A number by its origin; nothing else may get into the text.
    let session: u64 = session.parse().unwrap_or(0);
    match server {
        Server::Sqlite => Vec::new(),
        // What a user may not see is null, or told to be so in words.
        Server::Postgres => vec![format!(
            "SELECT a.pid, a.usename, coalesce(host(a.client_addr), 'local'), \
             CASE WHEN a.query <> '<insufficient privilege>' THEN left(a.query, 1000) END, \
             greatest(extract(epoch FROM clock_timestamp() - a.xact_start), 0)::bigint, 1 \
             FROM pg_stat_activity a WHERE a.pid = ANY(pg_blocking_pids({session})) ORDER BY a.xact_start"
        )],
        Server::Mysql => vec![
            format!(
                "{MYSQL_SESSION} FROM performance_schema.metadata_locks w \
                 JOIN performance_schema.threads u ON u.thread_id = w.owner_thread_id \
                 JOIN performance_schema.metadata_locks h ON h.object_type = w.object_type \
                 AND h.object_schema <=> w.object_schema AND h.object_name <=> w.object_name \
                 AND h.lock_status = 'GRANTED' AND h.owner_thread_id <> w.owner_thread_id \
                 JOIN performance_schema.threads p ON p.thread_id = h.owner_thread_id \
                 LEFT JOIN information_schema.innodb_trx t ON t.trx_mysql_thread_id = p.processlist_id \
                 WHERE w.lock_status = 'PENDING' AND u.processlist_id = {session}"
            ),
            format!(
                "{MYSQL_SESSION} FROM performance_schema.data_lock_waits w \
                 JOIN performance_schema.threads u ON u.thread_id = w.requesting_thread_id \
                 JOIN performance_schema.threads p ON p.thread_id = w.blocking_thread_id \
                 LEFT JOIN information_schema.innodb_trx t ON t.trx_mysql_thread_id = p.processlist_id \
                 WHERE u.processlist_id = {session}"
            ),
        ],
        Server::Mariadb => vec![
            format!(
                "{MARIADB_SESSION}, 1 FROM information_schema.innodb_lock_waits w \
                 JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_trx_id \
                 JOIN information_schema.innodb_trx t ON t.trx_id = w.blocking_trx_id \
                 JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id \
                 WHERE r.trx_mysql_thread_id = {session}"
            ),
            // https://mariadb.com/kb/en/metadata-lock-info-plugin/
            format!(
                "{MARIADB_SESSION}, 1 FROM information_schema.metadata_lock_info l \
                 JOIN information_schema.processlist p ON p.id = l.thread_id \
                 LEFT JOIN information_schema.innodb_trx t ON t.trx_mysql_thread_id = p.id \
                 JOIN information_schema.processlist u ON u.id = {session} \
                 WHERE p.id <> u.id AND u.state LIKE 'Waiting for table metadata lock%' \
                 AND l.table_schema = u.db AND instr(u.info, l.table_name) > 0"
            ),
            format!(
                "{MARIADB_SESSION}, 0 FROM information_schema.innodb_trx t \
                 JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id \
                 JOIN information_schema.processlist u ON u.id = {session} \
                 WHERE p.id <> u.id AND u.state LIKE 'Waiting for table metadata lock%' ORDER BY t.trx_started"
            ),
        ],
    }
}

const MYSQL_SESSION: &str = "SELECT DISTINCT p.processlist_id, p.processlist_user, p.processlist_host, \
     coalesce(p.processlist_info, (SELECT s.sql_text FROM performance_schema.events_statements_current s \
     WHERE s.thread_id = p.thread_id ORDER BY s.event_id DESC LIMIT 1)), \
     timestampdiff(SECOND, t.trx_started, now()), 1";

const MARIADB_SESSION: &str =
    "SELECT DISTINCT p.id, p.user, p.host, p.info, timestampdiff(SECOND, t.trx_started, now())";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_gets_into_the_queries() {
        for server in [Server::Postgres, Server::Mysql, Server::Mariadb] {
            for query in queries(server, "1); DROP TABLE users; --") {
                assert!(!query.contains("DROP"), "{query}");
            }
            assert!(
                queries(server, "4711")
                    .iter()
                    .all(|query| query.contains("4711"))
            );
        }
    }
}

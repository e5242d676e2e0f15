use crate::driver::{Connection, Source};

/// Whether a pooler stands between here and PostgreSQL that gives each transaction another
/// session.
///
/// Two connections that are both open have two processes of the server: where they are told the
/// same one, or one connection is told two, somebody in between hands them out. A busy pooler may
/// hand out two that look right: pgbouncer is known before by what it loses of the first message
/// (`health::Server`), and for one that loses nothing there is `Migrator::pooled`.
pub(crate) async fn is_pooled(
    source: &dyn Source,
    connection: &mut Connection,
    before: Option<String>,
) -> bool {
    // Without a second connection the way that holds behind poolers is the safe one.
    let Ok(mut other) = source.open_own().await else {
        return true;
    };
    let between = process(&mut other).await;
    other.close().await;
    let after = process(connection).await;
    before.is_none() || between.is_none() || before == between || before != after
}

async fn process(connection: &mut Connection) -> Option<String> {
    let answer = connection.value("SELECT pg_backend_pid()").await;
    answer.ok().flatten()
}

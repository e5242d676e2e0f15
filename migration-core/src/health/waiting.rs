use super::Check;
use crate::driver::{Connection, DriverError};
use crate::schema::DialectName;

/// From how many seconds on a transaction is a long one.
pub(super) const WAITED: u32 = 5;

const NAME: &str = "open transactions";

/// A transaction that a change of the schema would wait for.
pub(super) fn found(pid: &str, seconds: &str, query: &str) -> Check {
    let what = match query.split_whitespace().collect::<Vec<_>>().join(" ") {
        query if query.is_empty() => "it runs nothing now".to_owned(),
        query => format!("last: {query}"),
    };
    Check::warning(
        NAME,
        format!("connection {pid} has had a transaction open for {seconds} s; {what}"),
        "a change of a table that it uses waits for its end, and all others wait behind that: \
         let it end first",
    )
}

/// The long transactions of MySQL and MariaDB, where this user may see them: those of connections
/// to this database, for the server does not say which tables they use.
pub(super) async fn mysql(connection: &mut Connection) -> Result<Vec<Check>, DriverError> {
    listed(
        connection,
        &format!(
            "SELECT trx_mysql_thread_id, TIMESTAMPDIFF(SECOND, trx_started, NOW()), LEFT(COALESCE(trx_query, ''), 200) \
             FROM information_schema.innodb_trx \
             JOIN information_schema.processlist ON id = trx_mysql_thread_id AND db = DATABASE() \
             WHERE id <> CONNECTION_ID() AND trx_started < NOW() - INTERVAL {WAITED} SECOND ORDER BY trx_started"
        ),
    )
    .await
}

/// Every long transaction of the database, whatever it uses.
pub(super) async fn all(connection: &mut Connection) -> Result<Vec<Check>, DriverError> {
    match connection.dialect() {
        DialectName::Sqlite => Ok(Vec::new()),
        DialectName::Mysql => mysql(connection).await,
        DialectName::Postgres => {
            let sql = format!(
                "SELECT pid::text, extract(epoch FROM clock_timestamp() - xact_start)::bigint::text, left(query, 200) \
                 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                 AND xact_start < clock_timestamp() - interval '{WAITED} seconds' ORDER BY xact_start"
            );
            listed(connection, &sql).await
        }
    }
}

async fn listed(connection: &mut Connection, sql: &str) -> Result<Vec<Check>, DriverError> {
    let rows = connection.query(sql).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut values = row.into_iter().map(Option::unwrap_or_default);
            let mut next = || values.next().unwrap_or_default();
            found(&next(), &next(), &next())
        })
        .collect())
}

pub(super) fn none() -> Check {
    Check::ok(NAME, format!("none is older than {WAITED} s"))
}

pub(super) fn unknown(cause: &DriverError) -> Check {
    Check::warning(
        NAME,
        format!("not known: {cause}"),
        "a user with the right to see others' sessions is told (PROCESS on MySQL and MariaDB)",
    )
}

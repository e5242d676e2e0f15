use std::collections::BTreeSet;

use super::{Check, rights, space, waiting};
use crate::driver::Connection;
use crate::plan::Need;
use crate::schema::DialectName;

/// What would stop a plan half way, or have everybody wait: one round trip on PostgreSQL, two on
/// MySQL and MariaDB; none on SQLite but where a table is made anew. What cannot be asked is not
/// told: `health` says that it is not known.
pub(crate) async fn preflight(
    connection: &mut Connection,
    database: &str,
    needs: &BTreeSet<Need>,
    rebuilds: bool,
) -> Vec<Check> {
    match connection.dialect() {
        DialectName::Sqlite if rebuilds => {
            let space = space::check(connection, database, needs).await;
            space.into_iter().collect()
        }
        DialectName::Sqlite => Vec::new(),
        DialectName::Postgres => rights::postgres(connection, needs)
            .await
            .unwrap_or_default(),
        DialectName::Mysql => {
            let rights = rights::mysql(connection, database, needs).await;
            let mut checks = rights.unwrap_or_default();
            checks.extend(waiting::mysql(connection).await.unwrap_or_default());
            checks
        }
    }
}

//! How long a batch waits for a row that somebody holds: no longer than a short batch takes
//! itself, since it holds rows of its own meanwhile. Then it is tried again.

use std::time::Duration;

use crate::driver::Connection;
use crate::execute::limits::InForce;
use crate::execute::runner::Runner;
use crate::migration::Limits;
use crate::plan::MigrationPlan;
use crate::schema::DialectName;

/// A batch waits no longer for a lock, whatever a whole statement may wait.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// What holds for the transactions of batches.
pub(super) struct Session {
    pub(super) limits: InForce,
    /// What begins a transaction.
    pub(super) begin: String,
}

impl Session {
    /// Sets the limits, for the session where they cannot be a transaction's own: what runs behind
    /// it sets its own again.
    pub(super) async fn prepare(runner: &mut Runner<'_>, plan: &MigrationPlan) -> Self {
        let said = plan.limits.or(runner.limits);
        let wait = said.lock_wait.filter(|wait| !wait.is_zero());
        let wait = wait.map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT));
        let limits = InForce::of(Limits::new().lock_wait(wait), said);
        let begin = match runner.connection.dialect() {
            DialectName::Sqlite => "BEGIN IMMEDIATE".to_owned(),
            DialectName::Mysql => "BEGIN".to_owned(),
            DialectName::Postgres => {
                let mut sql = format!("BEGIN; SET LOCAL lock_timeout = {}", wait.as_millis());
                if let Some(limit) = said.statement_timeout {
                    sql.push_str(&format!(
                        "; SET LOCAL statement_timeout = {}",
                        limit.as_millis()
                    ));
                }
                sql
            }
        };
        runner.watch.session = ask(runner.connection, &limits.set(runner.watch.server)).await;
        Self { limits, begin }
    }
}

/// The server's number for the session. Where it refuses a limit, its own goes.
async fn ask(connection: &mut Connection, sql: &str) -> Option<String> {
    let sql = match connection.dialect() {
        DialectName::Postgres => "SELECT pg_backend_pid()",
        DialectName::Sqlite | DialectName::Mysql => sql,
    };
    connection.value(sql).await.ok().flatten()
}

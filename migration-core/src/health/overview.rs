use std::collections::BTreeSet;

use super::{Check, Health, Server, rights, server, space, waiting};
use crate::dialect::Statement;
use crate::driver::{Access, Connection, DriverError, ErrorKind, Source};
use crate::error::Error;
use crate::execute::{Migrator, Target};
use crate::ledger::LedgerStore;
use crate::plan::{Need, Plan};
use crate::schema::DialectName;

impl Migrator {
    /// Looks at everything that a run needs, and says what is in the way. Nothing is changed. What
    /// is found about the server is a check too, so this has no errors of its own.
    pub async fn health(&self, source: &impl Source) -> Health {
        let mut health = Health::default();
        let mut connection = match source.open(Access::Read).await {
            Ok(Some(connection)) => connection,
            Ok(None) => {
                health.checks.push(Check::ok(
                    "connection",
                    format!("there is no {} yet; `up` makes it", source.database()),
                ));
                return health;
            }
            Err(error) => {
                health.checks.push(refused("connection", &error));
                return health;
            }
        };
        health.checks.extend(described(&mut connection).await);
        let name = source.database();
        match self.plan_up(source, Target::Latest).await {
            Ok(plan) => {
                health.checks.push(migrations(&plan));
                let checks = of_plan(&mut connection, &name, &plan).await;
                health.checks.extend(checks);
            }
            Err(error) => health.checks.push(refused("migrations", &error)),
        }
        health.checks.extend(transactions(&mut connection).await);
        health.checks.extend(replication(&mut connection).await);
        connection.close().await;
        health
    }
}

fn refused(name: &'static str, error: &Error) -> Check {
    Check::failure(name, error.to_string(), error.help().unwrap_or_default())
}

/// What it is, whether it takes writes, and what it says about itself.
async fn described(connection: &mut Connection) -> Vec<Check> {
    let mut checks = match Server::ask(connection).await {
        Ok(Some(server)) => vec![
            Check::ok("connection", server.name),
            server.obstacle.unwrap_or_else(takes_writes),
        ],
        Ok(None) => file(connection).await,
        Err(cause) => {
            let help = "look at the server's log";
            vec![Check::failure("connection", cause.to_string(), help)]
        }
    };
    match LedgerStore::settings(connection).await {
        Ok(settings) => checks.push(Check::ok(
            "protection",
            match (settings.environment, settings.protected_by) {
                (Some(environment), Some(by)) => format!("protected as {environment:?} by {by}"),
                (Some(environment), None) => format!("protected as {environment:?}"),
                (None, _) => "not protected".to_owned(),
            },
        )),
        Err(error) => checks.push(refused("protection", &error)),
    }
    checks
}

fn takes_writes() -> Check {
    Check::ok(server::NAME, "it takes writes")
}

/// What a SQLite file is, and whether it may be written.
async fn file(connection: &mut Connection) -> Vec<Check> {
    vec![
        match connection.capabilities().await {
            Ok(capabilities) => Check::ok("connection", capabilities.to_string()),
            Err(cause) => {
                let help = "look at the file and its folder";
                Check::failure("connection", cause.to_string(), help)
            }
        },
        match writable(connection).await {
            Ok(true) => takes_writes(),
            Ok(false) => Check::failure(
                server::NAME,
                "SQLite opened the file for reading alone",
                "leave `mode=ro` and `immutable=1` out of the database URL",
            ),
            Err(cause) if cause.kind == ErrorKind::ReadOnly => Check::failure(
                server::NAME,
                cause.to_string(),
                "give this user the permission to write the file and into its folder; where the database URL has \
                 `mode=ro` or `immutable=1`, leave that out",
            ),
            Err(cause) => Check::warning(
                server::NAME,
                format!("not known: {cause}"),
                "try again when nobody writes",
            ),
        },
    ]
}

/// `BEGIN IMMEDIATE` alone does well on a file that may only be read. What is written here is
/// what stands there already, and is rolled back.
async fn writable(connection: &mut Connection) -> Result<bool, DriverError> {
    let only = connection.value("PRAGMA query_only").await?;
    if only.as_deref() == Some("1") {
        return Ok(false);
    }
    let version = connection.value("PRAGMA user_version").await?;
    let version = version.as_deref().unwrap_or("0");
    connection.execute("BEGIN IMMEDIATE").await?;
    let written = connection
        .execute(&format!("PRAGMA user_version = {version}"))
        .await;
    connection.execute("ROLLBACK").await?;
    written.map(|_| true)
}

fn migrations(plan: &Plan) -> Check {
    match plan.migrations.len() {
        0 => Check::ok("migrations", "every migration is applied"),
        1 => Check::ok("migrations", "1 is pending, and can be planned"),
        many => Check::ok(
            "migrations",
            format!("{many} are pending, and can be planned"),
        ),
    }
}

/// What the pending migrations need.
async fn of_plan(connection: &mut Connection, name: &str, plan: &Plan) -> Vec<Check> {
    let needs: BTreeSet<Need> = plan
        .migrations
        .iter()
        .flat_map(|migration| migration.needs.iter().cloned())
        .collect();
    let found = match connection.dialect() {
        DialectName::Sqlite => Ok(Vec::new()),
        DialectName::Postgres => rights::postgres(connection, &needs).await,
        DialectName::Mysql => rights::mysql(connection, name, &needs).await,
    };
    let mut checks = match found {
        Ok(mut checks) => {
            // Transactions have a check of their own here.
            checks.retain(|check| check.name == "rights");
            let enough = rights::enough(&checks);
            checks.extend(enough.filter(|_| connection.dialect() != DialectName::Sqlite));
            checks
        }
        Err(cause) => vec![Check::warning(
            "rights",
            format!("not known: {cause}"),
            "`migrate up` says which statement the server refuses",
        )],
    };
    let rebuilds = plan
        .migrations
        .iter()
        .flat_map(|migration| &migration.steps);
    let rebuilds = rebuilds.flat_map(|step| &step.statements).any(is_rebuild);
    if rebuilds {
        checks.extend(space::check(connection, name, &needs).await);
    }
    checks
}

fn is_rebuild(statement: &Statement) -> bool {
    matches!(statement, Statement::Rebuild(_))
}

async fn transactions(connection: &mut Connection) -> Vec<Check> {
    if connection.dialect() == DialectName::Sqlite {
        return Vec::new();
    }
    match waiting::all(connection).await {
        Ok(found) if found.is_empty() => vec![waiting::none()],
        Ok(found) => found,
        Err(cause) => vec![waiting::unknown(&cause)],
    }
}

/// How far those behind this server are, as far as it knows.
async fn replication(connection: &mut Connection) -> Option<Check> {
    const NAME: &str = "replication";
    let sql = match connection.dialect() {
        DialectName::Sqlite => return None,
        DialectName::Postgres => {
            "SELECT count(*)::text, coalesce(ceil(max(extract(epoch FROM replay_lag)))::bigint, 0)::text, \
             coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn))::bigint, 0)::text \
             FROM pg_stat_replication WHERE NOT pg_is_in_recovery()"
        }
        // A primary of these servers does not know how far its replicas are; a Galera node knows
        // how much it has not applied.
        DialectName::Mysql => {
            "SELECT '0', '0', variable_value FROM information_schema.global_status \
             WHERE variable_name = 'WSREP_LOCAL_RECV_QUEUE'"
        }
    };
    let rows = connection.query(sql).await.ok()?;
    let mut row = rows
        .into_iter()
        .next()?
        .into_iter()
        .map(Option::unwrap_or_default);
    let mut number = || {
        row.next()
            .and_then(|text| text.parse::<u64>().ok())
            .unwrap_or(0)
    };
    let (replicas, seconds, behind) = (number(), number(), number());
    let postgres = connection.dialect() == DialectName::Postgres;
    Some(match (postgres, replicas) {
        (true, 0) => return None,
        (true, _) if seconds > 30 || behind > 100_000_000 => Check::warning(
            NAME,
            format!("{replicas} replicas, the last {seconds} s and {behind} bytes behind"),
            "a long change puts them further behind: wait, or give it in smaller parts",
        ),
        (true, _) => Check::ok(
            NAME,
            format!("{replicas} replicas, the last {seconds} s behind"),
        ),
        (false, _) if behind > 100 => Check::warning(
            NAME,
            format!("{behind} transactions of the cluster wait here"),
            "wait until this node has caught up",
        ),
        (false, _) => Check::ok(NAME, "this node of the cluster has caught up"),
    })
}

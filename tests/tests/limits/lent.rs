//! A connection that an application lends comes back as it was.

use std::time::Duration;

use migration_core::dialect::Server;
use migration_core::migration::Limits;
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_tests::live::Live;
use migration_tests::server::TestDatabase;
use sqlx::{AssertSqlSafe, Pool, pool::PoolOptions};

use crate::support::{Watched, add_name, holder, migration, on, short, users};

/// What the application sets on each of its connections, and how it reads it.
struct Own {
    set: &'static str,
    read: &'static str,
    value: &'static str,
}

const POSTGRES: Own = Own {
    set: "SET lock_timeout = 1234; SET statement_timeout = 60001",
    read: "SELECT current_setting('lock_timeout') || '/' || current_setting('statement_timeout')",
    value: "1234ms/60001ms",
};
const MARIADB: Own = Own {
    set: "SET SESSION lock_wait_timeout = 77, SESSION innodb_lock_wait_timeout = 66, SESSION max_statement_time = 55",
    read: "SELECT concat(@@lock_wait_timeout, '/', @@innodb_lock_wait_timeout, '/', @@max_statement_time)",
    value: "77/66/55.000000",
};
const MYSQL: Own = Own {
    set: "SET SESSION lock_wait_timeout = 77, SESSION innodb_lock_wait_timeout = 66, SESSION max_execution_time = 5500",
    read: "SELECT concat(@@lock_wait_timeout, '/', @@innodb_lock_wait_timeout, '/', @@max_execution_time)",
    value: "77/66/5500",
};

async fn own(database: &TestDatabase) -> &'static Own {
    match Live::connect(database).await.capabilities().await.server {
        Server::Postgres => &POSTGRES,
        Server::Mariadb => &MARIADB,
        Server::Mysql | Server::Sqlite => &MYSQL,
    }
}

macro_rules! lent {
    ($test:ident, $database:ty, $dialect:ident) => {
        #[test]
        fn $test() {
            on(DialectName::$dialect, &|database| async move {
                let own = own(&database).await;
                let pool: Pool<$database> = PoolOptions::new()
                    .max_connections(1)
                    .after_connect(move |connection, _| {
                        Box::pin(async move {
                            let sql = sqlx::raw_sql(AssertSqlSafe(own.set));
                            sqlx::Executor::execute(connection, sql).await?;
                            Ok(())
                        })
                    })
                    .connect(&database.url)
                    .await
                    .unwrap();
                let now = || async {
                    let value: String = sqlx::query_scalar(AssertSqlSafe(own.read))
                        .fetch_one(&pool)
                        .await
                        .unwrap();
                    value
                };
                let limits = short().statement_timeout(Duration::from_secs(20));
                let index = migration("20260101_000001", "index", |s| {
                    s.add_index("users", index(["email"]).concurrently());
                });
                let all = || vec![users(), index.clone()];
                // A run that succeeds.
                Watched::new(all(), limits)
                    .migrator
                    .up(&pool)
                    .await
                    .unwrap();
                assert_eq!(now().await, own.value);
                // One that fails.
                let (mut other, _) = holder(&database).await;
                let further = [all(), vec![add_name()]].concat();
                let failing = Watched::new(further.clone(), limits);
                failing.migrator.up(&pool).await.unwrap_err();
                assert_eq!(now().await, own.value);
                // One that is given up in the middle.
                let patient = Watched::new(further, limits.lock_wait(Duration::from_secs(30)));
                let given_up =
                    tokio::time::timeout(Duration::from_millis(700), patient.migrator.up(&pool));
                assert!(given_up.await.is_err());
                other.ok("ROLLBACK").await;
                assert_eq!(now().await, own.value);
            });
        }
    };
}

lent!(postgres_settings_come_back, sqlx::Postgres, Postgres);
lent!(mysql_settings_come_back, sqlx::MySql, Mysql);

#[test]
fn sqlite_settings_come_back() {
    on(DialectName::Sqlite, &|database| async move {
        use std::str::FromStr as _;
        let options = sqlx::sqlite::SqliteConnectOptions::from_str(&database.url)
            .unwrap()
            .busy_timeout(Duration::from_millis(4321));
        let pool: Pool<sqlx::Sqlite> = PoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await
            .unwrap();
        let now = || async {
            let value: i64 = sqlx::query_scalar("PRAGMA busy_timeout")
                .fetch_one(&pool)
                .await
                .unwrap();
            value
        };
        let first = Watched::new(vec![users()], Limits::new());
        first.migrator.up(&pool).await.unwrap();
        assert_eq!(now().await, 4321);
        let (_other, _) = holder(&database).await;
        let failing = Watched::new(vec![users(), add_name()], short());
        failing.migrator.up(&pool).await.unwrap_err();
        assert_eq!(now().await, 4321);
    });
}

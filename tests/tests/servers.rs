//! The test databases themselves: fresh, separate, and gone afterwards.

use migration_core::schema::DialectName;
use migration_tests::server::{self, TestDatabase};
use sqlx::{AssertSqlSafe, Connection as _};

/// Runs SQL with plain sqlx; the rows of the last statement as text.
async fn run(url: &str, sql: &str) -> Result<(), sqlx::Error> {
    let sql = AssertSqlSafe(sql.to_owned());
    if url.starts_with("sqlite") {
        let mut connection = sqlx::SqliteConnection::connect(url).await?;
        sqlx::raw_sql(sql).execute(&mut connection).await?;
    } else if url.starts_with("postgres") {
        let mut connection = sqlx::PgConnection::connect(url).await?;
        sqlx::raw_sql(sql).execute(&mut connection).await?;
    } else {
        let mut connection = sqlx::MySqlConnection::connect(url).await?;
        sqlx::raw_sql(sql).execute(&mut connection).await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_database_is_fresh_and_separate() {
    let databases: Vec<TestDatabase> = server::all().into_iter().chain(server::all()).collect();
    assert!(
        databases
            .iter()
            .any(|database| database.dialect == DialectName::Sqlite)
    );
    for database in &databases {
        // Fails for the second of a dialect when it is the first one again.
        run(&database.url, "CREATE TABLE t (a int)")
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", database.url));
    }
}

#[tokio::test]
async fn a_dropped_value_drops_the_database() {
    for database in server::all() {
        let url = database.url.replace("?mode=rwc", "");
        run(&database.url, "CREATE TABLE t (a int)").await.unwrap();
        run(&url, "INSERT INTO t VALUES (1)").await.unwrap();
        drop(database);
        run(&url, "SELECT 1").await.expect_err(&url);
    }
}

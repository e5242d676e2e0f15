//! What a database holds, as text to compare: read with plain sqlx, not with the framework.

use sqlx::{AssertSqlSafe, Connection as _};

use super::TestDatabase;
use super::database::block_on;

/// Tables and their columns or definitions, the ledger's own left out.
const SQLITE: &str = "SELECT name || ': ' || coalesce(sql, '') FROM sqlite_master \
    WHERE tbl_name NOT LIKE 'migrate\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
const POSTGRES: &str = "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) \
    FROM information_schema.columns WHERE table_schema = current_schema() \
    AND table_name NOT LIKE 'migrate\\_%' ORDER BY table_name, ordinal_position";
const MYSQL: &str = "SELECT concat_ws(' ', table_name, column_name, column_type, is_nullable, column_default) \
    FROM information_schema.columns WHERE table_schema = database() \
    AND table_name NOT LIKE 'migrate\\_%' ORDER BY table_name, ordinal_position";

impl TestDatabase {
    /// One line for each thing the database holds; equal before and after what must change nothing.
    #[must_use]
    pub fn contents(&self) -> Vec<String> {
        let url = self.url.clone();
        let rows = block_on(async move {
            match url.split(':').next().unwrap_or_default() {
                "sqlite" => {
                    let mut connection = sqlx::SqliteConnection::connect(&url).await?;
                    sqlx::query_scalar(AssertSqlSafe(SQLITE))
                        .fetch_all(&mut connection)
                        .await
                }
                "mysql" | "mariadb" => {
                    let mut connection = sqlx::MySqlConnection::connect(&url).await?;
                    sqlx::query_scalar(AssertSqlSafe(MYSQL))
                        .fetch_all(&mut connection)
                        .await
                }
                _ => {
                    let mut connection = sqlx::PgConnection::connect(&url).await?;
                    sqlx::query_scalar(AssertSqlSafe(POSTGRES))
                        .fetch_all(&mut connection)
                        .await
                }
            }
        });
        rows.unwrap_or_else(|error| panic!("{}: {error}", self.url))
    }
}

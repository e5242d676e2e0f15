//! Whole databases: made, dropped, and waited for.

use std::time::{Duration, Instant};

use super::literal::quoted;
use super::{Access, DatabaseUrl, Source};
use crate::error::Error;
use crate::schema::DialectName;

/// Creates the database that the URL names. Tells whether it was not there before.
///
/// # Errors
/// Where the server cannot be reached or refuses.
pub async fn create(url: &DatabaseUrl) -> Result<bool, Error> {
    if exists(url).await? {
        return Ok(false);
    }
    match url.dialect() {
        DialectName::Sqlite => {
            if let Some(connection) = url.open(Access::Write).await? {
                connection.close().await;
            }
        }
        dialect => {
            let sql = format!("CREATE DATABASE {}", quoted(dialect, &url.database()));
            run(url, &sql, "create the database").await?;
        }
    }
    Ok(true)
}

/// Drops the database that the URL names, with everything in it. Tells whether it was there.
///
/// # Errors
/// Where the server cannot be reached or refuses.
pub async fn drop(url: &DatabaseUrl) -> Result<bool, Error> {
    if !exists(url).await? {
        return Ok(false);
    }
    match url.dialect() {
        DialectName::Sqlite => {
            let file = url.database();
            for suffix in ["-wal", "-shm", "-journal", ""] {
                let file = format!("{file}{suffix}");
                match std::fs::remove_file(&file) {
                    Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                        return Err(Error::Database {
                            doing: format!("remove {file}"),
                            cause: cause.to_string(),
                        });
                    }
                    _ => {}
                }
            }
        }
        dialect => {
            let sql = format!("DROP DATABASE {}", quoted(dialect, &url.database()));
            run(url, &sql, "drop the database").await?;
        }
    }
    Ok(true)
}

/// Whether the database that the URL names is there.
///
/// # Errors
/// Where the server cannot be reached.
pub async fn exists(url: &DatabaseUrl) -> Result<bool, Error> {
    if url.dialect() == DialectName::Sqlite {
        return Ok(std::path::Path::new(&url.database()).exists());
    }
    match url.open(Access::Read).await {
        Ok(Some(connection)) => {
            connection.close().await;
            Ok(true)
        }
        Ok(None) => Ok(false),
        // PostgreSQL invalid_catalog_name, MySQL ER_BAD_DB_ERROR.
        Err(Error::Connect { code, .. }) if matches!(code.as_deref(), Some("3D000" | "1049")) => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Waits until the server takes connections, for this long at most. The database itself
/// need not be there.
///
/// # Errors
/// The last answer, where the time runs out.
pub async fn wait(url: &DatabaseUrl, limit: Duration) -> Result<Duration, Error> {
    let start = Instant::now();
    loop {
        match exists(url).await {
            Ok(_) => return Ok(start.elapsed()),
            // A wrong password does not get right by waiting.
            Err(Error::Connect { code, .. })
                if start.elapsed() < limit && !is_refusal(code.as_deref()) =>
            {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            Err(error) => return Err(error),
        }
    }
}

fn is_refusal(code: Option<&str>) -> bool {
    matches!(code, Some("28P01" | "28000" | "1045" | "1698"))
}

/// Runs one statement on the server's own maintenance database.
async fn run(url: &DatabaseUrl, sql: &str, doing: &str) -> Result<(), Error> {
    let maintenance = match url.dialect() {
        DialectName::Mysql => url.with_database(""),
        DialectName::Postgres | DialectName::Sqlite => url.with_database("postgres"),
    };
    let Some(mut connection) = maintenance.open(Access::Write).await? else {
        return Ok(());
    };
    let done = connection.execute(sql).await;
    connection.close().await;
    done.map(|_| ()).map_err(|cause| Error::Database {
        doing: format!("{doing} {:?}", url.database()),
        cause: cause.to_string(),
    })
}

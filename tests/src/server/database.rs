//! One throw-away database.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};

use migration_core::schema::DialectName;
use sqlx::{AssertSqlSafe, Connection as _, MySqlConnection, PgConnection};
use tempfile::TempDir;

/// An empty database with a name of its own. Dropping the value drops the database.
#[derive(Debug)]
pub struct TestDatabase {
    /// What to connect to.
    pub url: String,
    /// What it speaks.
    pub dialect: DialectName,
    /// Its name on the server; for SQLite the file's.
    pub name: String,
    home: Home,
}

/// Where the database stands.
#[derive(Debug)]
enum Home {
    /// A folder that goes with the value.
    Folder(TempDir),
    /// A server, by the URL of its administration database.
    Server(String),
}

impl TestDatabase {
    pub(super) fn sqlite() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("mt_")
            .tempdir()
            .expect("a temporary folder");
        let url = format!("sqlite://{}/test.db?mode=rwc", folder.path().display());
        Self {
            url,
            dialect: DialectName::Sqlite,
            name: "test.db".to_owned(),
            home: Home::Folder(folder),
        }
    }

    pub(super) fn create(dialect: DialectName, server: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("mt_{}_{count}", std::process::id());
        // A killed run may have left one of this name: process numbers come round again.
        let create = match dialect {
            // template1 may be in use by somebody, template0 never is.
            DialectName::Postgres => format!("CREATE DATABASE {name} TEMPLATE template0"),
            _ => format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"),
        };
        execute(server, &[drop_statement(dialect, &name), create])
            .unwrap_or_else(|error| panic!("cannot create database {name}: {error}"));
        let url = with_database(server, &name);
        Self {
            url,
            dialect,
            name,
            home: Home::Server(server.to_owned()),
        }
    }

    /// The database with nothing in it, for less than a new one costs.
    ///
    /// # Panics
    /// If the server refuses.
    #[must_use]
    pub fn emptied(self) -> Self {
        let (server, statements) = match (self.dialect, &self.home) {
            (_, Home::Folder(_)) => return Self::sqlite(),
            (DialectName::Postgres, _) => (&self.url, vec![EMPTY_POSTGRES.to_owned()]),
            (_, Home::Server(server)) => {
                let create = format!("CREATE DATABASE {} CHARACTER SET utf8mb4", self.name);
                (
                    server,
                    vec![drop_statement(self.dialect, &self.name), create],
                )
            }
        };
        execute(server, &statements)
            .unwrap_or_else(|error| panic!("cannot empty database {}: {error}", self.name));
        self
    }

    /// The path of a SQLite file.
    #[must_use]
    pub fn path(&self) -> Option<std::path::PathBuf> {
        match &self.home {
            Home::Folder(folder) => Some(folder.path().join(&self.name)),
            Home::Server(_) => None,
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Home::Server(server) = &self.home {
            // A panic here would hide the test's own; a database that stays harms nobody.
            let _ = execute(server, &[drop_statement(self.dialect, &self.name)]);
        }
    }
}

/// Extensions lie in a namespace and go with it.
const EMPTY_POSTGRES: &str = r"
    DO $$
    DECLARE namespace text;
    BEGIN
        FOR namespace IN
            SELECT nspname FROM pg_namespace
            WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
        LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', namespace);
        END LOOP;
        CREATE SCHEMA public;
    END $$";

fn drop_statement(dialect: DialectName, name: &str) -> String {
    match dialect {
        DialectName::Postgres => format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        _ => format!("DROP DATABASE IF EXISTS {name}"),
    }
}

/// The same server, another database.
fn with_database(server: &str, name: &str) -> String {
    let (address, options) = match server.split_once('?') {
        Some((address, options)) => (address, format!("?{options}")),
        None => (server, String::new()),
    };
    let authority = address.find("://").map_or(0, |at| at + 3);
    let end = address[authority..]
        .find('/')
        .map_or(address.len(), |at| authority + at);
    format!("{}/{name}{options}", &address[..end])
}

/// Whether a connection can be made.
pub(super) fn reach(url: &str) -> Result<(), String> {
    execute(url, &[])
}

/// Runs statements one by one, from any thread: also from one that has a runtime.
fn execute(url: &str, statements: &[String]) -> Result<(), String> {
    let work = async {
        if url.starts_with("mysql") || url.starts_with("mariadb") {
            let mut connection = MySqlConnection::connect(url).await?;
            for statement in statements {
                sqlx::raw_sql(AssertSqlSafe(statement.clone()))
                    .execute(&mut connection)
                    .await?;
            }
            connection.close().await
        } else {
            let mut connection = PgConnection::connect(url).await?;
            for statement in statements {
                sqlx::raw_sql(AssertSqlSafe(statement.clone()))
                    .execute(&mut connection)
                    .await?;
            }
            connection.close().await
        }
    };
    block_on(work).map_err(|error: sqlx::Error| error.to_string())
}

/// Waits for a future in a thread of its own: a test may already be inside a runtime, where
/// blocking is forbidden, and `Drop` cannot be async.
pub(super) fn block_on<F: Future + Send>(future: F) -> F::Output
where
    F::Output: Send,
{
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(future)
        });
        thread.join().expect("the database thread does not panic")
    })
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn another_database_of_the_same_server() {
        let check = |server: &str, expected: &str| assert_eq!(with_database(server, "x"), expected);
        check("postgres://u@h:1/postgres", "postgres://u@h:1/x");
        check("postgres://u@h", "postgres://u@h/x");
        check(
            "mysql://u:p@h/?ssl-mode=disabled",
            "mysql://u:p@h/x?ssl-mode=disabled",
        );
        check("mysql://u@h/a?socket=/run/s", "mysql://u@h/x?socket=/run/s");
    }
}

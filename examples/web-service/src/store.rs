use migration_core::driver::DatabaseUrl;
use migration_core::schema::DialectName;
use migration_core::{Migrator, Readiness, Report};
use serde::Serialize;
use sqlx::{MySqlPool, PgPool, SqlitePool};

/// The service's pool, of whichever database the URL names.
pub(crate) enum Store {
    Sqlite(SqlitePool),
    Postgres(PgPool),
    Mysql(MySqlPool),
}

/// A row of `notes`.
#[derive(Serialize, sqlx::FromRow)]
pub(crate) struct Note {
    id: i64,
    text: String,
    pinned: bool,
}

/// Does the same with whichever pool it is.
macro_rules! each {
    ($store:expr, $pool:ident => $do:expr) => {
        match $store {
            Store::Sqlite($pool) => $do,
            Store::Postgres($pool) => $do,
            Store::Mysql($pool) => $do,
        }
    };
}

impl Store {
    pub(crate) async fn connect(url: &str) -> Result<Self, Box<dyn std::error::Error>> {
        Ok(match DatabaseUrl::parse(url)?.dialect() {
            DialectName::Sqlite => Self::Sqlite(SqlitePool::connect(url).await?),
            DialectName::Postgres => Self::Postgres(PgPool::connect(url).await?),
            DialectName::Mysql => Self::Mysql(MySqlPool::connect(url).await?),
        })
    }

    pub(crate) async fn migrate(
        &self,
        migrator: &Migrator,
    ) -> Result<Report, migration_core::Error> {
        each!(self, pool => migrator.up(pool).await)
    }

    pub(crate) async fn check(
        &self,
        migrator: &Migrator,
    ) -> Result<Readiness, migration_core::Error> {
        each!(self, pool => migrator.check(pool).await)
    }

    pub(crate) async fn add(&self, text: &str) -> Result<(), sqlx::Error> {
        let sql = match self {
            Self::Mysql(_) => "INSERT INTO notes (text) VALUES (?)",
            Self::Sqlite(_) | Self::Postgres(_) => "INSERT INTO notes (text) VALUES ($1)",
        };
        each!(self, pool => sqlx::query(sql).bind(text).execute(pool).await.map(|_| ()))
    }

    pub(crate) async fn list(&self) -> Result<Vec<Note>, sqlx::Error> {
        let sql = "SELECT id, text, pinned FROM notes ORDER BY id";
        each!(self, pool => sqlx::query_as(sql).fetch_all(pool).await)
    }
}

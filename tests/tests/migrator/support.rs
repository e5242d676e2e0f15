use std::future::Future;

use migration_core::Migrator;
use migration_core::driver::{Access, Connection, DatabaseUrl, Source};
use migration_core::migration::{Down, Recorded, Registry};
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_tests::server;

/// Runs one case on a fresh database of every server, one after another.
pub(crate) fn on_every_server<F: Future<Output = ()>>(case: impl Fn(Database) -> F) {
    for database in server::all() {
        println!("on {}", database.dialect);
        let url = DatabaseUrl::parse(&database.url).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(case(Database {
            url,
            dialect: database.dialect,
            raw: database.url.clone(),
        }));
        drop(database);
    }
}

#[derive(Clone)]
pub(crate) struct Database {
    pub(crate) url: DatabaseUrl,
    pub(crate) dialect: DialectName,
    /// The URL for sqlx itself.
    pub(crate) raw: String,
}

impl Database {
    pub(crate) async fn connect(&self) -> Connection {
        self.url.open(Access::Write).await.unwrap().unwrap()
    }

    pub(crate) async fn run(&self, sql: &str) {
        let mut connection = self.connect().await;
        connection
            .execute(sql)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        connection.close().await;
    }

    pub(crate) async fn value(&self, sql: &str) -> Option<String> {
        let mut connection = self.connect().await;
        let value = connection
            .value(sql)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        connection.close().await;
        value
    }

    pub(crate) async fn has_table(&self, table: &str) -> bool {
        let mut connection = self.connect().await;
        let found = connection
            .query(&format!("SELECT 1 FROM {table} LIMIT 1"))
            .await
            .is_ok();
        connection.close().await;
        found
    }
}

pub(crate) fn migration(
    version: &str,
    name: &str,
    up: impl FnOnce(&mut SchemaBuilder),
) -> Recorded {
    let mut schema = SchemaBuilder::new();
    up(&mut schema);
    Recorded::new(
        version.parse().unwrap(),
        name,
        schema.into_operations(),
        Down::Derived,
    )
}

/// Users, posts that refer to them, and a column that joins the users later.
pub(crate) fn three() -> Vec<Recorded> {
    vec![
        migration("20260101_000000", "create_users", |s| {
            s.create_table("users", |t| {
                t.id();
                t.column(varchar("email", 255).unique());
                t.timestamps();
            });
        }),
        migration("20260102_000000", "create_posts", |s| {
            s.create_table("posts", |t| {
                t.id();
                t.column(
                    big_int("author_id")
                        .references_column("users", "id")
                        .on_delete(Cascade),
                );
            });
        }),
        migration("20260103_000000", "add_name", |s| {
            s.add_column("users", varchar("name", 50).fill("email"));
        }),
    ]
}

pub(crate) fn migrator(recorded: Vec<Recorded>) -> Migrator {
    Migrator::new(Registry::of_recorded(recorded))
}

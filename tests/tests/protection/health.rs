//! What is asked before a run, and what `migrate health` says.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use migration_core::driver::DatabaseUrl;
use migration_core::health::{Check, Level};
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{Error, Event, Migrator, Target};
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

use crate::support::{HARMLESS, Shop, migrator, sql, wait};

/// What a migration does, what is said of it, and the way out.
type Case = (fn(&mut SchemaBuilder), &'static str, &'static str);

/// Runs these as somebody with every right.
fn all(database: &TestDatabase, statements: &[String]) {
    for statement in statements {
        sql(database, statement);
    }
}

/// The database as another user sees it.
fn seen_by(database: &TestDatabase, user: &str) -> DatabaseUrl {
    let (scheme, rest) = database.url.split_once("://").expect("a URL");
    let (_, place) = rest.split_once('@').expect("a user");
    DatabaseUrl::parse(&format!("{scheme}://{user}:pw@{place}")).expect("a URL")
}

fn ready(database: &TestDatabase, then: fn(&mut SchemaBuilder)) -> Migrator {
    let migrator = migrator(then);
    let url = DatabaseUrl::parse(&database.url).expect("a URL");
    wait(migrator.up_to(&url, Target::Steps(1))).expect("the first migration works");
    migrator
}

fn rows(schema: &mut SchemaBuilder) {
    schema.insert("users", ["name"], [("Ada",)]);
}

fn column(schema: &mut SchemaBuilder) {
    schema.add_column("users", int("age").nullable());
}

fn table(schema: &mut SchemaBuilder) {
    schema.create_table("posts", |t| {
        t.id();
    });
}

#[test]
fn a_right_that_is_missing_stops_a_run_before_it_begins() {
    for database in server::all() {
        let user = format!("few_{}", database.name);
        let (grants, revoke): (Vec<String>, String) = match database.dialect {
            DialectName::Sqlite => continue,
            DialectName::Postgres => (
                vec![
                    format!("CREATE ROLE {user} LOGIN PASSWORD 'pw'"),
                    format!(
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {user}"
                    ),
                    format!("REVOKE INSERT ON users FROM {user}"),
                    "REVOKE CREATE ON SCHEMA public FROM PUBLIC".to_owned(),
                    format!("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {user}"),
                ],
                format!("DROP OWNED BY {user}; DROP ROLE {user}"),
            ),
            DialectName::Mysql => {
                let on = format!("ON {}.* TO {user}@'%'", database.name);
                (
                    vec![
                        format!("CREATE USER {user}@'%' IDENTIFIED BY 'pw'"),
                        format!("GRANT SELECT, UPDATE, DELETE, DROP, INDEX {on}"),
                        format!(
                            "GRANT INSERT ON {}.migrate_ledger TO {user}@'%'",
                            database.name
                        ),
                        format!(
                            "GRANT INSERT ON {}.migrate_events TO {user}@'%'",
                            database.name
                        ),
                    ],
                    format!("DROP USER {user}@'%'"),
                )
            }
        };
        let cases: [Case; 3] = match database.dialect {
            DialectName::Postgres => [
                (rows, "has no INSERT on the table \"users\"", "GRANT INSERT"),
                (
                    column,
                    "does not own the table \"users\"",
                    "migrate as postgres",
                ),
                (
                    table,
                    "may not create anything in the namespace public",
                    "GRANT CREATE",
                ),
            ],
            _ => [
                (rows, "has no INSERT on", "GRANT INSERT"),
                (column, "has no ALTER on", "GRANT ALTER"),
                (table, "has no CREATE on", "GRANT CREATE"),
            ],
        };
        let first = ready(&database, rows);
        drop(first);
        all(&database, &grants);
        let url = seen_by(&database, &user);
        let before = database.contents();
        for (then, said, help) in cases {
            let migrator = migrator(then);
            let error = wait(migrator.up(&url)).expect_err("a right is missing");
            assert!(matches!(error, Error::Unfit { .. }), "{error}");
            let all = format!("{error} {:?}", error.help());
            assert!(all.contains(said) && all.contains(help), "{all}");
            let health = wait(migrator.health(&url));
            assert_eq!(health.level(), Level::Failure);
            let rights = health.checks.iter().find(|check| check.name == "rights");
            assert!(
                rights.is_some_and(|check| check.found.contains(said)),
                "{health:?}"
            );
        }
        assert_eq!(database.contents(), before);
        // Whoever has the rights goes on.
        let own = DatabaseUrl::parse(&database.url).expect("a URL");
        wait(migrator(column).up(&own)).expect("nothing is missing");
        all(&database, &[revoke]);
    }
}

#[test]
fn who_would_be_waited_for_is_told() {
    for database in server::all() {
        if database.dialect == DialectName::Sqlite {
            continue;
        }
        println!("on {}", database.dialect);
        let migrator = ready(&database, column);
        let url = DatabaseUrl::parse(&database.url).expect("a URL");
        let (told, done) = (Arc::new(Mutex::new(None)), Arc::new(AtomicBool::new(false)));
        let (heard, end) = (Arc::clone(&told), Arc::clone(&done));
        let migrator = migrator.on_event(Arc::new(move |event: &Event| {
            if let Event::Warned { check } = event {
                *heard.lock().expect("nobody panicked") = Some(check.clone());
                end.store(true, Ordering::Release);
            }
        }));
        wait(async {
            let mut other = Live::connect(&database).await;
            other.ok("BEGIN").await;
            other.ok("SELECT count(*) FROM users").await;
            tokio::time::sleep(Duration::from_secs(7)).await;
            let health = migrator.health(&url).await;
            let found: Vec<&Check> = health
                .checks
                .iter()
                .filter(|check| check.name == "open transactions")
                .collect();
            assert_eq!(found[0].level, Level::Warning, "{health:?}");
            // It ends when it was told of.
            let ending = tokio::spawn(async move {
                while !done.load(Ordering::Acquire) {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
                other.ok("COMMIT").await;
            });
            migrator.up(&url).await.expect("it goes on then");
            ending.await.expect("it ended");
        });
        let check = told
            .lock()
            .expect("nobody panicked")
            .take()
            .expect("a warning");
        assert_eq!(check.name, "open transactions");
        assert!(
            check.found.contains("has had a transaction open for "),
            "{check:?}"
        );
        // Where nobody is in the way nothing is said.
        let health = wait(migrator.health(&url));
        assert_eq!(health.level(), Level::Ok, "{health:?}");
    }
}

#[test]
fn the_command_says_what_is_in_the_way() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let shop = Shop::new(&database);
        let up = shop.run("prod", &["up", "-n", HARMLESS, "-v"]).exits(0);
        // A file is named in the last line.
        let server = match database.dialect {
            DialectName::Sqlite => "sqlite",
            DialectName::Postgres => "on PostgreSQL ",
            DialectName::Mysql => "on M",
        };
        up.says(&[server]);
        let health = shop.run("dev", &["health", "--json"]).exits(0).json();
        assert_eq!(health["level"], "ok", "{health}");
        let found = |name: &str| {
            let checks = health["checks"].as_array().expect("a list").iter();
            let mut named = checks.filter(|check| check["name"] == name);
            named
                .next()
                .map(|check| check["found"].to_string())
                .unwrap_or_default()
        };
        assert!(found("protection").contains("protected as"), "{health}");
        assert!(found("migrations").contains("1 is pending"), "{health}");
        assert!(found("writable").contains("takes writes"), "{health}");
        shop.run("dev", &["health"])
            .exits(0)
            .says(&["check", "found", "connection", "ok"]);
        if database.dialect == DialectName::Postgres {
            sql(
                &database,
                &format!(
                    "ALTER DATABASE {} SET default_transaction_read_only = on",
                    database.name
                ),
            );
            shop.run("dev", &["health"]).exits(8).says(&[
                "failure",
                "its transactions are read-only",
                "takes writes",
            ]);
        }
    }
    let database = server::sqlite();
    let shop = Shop::new(&database);
    std::fs::write(
        database.path().expect("a file"),
        "no database at all, but long enough",
    )
    .expect("a file is written");
    shop.run("dev", &["health"])
        .exits(8)
        .says(&["failure", "connection"]);
}

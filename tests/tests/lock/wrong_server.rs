//! Servers that take no changes are known before anything is written, and `health` says the same.

use std::time::{Duration, Instant};

use migration_core::driver::DatabaseUrl;
use migration_core::health::Level;
use migration_core::schema::DialectName;
use migration_core::{DownTarget, ErrorClass, Event, Migrator, Target};
use migration_tests::live::Live;
use migration_tests::server::{self, OwnServer, TestDatabase};

use crate::runner::{block_on, migrator, value};

fn url(text: &str) -> DatabaseUrl {
    DatabaseUrl::parse(text).unwrap()
}

fn ready() -> Migrator {
    migrator(Duration::from_secs(15))
}

/// A server of this test alone, or why there is none.
fn own(dialect: DialectName) -> Option<OwnServer> {
    match OwnServer::start(dialect, &[]) {
        Ok(server) => Some(server),
        Err(reason) => {
            use std::io::Write as _;
            let required = std::env::var_os("REQUIRE_SERVERS").is_some();
            assert!(!required, "no server of its own: {reason}");
            let _ = writeln!(
                std::io::stderr(),
                "\nSKIPPED: no {dialect} of its own: {reason}"
            );
            None
        }
    }
}

/// That nothing runs at this address, and why, with the way out.
fn refuses(address: &DatabaseUrl, why: &str, way_out: &str) {
    for error in [
        block_on(ready().up(address)).unwrap_err(),
        block_on(ready().up_to(address, Target::Steps(1))).unwrap_err(),
        block_on(ready().down(address, DownTarget::Steps(1))).unwrap_err(),
    ] {
        assert_eq!(error.code(), "unfit", "{error}");
        assert_eq!(error.class(), ErrorClass::Connect);
        assert!(error.to_string().contains(why), "{error}");
        let help = error.help().unwrap_or_default();
        assert!(help.contains(way_out), "{help}");
        let health = block_on(ready().health(address));
        assert_eq!(health.level(), Level::Failure);
        let writable = health.checks.iter().find(|check| check.name == "writable");
        let found = writable.map_or("", |check| &check.found);
        assert!(
            error.to_string().contains(found) && found.contains(why),
            "{health:?}"
        );
    }
}

fn tables(database: &TestDatabase) -> String {
    value(
        database,
        "SELECT count(*) FROM information_schema.tables WHERE table_name LIKE 'migrate%'",
    )
}

#[test]
fn a_standby_of_postgres_is_refused() {
    let Some(primary) = own(DialectName::Postgres) else {
        return;
    };
    let database = primary.database();
    let first = Target::Steps(1);
    block_on(ready().up_to(&url(&database.url), first)).unwrap();
    let standby = primary.standby().unwrap();
    let there = url(standby.url()).with_database(&database.name);
    refuses(&there, "is a standby", "name the primary");
    // Looking works, and where nothing is to be done nothing is refused.
    assert_eq!(
        block_on(ready().status(&there)).unwrap().migrations.len(),
        3
    );
    block_on(ready().up(&url(&database.url))).unwrap();
    let start = Instant::now();
    while !block_on(ready().check(&there)).unwrap().is_ready() {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "it does not follow"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(block_on(ready().up(&there)).unwrap().ran.is_empty());
}

#[test]
fn a_database_of_postgres_that_is_read_only_is_refused() {
    let Some(database) = server::postgres() else {
        return;
    };
    let set = format!(
        "ALTER DATABASE {} SET default_transaction_read_only = on",
        database.name
    );
    block_on(async { Live::connect(&database).await.ok(&set).await });
    refuses(
        &url(&database.url),
        "its transactions are read-only",
        "RESET default_transaction_read_only",
    );
    assert_eq!(tables(&database), "0");
}

#[test]
fn a_mariadb_that_is_read_only_is_refused() {
    let Some(server) = own(DialectName::Mysql) else {
        return;
    };
    let database = server.database();
    let set = async |sql: &str| Live::connect(&database).await.ok(sql).await;
    block_on(set("SET GLOBAL read_only = 1"));
    // An administrator may write there all the same, and must not by mistake.
    refuses(
        &url(&database.url),
        "it is read-only (read_only)",
        "may be a replica",
    );
    assert_eq!(tables(&database), "0");
    block_on(set("SET GLOBAL read_only = 0"));
    assert_eq!(
        block_on(ready().up(&url(&database.url))).unwrap().ran.len(),
        3
    );
}

#[test]
fn a_sqlite_file_that_may_only_be_read_is_refused() {
    let database = server::sqlite();
    block_on(ready().up_to(&url(&database.url), Target::Steps(1))).unwrap();
    let there = database.url.replace("mode=rwc", "mode=ro");
    let before = database.contents();
    let error = block_on(ready().up(&url(&there))).unwrap_err();
    assert_eq!(error.code(), "read_only", "{error}");
    assert_eq!(error.class(), ErrorClass::Connect);
    assert!(error.help().unwrap().contains("mode=ro"), "{error:?}");
    let health = block_on(ready().health(&url(&there)));
    assert_eq!(health.level(), Level::Failure, "{health:?}");
    assert_eq!(database.contents(), before);
}

#[test]
fn which_server_it_is_is_told() {
    for database in [server::postgres(), server::mysql()].into_iter().flatten() {
        let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let heard = std::sync::Arc::clone(&told);
        let migrator = ready().on_event(std::sync::Arc::new(move |event: &Event| {
            if let Event::Connected { server } = event {
                heard.lock().unwrap().push(server.clone());
            }
        }));
        let address = url(&database.url);
        block_on(migrator.up(&address)).unwrap();
        // Where there is nothing to do the server is not asked.
        block_on(migrator.up(&address)).unwrap();
        let told = told.lock().unwrap().clone();
        let [server] = told.as_slice() else {
            panic!("{told:?}")
        };
        let port = match database.dialect {
            DialectName::Postgres => value(&database, "SELECT current_setting('port')"),
            _ => value(&database, "SELECT @@port"),
        };
        assert!(
            server.contains(&format!(":{port}")) || server.contains(&format!("port {port}")),
            "{server}"
        );
        let health = block_on(migrator.health(&address));
        assert_eq!(&health.checks[0].found, server);
    }
}

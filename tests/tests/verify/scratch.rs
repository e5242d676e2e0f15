//! The scratch database goes however the proof ends, and no other is touched.

use std::sync::Mutex;
use std::time::Duration;

use migration_core::driver::{Access, DatabaseUrl, Source as _};
use migration_core::migration::{Down, Recorded, Registry};
use migration_core::operation::{BoxFuture, Data, DataCode, DataReverse, Operation};
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::verify::VerifyOptions;
use migration_core::{Error, Migrator};
use migration_tests::framework::connection;
use migration_tests::server::{self, TestDatabase};

use crate::support::{History, listed, users, version, wait};

fn servers() -> Vec<TestDatabase> {
    let names = [DialectName::Postgres, DialectName::Mysql];
    names.into_iter().filter_map(server::database).collect()
}

/// Whether the server, or the machine, has a database of this name.
fn exists(database: &TestDatabase, name: &str) -> bool {
    let sql = match database.dialect {
        DialectName::Sqlite => return std::path::Path::new(name).exists(),
        DialectName::Postgres => format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"),
        DialectName::Mysql => {
            format!("SELECT 1 FROM information_schema.schemata WHERE schema_name = '{name}'")
        }
    };
    wait(async {
        connection(database)
            .await
            .value(&sql)
            .await
            .unwrap()
            .is_some()
    })
}

#[test]
fn nothing_is_left_and_the_own_database_is_untouched() {
    for database in server::all() {
        let sql = "CREATE TABLE users (mine INTEGER)";
        wait(async { connection(&database).await.execute(sql).await.unwrap() });
        let before = database.contents();
        let verdict = users().verdict(&database);
        assert!(!verdict.differs(), "{:?}", listed(&verdict));
        assert!(
            !exists(&database, &verdict.database),
            "{}",
            verdict.database
        );
        assert_eq!(database.contents(), before);
    }
}

#[test]
fn a_kept_one_is_there_with_the_ledger_in_it() {
    for database in server::all() {
        let options = VerifyOptions {
            keep: true,
            ..VerifyOptions::default()
        };
        let verdict = users().verdict_with(&database, &options);
        assert!(verdict.kept && exists(&database, &verdict.database));
        if database.dialect == DialectName::Sqlite {
            let folder = std::path::Path::new(&verdict.database).parent().unwrap();
            std::fs::remove_dir_all(folder).unwrap();
            continue;
        }
        let url = DatabaseUrl::parse(&database.url).unwrap();
        let url = url.with_database(&verdict.database);
        let sql = format!("DROP DATABASE {}", verdict.database);
        wait(async {
            let mut kept = url.open(Access::Read).await.unwrap().unwrap();
            let rows = kept.value("SELECT count(*) FROM migrate_ledger").await;
            assert_eq!(rows.unwrap().as_deref(), Some("1"));
            kept.close().await;
            connection(&database).await.execute(&sql).await.unwrap();
        });
    }
}

/// Where the code below was run last.
static SEEN: Mutex<Option<String>> = Mutex::new(None);

fn see_and_wait<'a>(
    db: &'a mut (dyn DataConnection + 'static),
) -> BoxFuture<'a, Result<(), DataError>> {
    Box::pin(async move {
        let sql = match db.dialect() {
            DialectName::Sqlite => "SELECT file FROM pragma_database_list WHERE name = 'main'",
            DialectName::Postgres => "SELECT current_database()",
            DialectName::Mysql => "SELECT DATABASE()",
        };
        *SEEN.lock().unwrap() = db.query(sql).await?[0][0].clone();
        std::future::pending().await
    })
}

#[test]
fn it_goes_where_the_proof_is_given_up() {
    let code = DataCode {
        name: "see_and_wait",
        tokens: "",
        run: see_and_wait,
    };
    let data = Operation::Data(Data {
        up: code,
        down: DataReverse::Nothing,
    });
    let migration = Recorded::new(version(1), "waits", vec![data], Down::Derived);
    let migrator = Migrator::new(Registry::of_recorded(vec![migration]));
    for database in server::all() {
        let url = DatabaseUrl::parse(&database.url).unwrap();
        let seen = async {
            while SEEN.lock().unwrap().is_none() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let options = VerifyOptions::default();
        wait(async {
            tokio::select! {
                verdict = migrator.verify(&url, &options) => panic!("{verdict:?}"),
                () = seen => {}
            }
        });
        let name = SEEN.lock().unwrap().take().unwrap();
        assert!(name.contains("migrate_verify_"), "{name}");
        assert!(!exists(&database, &name), "{name}");
    }
}

#[test]
fn what_a_killed_run_left_is_dropped_and_what_is_in_use_is_not() {
    for database in servers() {
        let left = format!("migrate_verify_1000000000_{}_0", std::process::id());
        let used = format!("migrate_verify_1000000000_{}_1", std::process::id());
        let url = DatabaseUrl::parse(&database.url).unwrap();
        let other = url.with_database(&used);
        wait(async {
            let mut own = connection(&database).await;
            // Before somebody is connected to it, a proof beside this one may drop it.
            let user = loop {
                let _ = own.execute(&format!("CREATE DATABASE {used}")).await;
                if let Ok(Some(user)) = other.open(Access::Read).await {
                    break user;
                }
            };
            own.execute(&format!("CREATE DATABASE {left}"))
                .await
                .unwrap();
            own.close().await;
            let proof = users()
                .migrator()
                .verify(&url, &VerifyOptions::default())
                .await;
            let verdict = proof.unwrap();
            assert!(!verdict.removed.contains(&used), "{:?}", verdict.removed);
            user.close().await;
        });
        assert!(!exists(&database, &left));
        assert!(exists(&database, &used));
        let sql = format!("DROP DATABASE {used}");
        wait(async { connection(&database).await.execute(&sql).await.unwrap() });
    }
}

#[test]
fn a_user_who_may_make_no_database_is_told_the_way_out() {
    for database in servers() {
        let name = format!("mt_nobody_{}", std::process::id());
        let (make, rid) = match database.dialect {
            DialectName::Postgres => (
                format!("CREATE ROLE {name} LOGIN"),
                format!("DROP ROLE {name}"),
            ),
            _ => (
                format!("CREATE USER '{name}'@'%' IDENTIFIED BY ''"),
                format!("DROP USER '{name}'@'%'"),
            ),
        };
        wait(async { connection(&database).await.execute(&make).await.unwrap() });
        let (scheme, rest) = database.url.split_once("://").unwrap();
        let (_, host) = rest.split_once('@').unwrap();
        let url = match database.dialect {
            DialectName::Mysql => format!("{scheme}://{name}@{}", host.split('/').next().unwrap()),
            _ => format!("{scheme}://{name}@{host}"),
        };
        let url = DatabaseUrl::parse(&url).unwrap();
        let result = wait(users().migrator().verify(&url, &VerifyOptions::default()));
        wait(async { connection(&database).await.execute(&rid).await.unwrap() });
        let error = result.unwrap_err();
        assert!(
            error.to_string().contains("cannot make a scratch database"),
            "{error}"
        );
        let help = error.help().unwrap();
        assert!(
            help.contains("--url sqlite") && (help.contains("CREATEDB") || help.contains("GRANT"))
        );
    }
}

#[test]
fn what_a_server_cannot_do_is_an_error_before_anything_is_made() {
    let history = History::default().up("arrays", |schema| {
        schema.create_table("t", |t| {
            t.id();
            t.column(array("tags", types::text()));
        });
    });
    let database = server::sqlite();
    let url = DatabaseUrl::parse(&database.url).unwrap();
    let error = wait(history.migrator().verify(&url, &VerifyOptions::default())).unwrap_err();
    assert!(matches!(error, Error::Unsupported { .. }), "{error}");
}

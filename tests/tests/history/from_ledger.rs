//! The way back with the SQL that the ledger kept: the files of the migrations are gone.

use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{DownTarget, Error, Migrator};

use crate::support::{Database, migration, migrator, on_every_server, three};

fn without(names: &[&str]) -> Migrator {
    let mut all = three();
    all.retain(|one| !names.contains(&one.name.as_str()));
    migrator(all)
}

async fn rows(database: &Database, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    database.value(&sql).await.unwrap().parse().unwrap()
}

#[test]
fn what_has_no_file_any_more_is_reversed_from_the_ledger() {
    on_every_server(|database| async move {
        // The newest ones, one that has later ones, and all of them.
        for (gone, steps, left) in [
            (&["create_posts", "add_name"][..], 2, 1),
            (&["create_posts"], 2, 1),
            (&["create_users", "create_posts", "add_name"], 3, 0),
            // A file that is there makes no difference.
            (&[], 1, 2),
        ] {
            migrator(three()).up(&database.url).await.unwrap();
            let now = without(gone);
            if !gone.is_empty() && gone.len() < 3 {
                let down = now.down(&database.url, DownTarget::Steps(steps));
                let error = down.await.unwrap_err();
                let help = error.help().unwrap();
                assert!(help.contains("migrate down --from-ledger"), "{help}");
            }
            let plan = now
                .plan_down_from_ledger(&database.url, DownTarget::Steps(steps))
                .await
                .unwrap();
            assert_eq!(plan.migrations.len(), steps);
            let report = now
                .down_from_ledger(&database.url, DownTarget::Steps(steps))
                .await
                .unwrap();
            let names: Vec<String> = report.ran.into_iter().map(|ran| ran.name).collect();
            let mut meant: Vec<String> = three().into_iter().map(|one| one.name).collect();
            meant.reverse();
            assert_eq!(names, meant[..steps]);
            assert_eq!(rows(&database, "migrate_ledger").await, left);
            assert_eq!(database.has_table("posts").await, left > 1);
            assert_eq!(database.has_table("users").await, left > 0);
            let history = now.history(&database.url).await.unwrap();
            assert_eq!(history[0].kind, "down");
            // The head says so too, so that the others go on from there.
            let kept = migrator(three());
            let up = kept.up(&database.url).await.unwrap();
            assert_eq!(up.ran.len(), steps);
            assert!(kept.check(&database.url).await.unwrap().is_ready());
            kept.down(&database.url, DownTarget::All).await.unwrap();
        }
    });
}

/// On SQLite the table is made anew on the way back.
fn wider() -> Recorded {
    migration("20260104_000000", "wider", |s| {
        s.alter_column("users", "email", |c| {
            c.set_type(types::varchar(300));
        });
        s.add_check("users", "short", "length(email) < 290");
    })
}

#[test]
fn no_row_is_lost_where_a_table_is_made_anew() {
    on_every_server(|database| async move {
        let mut all = three();
        all.push(wider());
        migrator(all).up(&database.url).await.unwrap();
        database
            .run("INSERT INTO users (id, email, name) VALUES (1, 'a', 'A'), (2, 'b', 'B')")
            .await;
        database
            .run("INSERT INTO posts (author_id) VALUES (1), (2), (2)")
            .await;
        migrator(three())
            .down_from_ledger(&database.url, DownTarget::Steps(1))
            .await
            .unwrap();
        assert_eq!(rows(&database, "users").await, 2);
        assert_eq!(rows(&database, "posts").await, 3);
        let mut connection = database.connect().await;
        let orphan = connection.execute("INSERT INTO posts (author_id) VALUES (9)");
        assert!(orphan.await.is_err(), "the key is enforced again");
        connection.close().await;
        assert!(
            migrator(three())
                .check(&database.url)
                .await
                .unwrap()
                .is_ready()
        );
    });
}

/// What a person made meanwhile would go with the table that is made anew.
#[test]
fn what_the_ledger_does_not_know_stops_it() {
    on_every_server(|database| async move {
        if database.dialect != DialectName::Sqlite {
            return;
        }
        let mut all = three();
        all.push(wider());
        migrator(all).up(&database.url).await.unwrap();
        database
            .run("CREATE TRIGGER mine AFTER INSERT ON users BEGIN SELECT 1; END")
            .await;
        let error = migrator(three())
            .down_from_ledger(&database.url, DownTarget::Steps(1))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("mine"), "{error}");
        assert_eq!(rows(&database, "migrate_ledger").await, 4);
    });
}

#[data_migration]
async fn nothing(_: &mut dyn DataConnection) -> Result<(), DataError> {
    Ok(())
}

#[test]
fn what_is_no_sql_needs_its_file() {
    on_every_server(|database| async move {
        for (change, expected) in [
            (
                migration("20260104_000000", "code", |s| {
                    s.data(nothing).reverse(nothing);
                }),
                "runs Rust code",
            ),
            (
                migration("20260104_000000", "one_way", |s| {
                    s.sql("UPDATE users SET name = 'x'");
                }),
                "no way back when it was applied",
            ),
        ] {
            let mut all = three();
            all.push(change);
            let full = migrator(all);
            full.up(&database.url).await.unwrap();
            let error = migrator(three())
                .down_from_ledger(&database.url, DownTarget::Steps(2))
                .await
                .unwrap_err();
            assert!(matches!(error, Error::Irreversible { .. }), "{error}");
            assert!(error.to_string().contains(expected), "{error}");
            assert_eq!(rows(&database, "migrate_ledger").await, 4);
            full.forget(&database.url, "20260104_000000".parse().unwrap())
                .await
                .unwrap_err();
            migrator(three())
                .forget(&database.url, "20260104_000000".parse().unwrap())
                .await
                .unwrap();
            full.down(&database.url, DownTarget::All).await.unwrap();
        }
    });
}

#[test]
fn it_is_agreed_to_like_every_way_back() {
    on_every_server(|database| async move {
        migrator(three())
            .protected("prod")
            .up(&database.url)
            .await
            .unwrap();
        let now = without(&["add_name"]);
        let error = now
            .down_from_ledger(&database.url, DownTarget::Steps(1))
            .await
            .unwrap_err();
        let Error::Unapproved(plan) = error else {
            panic!("{error}")
        };
        assert_eq!(plan.losses.len(), 1, "{:?}", plan.losses);
        assert_eq!(rows(&database, "migrate_ledger").await, 3);
        now.approve(plan.hash)
            .down_from_ledger(&database.url, DownTarget::Steps(1))
            .await
            .unwrap();
        assert_eq!(rows(&database, "migrate_ledger").await, 2);
    });
}

#[test]
fn a_failure_on_the_way_is_told_and_gone_on_with() {
    on_every_server(|database| async move {
        let pair = migration("20260104_000000", "pair", |s| {
            s.create_table("one", |t| {
                t.id();
            });
            s.create_table("two", |t| {
                t.id();
            });
        });
        let mut all = three();
        all.push(pair);
        migrator(all).up(&database.url).await.unwrap();
        // On SQLite a table that is referred to may go, where no row does.
        database
            .run("CREATE TABLE child (one_id BIGINT, FOREIGN KEY (one_id) REFERENCES one (id)); INSERT INTO one (id) VALUES (1); INSERT INTO child VALUES (1)")
            .await;
        let now = migrator(three());
        let error = now
            .down_from_ledger(&database.url, DownTarget::Steps(1))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Failed(_)), "{error}");
        let journaled = database.dialect == DialectName::Mysql;
        assert_eq!(database.has_table("two").await, !journaled);
        assert!(database.has_table("one").await);
        if journaled {
            let down = now.down(&database.url, DownTarget::Steps(1));
            let down = down.await.unwrap_err();
            let help = down.help().unwrap_or_default();
            assert!(help.contains("--from-ledger"), "{down}: {help}");
        }
        database.run("DROP TABLE child").await;
        now.down_from_ledger(&database.url, DownTarget::Steps(1))
            .await
            .unwrap();
        assert!(!database.has_table("one").await);
        assert!(!database.has_table("two").await);
        assert!(now.check(&database.url).await.unwrap().is_ready());
    });
}

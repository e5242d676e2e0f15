use migration_core::Error;
use migration_core::ledger::FORMAT;
use migration_core::schema::DialectName;

use crate::support::{Database, migration, migrator, on_every_server, three};

/// The ledger as the first version of the tool made it.
async fn make_old(database: &Database) {
    let ledger = ["mark", "backend", "part"].map(|column| ("migrate_ledger", column));
    let head = [
        "token", "beat", "held", "owner", "pid", "home", "backend", "since", "step", "ttl",
        "format",
    ];
    let head = head.map(|column| ("migrate_head", column));
    for (table, column) in ledger.into_iter().chain(head) {
        let sql = format!("ALTER TABLE {table} DROP COLUMN {column}");
        database.run(&sql).await;
    }
}

#[test]
fn an_older_ledger_is_read_as_it_is_and_upgraded_by_the_next_run() {
    on_every_server(|database| async move {
        let first = migrator(three()[..2].to_vec());
        first.up(&database.url).await.unwrap();
        make_old(&database).await;
        // Looking changes nothing.
        assert!(first.check(&database.url).await.unwrap().is_ready());
        assert_eq!(
            first.status(&database.url).await.unwrap().migrations.len(),
            2
        );
        assert!(first.up(&database.url).await.unwrap().ran.is_empty());
        let mut connection = database.connect().await;
        let format = connection.value("SELECT format FROM migrate_head").await;
        assert!(format.is_err(), "{format:?}");
        connection.close().await;

        let all = migrator(three());
        assert_eq!(all.up(&database.url).await.unwrap().ran.len(), 1);
        let format = database.value("SELECT format FROM migrate_head").await;
        assert_eq!(format, Some(FORMAT.to_string()));
        assert_eq!(
            all.down(&database.url, migration_core::DownTarget::All)
                .await
                .unwrap()
                .ran
                .len(),
            3
        );
    });
}

#[test]
fn an_upgrade_that_was_interrupted_is_finished() {
    on_every_server(|database| async move {
        if database.dialect != DialectName::Mysql {
            // There it is one transaction.
            return;
        }
        migrator(three()[..2].to_vec())
            .up(&database.url)
            .await
            .unwrap();
        make_old(&database).await;
        database
            .run("ALTER TABLE migrate_ledger ADD COLUMN mark LONGTEXT")
            .await;
        let all = migrator(three());
        assert_eq!(all.up(&database.url).await.unwrap().ran.len(), 1);
        assert!(all.check(&database.url).await.unwrap().is_ready());
    });
}

#[test]
fn what_was_under_way_in_an_older_ledger_is_in_doubt() {
    on_every_server(|database| async move {
        if database.dialect != DialectName::Mysql {
            return;
        }
        let two = migrator(vec![migration("20260101_000000", "two", |s| {
            s.create_table("a", |t| {
                t.id();
            });
            s.create_table("b", |t| {
                t.id();
            });
        })]);
        two.up(&database.url).await.unwrap();
        database
            .run(
                "UPDATE migrate_ledger SET state = 'running', done = 1; \
                 UPDATE migrate_head SET applied = 0, digest = 'of nothing'; DROP TABLE b",
            )
            .await;
        make_old(&database).await;
        let error = two.up(&database.url).await.unwrap_err();
        let Error::Interrupted { why, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!(why, "what was there before it was not recorded");
        two.repair(&database.url, migration_core::Repair::Again)
            .await
            .unwrap();
        assert!(two.check(&database.url).await.unwrap().is_ready());
    });
}

#[test]
fn a_newer_ledger_is_refused() {
    on_every_server(|database| async move {
        let first = migrator(three()[..2].to_vec());
        first.up(&database.url).await.unwrap();
        database
            .run(&format!("UPDATE migrate_head SET format = {}", FORMAT + 1))
            .await;
        let all = migrator(three());
        let version = "20260103_000000".parse().unwrap();
        for error in [
            all.up(&database.url).await.map(drop),
            all.stamp(&database.url, version).await.map(drop),
            all.status(&database.url).await.map(drop),
            all.down(&database.url, migration_core::DownTarget::All)
                .await
                .map(drop),
        ] {
            let error = error.unwrap_err();
            assert!(matches!(error, Error::NewerLedger { .. }), "{error}");
            assert!(error.help().unwrap().contains("newer"));
        }
        // Whether there is anything to do is known without reading further.
        assert!(first.check(&database.url).await.unwrap().is_ready());
    });
}

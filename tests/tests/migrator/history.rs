use migration_core::ledger::State;
use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_core::{Error, Migrator};

use crate::support::{migration, migrator, on_every_server, three};

fn with(change: impl FnOnce(&mut Vec<Recorded>)) -> Migrator {
    let mut recorded = three();
    change(&mut recorded);
    migrator(recorded)
}

fn late(name: &'static str) -> Migrator {
    with(|recorded| {
        recorded.push(migration("20260102_120000", name, |s| {
            s.create_table("extra", |t| {
                t.id();
                // Two migrations that only refer to a table do not disturb each other.
                t.column(big_int("post_id").references_column("posts", "id"));
            });
            if name == "collides" {
                s.add_index("users", ["email"]);
            }
        }));
    })
}

#[test]
fn changed_missing_and_late_migrations_are_told_apart() {
    on_every_server(|database| async move {
        migrator(three()).up(&database.url).await.unwrap();
        let changed = with(|recorded| {
            recorded[2] = migration("20260103_000000", "add_name", |s| {
                s.add_column("users", varchar("name", 51).fill("email"));
            });
        });
        let error = changed.up(&database.url).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "migration 20260103_000000 add_name was changed after it was applied"
        );
        let states = |migrator: Migrator| {
            let url = database.url.clone();
            async move {
                let status = migrator.status(&url).await.unwrap();
                status
                    .migrations
                    .iter()
                    .map(|migration| migration.state)
                    .collect::<Vec<_>>()
            }
        };
        assert_eq!(
            states(changed).await,
            [State::Applied, State::Applied, State::Changed]
        );

        let missing = with(|recorded| drop(recorded.remove(1)));
        assert!(matches!(
            missing.up(&database.url).await.unwrap_err(),
            Error::Missing { .. }
        ));
        assert_eq!(
            states(missing).await,
            [State::Applied, State::Missing, State::Applied]
        );

        let error = late("collides").up(&database.url).await.unwrap_err();
        assert!(matches!(error, Error::Late { .. }), "{error}");
        assert_eq!(
            states(late("commutes")).await,
            [State::Applied, State::Applied, State::Late, State::Applied]
        );
        assert_eq!(
            late("commutes").up(&database.url).await.unwrap().ran.len(),
            1
        );
        assert!(
            late("commutes")
                .check(&database.url)
                .await
                .unwrap()
                .is_ready()
        );
    });
}

#[test]
fn a_stamp_records_and_runs_nothing() {
    on_every_server(|database| async move {
        let migrator = migrator(three());
        let second = "20260102_000000".parse().unwrap();
        assert_eq!(
            migrator
                .stamp(&database.url, second)
                .await
                .unwrap()
                .ran
                .len(),
            2
        );
        assert!(!database.has_table("users").await);
        let status = migrator.status(&database.url).await.unwrap();
        assert_eq!(status.current, Some(second));
        let unknown = "20990101_000000".parse().unwrap();
        let error = migrator.stamp(&database.url, unknown).await.unwrap_err();
        assert!(matches!(error, Error::UnknownVersion { .. }), "{error}");
    });
}

#[test]
fn a_head_that_is_not_what_the_entries_amount_to_is_mended() {
    on_every_server(|database| async move {
        let migrator = migrator(three());
        migrator.up(&database.url).await.unwrap();
        database
            .run("UPDATE migrate_head SET applied = 9, digest = 'wrong'")
            .await;
        assert!(!migrator.check(&database.url).await.unwrap().is_ready());
        assert!(migrator.up(&database.url).await.unwrap().ran.is_empty());
        assert!(migrator.check(&database.url).await.unwrap().is_ready());
        assert_eq!(
            database
                .value("SELECT applied FROM migrate_head")
                .await
                .as_deref(),
            Some("3")
        );
    });
}

#[test]
fn the_ledger_keeps_who_and_what() {
    on_every_server(|database| async move {
        let migrator = migrator(three());
        migrator.up(&database.url).await.unwrap();
        let by = database
            .value("SELECT applied_by FROM migrate_ledger")
            .await
            .unwrap();
        assert!(by.contains('@'), "{by}");
        let tool = database
            .value("SELECT tool FROM migrate_ledger")
            .await
            .unwrap();
        assert!(tool.starts_with("migrate "), "{tool}");
        let up = database
            .value("SELECT up_sql FROM migrate_ledger ORDER BY version")
            .await
            .unwrap();
        assert!(up.starts_with("CREATE TABLE"), "{up}");
        let down = database
            .value("SELECT down_sql FROM migrate_ledger ORDER BY version")
            .await
            .unwrap();
        // What a drop would break is looked for before it, where the server says nothing.
        let statements: Vec<&str> = down
            .lines()
            .filter(|line| !line.starts_with("-- must find nothing: "))
            .collect();
        assert_eq!(statements.len(), 1, "{down}");
        assert!(statements[0].starts_with("DROP TABLE"), "{down}");
    });
}

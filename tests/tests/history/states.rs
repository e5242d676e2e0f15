use migration_core::ledger::State;
use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_core::{Error, Migrator};

use crate::support::{Database, migration, migrator, on_every_server, three};

fn with(change: impl FnOnce(&mut Vec<Recorded>)) -> Migrator {
    let mut recorded = three();
    change(&mut recorded);
    migrator(recorded)
}

fn wider() -> Recorded {
    migration("20260103_000000", "add_name", |s| {
        s.add_column("users", varchar("name", 51).fill("email"));
    })
}

async fn states(migrator: &Migrator, database: &Database) -> Vec<State> {
    let status = migrator.status(&database.url).await.unwrap();
    let all = status.migrations.into_iter();
    all.map(|migration| migration.state).collect()
}

#[test]
fn what_a_newer_build_applied_is_told_from_what_is_missing() {
    on_every_server(|database| async move {
        migrator(three()).up(&database.url).await.unwrap();
        let older = with(|recorded| recorded.truncate(2));
        assert_eq!(
            states(&older, &database).await,
            [State::Applied, State::Applied, State::Future]
        );
        let error = older.up(&database.url).await.unwrap_err();
        assert!(matches!(error, Error::Future { .. }), "{error}");
        assert_eq!(
            error.to_string(),
            "migration 20260103_000000 add_name was applied by a newer build: this one ends with 20260102_000000"
        );
        assert_eq!(error.code(), "future");
        assert!(error.help().unwrap().contains("migrate down"));
        let missing = with(|recorded| drop(recorded.remove(1)));
        assert_eq!(
            states(&missing, &database).await,
            [State::Applied, State::Missing, State::Applied]
        );
    });
}

#[test]
fn a_missing_migration_can_be_forgotten_and_nothing_else() {
    on_every_server(|database| async move {
        migrator(three()).up(&database.url).await.unwrap();
        let without = with(|recorded| drop(recorded.remove(1)));
        let version = |text: &str| text.parse().unwrap();
        for (one, problem) in [
            ("20260101_000000", "is one of the migrations there are"),
            ("20250101_000000", "is not in the ledger"),
        ] {
            let error = without
                .forget(&database.url, version(one))
                .await
                .unwrap_err();
            assert!(error.to_string().contains(problem), "{error}");
        }
        without
            .forget(&database.url, version("20260102_000000"))
            .await
            .unwrap();
        assert!(without.check(&database.url).await.unwrap().is_ready());
        assert!(without.up(&database.url).await.unwrap().ran.is_empty());
        // What it made stays.
        assert!(database.has_table("posts").await);
        let history = without.history(&database.url).await.unwrap();
        assert_eq!(
            (history[0].kind.as_str(), history[0].name.as_str()),
            ("forget", "create_posts")
        );
    });
}

#[test]
fn a_changed_migration_is_shown_as_a_difference_and_recorded() {
    on_every_server(|database| async move {
        migrator(three()).up(&database.url).await.unwrap();
        let changed = with(|recorded| recorded[2] = wider());
        assert_eq!(
            migrator(three()).rewritten(&database.url).await.unwrap(),
            []
        );
        let found = changed.rewritten(&database.url).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "add_name");
        let differs = found[0].applied.contains("50") && found[0].now.contains("51");
        let untyped = database.dialect == migration_core::schema::DialectName::Sqlite;
        assert!(differs || untyped, "{found:?}");
        assert_eq!(found[0].operations.len(), 1);
        assert!(found[0].operations[0].contains("name"), "{found:?}");

        let version = |text: &str| text.parse().unwrap();
        let error = changed
            .record(&database.url, &[version("20260101_000000")])
            .await
            .unwrap_err();
        assert!(
            error.to_string().contains("is as it was applied"),
            "{error}"
        );
        assert!(changed.up(&database.url).await.is_err());
        changed
            .record(&database.url, &[version("20260103_000000")])
            .await
            .unwrap();
        assert_eq!(
            states(&changed, &database).await,
            [State::Applied, State::Applied, State::Applied]
        );
        assert!(changed.check(&database.url).await.unwrap().is_ready());
        let history = changed.history(&database.url).await.unwrap();
        assert_eq!(history[0].kind, "record");
        let before = three()[2].checksum.to_string();
        assert!(history[0].detail.as_deref().unwrap().contains(&before));
        // The head was moved, not mended.
        assert!(
            !migrator(three())
                .check(&database.url)
                .await
                .unwrap()
                .is_ready()
        );
    });
}

#[test]
fn two_of_one_version_are_states_too() {
    on_every_server(|database| async move {
        migrator(three()).up(&database.url).await.unwrap();
        let twice = with(|recorded| {
            recorded.push(migration("20260102_000000", "twin", |s| {
                s.create_table("twin", |t| {
                    t.id();
                });
            }));
        });
        assert_eq!(
            states(&twice, &database).await,
            [
                State::Applied,
                State::Duplicate,
                State::Duplicate,
                State::Applied
            ]
        );
        let status = twice.status(&database.url).await.unwrap();
        let names: Vec<&str> = status.migrations[1..3]
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert!(
            names.contains(&"twin") && names.contains(&"create_posts"),
            "{names:?}"
        );
        let error = twice.up(&database.url).await.unwrap_err();
        assert!(matches!(error, Error::DuplicateVersion { .. }), "{error}");
    });
}

#[test]
fn a_late_migration_names_the_one_it_collides_with() {
    on_every_server(|database| async move {
        migrator(three()).up(&database.url).await.unwrap();
        let late = with(|recorded| {
            recorded.push(migration("20260102_120000", "index_names", |s| {
                s.add_index("users", ["email"]);
            }));
        });
        let error = late.up(&database.url).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "migration 20260102_120000 index_names came late: 20260103_000000 add_name is applied already, \
             and both touch table \"users\""
        );
    });
}

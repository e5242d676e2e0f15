use migration_core::plan::Direction;
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{DownTarget, Error, HalfDone, Migrator, Repair};

use crate::support::{Database, migration, migrator, on_every_server};

/// Three tables with SQL between them that no catalogue tells of.
fn opaque() -> Migrator {
    migrator(vec![migration("20260101_000000", "opaque", |s| {
        s.create_table("a", |t| {
            t.id();
        });
        s.create_table("b", |t| {
            t.id();
        });
        s.sql("TRUNCATE TABLE a").reverse("DO 0");
        s.create_table("c", |t| {
            t.id();
        });
    })])
}

/// The runner died in the statement that no catalogue tells of: the journal as it stands then.
async fn in_doubt(database: &Database) {
    let bad = migrator(vec![migration("20260101_000000", "opaque", |s| {
        s.create_table("a", |t| {
            t.id();
        });
        s.create_table("b", |t| {
            t.id();
        });
        s.sql("TRUNCATE TABLE a").reverse("DO 0");
        s.sql("INSERT INTO nowhere VALUES (1)").nothing_to_reverse();
    })]);
    bad.up(&database.url).await.unwrap_err();
    database
        .run("UPDATE migrate_ledger SET state = 'running', done = 2, mark = 'sent'")
        .await;
}

async fn found(database: &Database) -> HalfDone {
    let found = opaque().half_done(&database.url).await.unwrap();
    found.expect("a migration that is half done")
}

fn sql(found: &HalfDone, way: Repair) -> &[String] {
    let choice = found.choices.iter().find(|choice| choice.way == way);
    let choice = choice.unwrap();
    assert_eq!(choice.hindrance, None);
    &choice.sql
}

/// Only there statements commit by themselves and are not known.
fn is_meant(database: &Database) -> bool {
    database.dialect == DialectName::Mysql
}

#[test]
fn what_is_in_doubt_is_shown_with_each_way_on_and_its_sql() {
    on_every_server(|database| async move {
        assert_eq!(opaque().half_done(&database.url).await.unwrap(), None);
        if !is_meant(&database) {
            return;
        }
        in_doubt(&database).await;
        let error = opaque().up(&database.url).await.unwrap_err();
        assert!(matches!(error, Error::Interrupted { .. }), "{error}");
        let text = error.to_string();
        assert!(
            text.contains("no catalogue tells what it does: TRUNCATE TABLE a"),
            "{text}"
        );
        assert!(error.help().unwrap().contains("migrate repair --plan"));

        let found = found(&database).await;
        assert_eq!((found.done, found.statements), (2, 4));
        assert_eq!(found.direction, Direction::Up);
        assert_eq!(found.statement.as_deref(), Some("TRUNCATE TABLE a"));
        assert!(found.interrupted);
        assert_eq!(found.found, Some("it is not known whether it happened"));
        assert_eq!(sql(&found, Repair::Again)[0], "TRUNCATE TABLE a;");
        assert!(sql(&found, Repair::Continue)[0].starts_with("CREATE TABLE `c`"));
        assert_eq!(sql(&found, Repair::Continue).len(), 1);
        let back = sql(&found, Repair::RollBack);
        let drops: Vec<&String> = back.iter().filter(|sql| sql.starts_with("DROP")).collect();
        assert_eq!(drops, ["DROP TABLE `b`;", "DROP TABLE `a`;"]);
        assert!(sql(&found, Repair::MarkApplied).is_empty());
        assert!(sql(&found, Repair::MarkPending).is_empty());
    });
}

#[test]
fn each_way_does_what_it_says_and_is_recorded() {
    for way in Repair::ALL {
        on_every_server(|database| async move {
            if !is_meant(&database) {
                return;
            }
            in_doubt(&database).await;
            database.run("INSERT INTO a (id) VALUES (5)").await;
            let migrator = opaque();
            let ran = migrator.repair(&database.url, way).await.unwrap().ran;
            let rows = match database.has_table("a").await {
                true => database.value("SELECT count(*) FROM a").await,
                false => None,
            };
            let tables = [database.has_table("b").await, database.has_table("c").await];
            let applied = database
                .value("SELECT state FROM migrate_ledger")
                .await
                .unwrap_or_default();
            let (left, expected) = (
                (ran.len(), rows.as_deref(), tables, applied.as_str()),
                match way {
                    Repair::Continue => (1, Some("1"), [true, true], "applied"),
                    Repair::Again => (1, Some("0"), [true, true], "applied"),
                    Repair::RollBack => (1, None, [false, false], ""),
                    Repair::MarkApplied => (0, Some("1"), [true, false], "applied"),
                    Repair::MarkPending => (0, Some("1"), [true, false], ""),
                },
            );
            assert_eq!(left, expected, "{way:?}");
            let is_applied = applied == "applied";
            assert_eq!(
                migrator.check(&database.url).await.unwrap().is_ready(),
                is_applied,
                "{way:?}"
            );
            let history = migrator.history(&database.url).await.unwrap();
            let repair = history.iter().find(|event| event.kind == "repair").unwrap();
            let detail = repair.detail.as_deref().unwrap();
            assert_eq!(
                detail,
                format!("{} behind statement 2: TRUNCATE TABLE a", way.as_str())
            );
            assert_eq!(migrator.half_done(&database.url).await.unwrap(), None);
        });
    }
}

#[test]
fn a_failed_migration_is_rolled_back_to_what_was_there_before() {
    on_every_server(|database| async move {
        if !is_meant(&database) {
            return;
        }
        let broken = || {
            migrator(vec![
                migration("20260101_000000", "users", |s| {
                    s.create_table("users", |t| {
                        t.id();
                        t.column(varchar("name", 20));
                    });
                }),
                migration("20260102_000000", "more", |s| {
                    s.add_column("users", int("age").default(1));
                    s.create_table("a", |t| {
                        t.id();
                    });
                    s.sql("INSERT INTO nowhere VALUES (1)").nothing_to_reverse();
                }),
            ])
        };
        broken().up(&database.url).await.unwrap_err();
        // On its way down it is not simply half applied: `down` says so, and what to do.
        let error = broken()
            .down(&database.url, DownTarget::Steps(1))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::OtherWay { .. }), "{error}");
        assert!(error.help().unwrap().contains("migrate repair --roll-back"));
        assert!(database.has_table("a").await);
        broken()
            .repair(&database.url, Repair::RollBack)
            .await
            .unwrap();
        assert!(!database.has_table("a").await);
        let column = "SELECT count(*) FROM information_schema.columns \
                      WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'age'";
        assert_eq!(database.value(column).await.as_deref(), Some("0"));
        let applied = "SELECT applied FROM migrate_head";
        assert_eq!(database.value(applied).await.as_deref(), Some("1"));
    });
}

#[test]
fn a_roll_back_that_fails_goes_on_where_it_stopped() {
    on_every_server(|database| async move {
        if !is_meant(&database) {
            return;
        }
        let broken = || {
            migrator(vec![migration("20260101_000000", "two", |s| {
                s.create_table("a", |t| {
                    t.id();
                });
                s.create_table("b", |t| {
                    t.id();
                });
                s.sql("INSERT INTO nowhere VALUES (1)").nothing_to_reverse();
            })])
        };
        broken().up(&database.url).await.unwrap_err();
        // Something refers to the table that goes last.
        database
            .run("CREATE TABLE other (a_id BIGINT, FOREIGN KEY (a_id) REFERENCES a (id))")
            .await;
        let error = broken()
            .repair(&database.url, Repair::RollBack)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Failed(_)), "{error}");
        assert!(!database.has_table("b").await && database.has_table("a").await);
        database.run("DROP TABLE other").await;
        let ran = broken()
            .down(&database.url, DownTarget::Steps(1))
            .await
            .unwrap()
            .ran;
        assert_eq!(ran.len(), 1);
        assert!(!database.has_table("a").await);
        assert!(
            broken()
                .status(&database.url)
                .await
                .unwrap()
                .current
                .is_none()
        );
    });
}

#[test]
fn what_cannot_be_undone_is_said_instead_of_tried() {
    on_every_server(|database| async move {
        if !is_meant(&database) {
            return;
        }
        let lossy = migrator(vec![
            migration("20260101_000000", "users", |s| {
                s.create_table("users", |t| {
                    t.id();
                    t.column(varchar("name", 20));
                });
            }),
            migration("20260102_000000", "lossy", |s| {
                s.sql("DELETE FROM users");
                s.sql("INSERT INTO nowhere VALUES (1)");
            }),
        ]);
        lossy.up(&database.url).await.unwrap_err();
        let found = lossy.half_done(&database.url).await.unwrap().unwrap();
        let back = found
            .choices
            .iter()
            .find(|choice| choice.way == Repair::RollBack)
            .unwrap();
        assert!(back.hindrance.is_some(), "{back:?}");
        let error = lossy
            .repair(&database.url, Repair::RollBack)
            .await
            .unwrap_err();
        assert!(
            error.to_string().starts_with("it cannot be rolled back"),
            "{error}"
        );
    });
}

#[test]
fn who_chose_where_to_go_on_is_not_asked_again() {
    on_every_server(|database| async move {
        if !is_meant(&database) {
            return;
        }
        in_doubt(&database).await;
        let other = migrator(vec![migration("20260101_000000", "opaque", |s| {
            s.create_table("a", |t| {
                t.id();
                t.column(int("n"));
            });
            s.create_table("b", |t| {
                t.id();
            });
            s.create_table("c", |t| {
                t.id();
            });
        })]);
        let error = other.up(&database.url).await.unwrap_err();
        assert!(
            error
                .to_string()
                .contains("are not those of the migration any more"),
            "{error}"
        );
        let ran = other
            .repair(&database.url, Repair::Again)
            .await
            .unwrap()
            .ran;
        assert_eq!(ran.len(), 1);
        assert!(database.has_table("c").await);
        assert!(other.check(&database.url).await.unwrap().is_ready());
    });
}

#[test]
fn where_nothing_is_half_done_nothing_is_repaired() {
    on_every_server(|database| async move {
        let migrator = migrator(crate::support::three());
        migrator.up(&database.url).await.unwrap();
        for way in Repair::ALL {
            let error = migrator.repair(&database.url, way).await.unwrap_err();
            assert_eq!(error.to_string(), "no migration is half done");
        }
        assert!(migrator.check(&database.url).await.unwrap().is_ready());
    });
}

use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{DownTarget, Error, TransactionMode};

use crate::support::{migration, migrator, on_every_server};

fn half_bad(sql: &'static str) -> migration_core::Migrator {
    migrator(vec![migration("20260101_000000", "half", |s| {
        s.create_table("a", |t| {
            t.id();
        });
        s.create_table("b", |t| {
            t.id();
        });
        s.sql(sql).nothing_to_reverse();
        s.create_table("c", |t| {
            t.id();
        });
    })])
}

#[test]
fn a_failure_says_where_and_leaves_what_it_says() {
    on_every_server(|database| async move {
        let bad = half_bad("INSERT INTO nowhere VALUES (1)");
        let error = bad.up(&database.url).await.unwrap_err();
        let Error::Failed(failure) = &error else {
            panic!("{error}")
        };
        assert_eq!((failure.statement, failure.statements), (3, 4));
        assert_eq!(
            failure.sql.as_deref(),
            Some("INSERT INTO nowhere VALUES (1)")
        );
        let kept = database.dialect == DialectName::Mysql;
        assert_eq!(failure.undone, !kept);
        assert_eq!(database.has_table("a").await, kept, "{}", failure.state());
        assert_eq!(bad.history(&database.url).await.unwrap()[0].kind, "failed");
        assert!(!bad.check(&database.url).await.unwrap().is_ready());

        // The mended migration goes on where the other stopped, or begins again.
        let good = half_bad("INSERT INTO b (id) VALUES (7)");
        good.up(&database.url).await.unwrap();
        assert!(good.check(&database.url).await.unwrap().is_ready());
        assert_eq!(
            database.value("SELECT id FROM b").await.as_deref(),
            Some("7")
        );
        assert!(database.has_table("c").await);
        assert_eq!(
            good.down(&database.url, DownTarget::All)
                .await
                .unwrap()
                .ran
                .len(),
            1
        );
        for table in ["a", "b", "c"] {
            assert!(!database.has_table(table).await);
        }
    });
}

#[test]
fn what_took_effect_may_not_change_before_the_rest_runs() {
    on_every_server(|database| async move {
        if database.dialect != DialectName::Mysql {
            return;
        }
        half_bad("INSERT INTO nowhere VALUES (1)")
            .up(&database.url)
            .await
            .unwrap_err();
        let other = migrator(vec![migration("20260101_000000", "half", |s| {
            s.create_table("another", |t| {
                t.id();
            });
            s.create_table("b", |t| {
                t.id();
            });
        })]);
        let error = other.up(&database.url).await.unwrap_err();
        assert!(matches!(error, Error::Interrupted { .. }), "{error}");
        assert!(!database.has_table("another").await);
    });
}

#[test]
fn an_interrupted_statement_is_never_guessed_about() {
    on_every_server(|database| async move {
        if database.dialect != DialectName::Mysql {
            return;
        }
        let good = half_bad("INSERT INTO b (id) VALUES (7)");
        half_bad("INSERT INTO nowhere VALUES (1)")
            .up(&database.url)
            .await
            .unwrap_err();
        // The runner died while the INSERT ran: that shares a transaction with its line in the journal.
        database
            .run("UPDATE migrate_ledger SET state = 'running'")
            .await;
        good.up(&database.url).await.unwrap();
        good.down(&database.url, DownTarget::All).await.unwrap();
        half_bad("INSERT INTO nowhere VALUES (1)")
            .up(&database.url)
            .await
            .unwrap_err();
        // The runner died while the second CREATE TABLE ran, and what was there before it was
        // not recorded: as in a ledger of an older version.
        database
            .run("UPDATE migrate_ledger SET state = 'running', done = 1, mark = 'sent'")
            .await;
        let error = good.up(&database.url).await.unwrap_err();
        let Error::Interrupted { done, doubtful, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!(*done, 1);
        assert!(doubtful.contains("CREATE TABLE `b`"), "{doubtful}");
        database
            .run("INSERT INTO b (id) VALUES (7); CREATE TABLE c (id BIGINT PRIMARY KEY)")
            .await;
        let version = "20260101_000000".parse().unwrap();
        assert_eq!(
            good.stamp(&database.url, version).await.unwrap().ran.len(),
            1
        );
        assert!(good.check(&database.url).await.unwrap().is_ready());
    });
}

/// An index that PostgreSQL builds outside transactions, and a slow statement inside one.
fn concurrent_then(sql: &'static str) -> migration_core::Migrator {
    let mut recorded = crate::support::three();
    recorded.push(migration("20260104_000000", "index_and_table", |s| {
        s.add_index("users", index(["name"]).concurrently());
        s.sql(sql).reverse("DROP TABLE c");
        s.add_index(
            "users",
            index(["email", "name"]).name("both").concurrently(),
        );
    }));
    migrator(recorded)
}

#[test]
fn a_runner_killed_inside_a_transactional_step_leaves_no_doubt() {
    on_every_server(|database| async move {
        if database.dialect != DialectName::Postgres {
            return;
        }
        let slow = || concurrent_then("CREATE TABLE c AS SELECT 1 AS id FROM pg_sleep(2)");
        let url = database.url.clone();
        let runner = tokio::spawn(async move { slow().up(&url).await });
        let running = "SELECT count(*) FROM pg_stat_activity \
                       WHERE state = 'active' AND query LIKE 'CREATE TABLE c %' \
                       AND datname = current_database()";
        while !runner.is_finished() && database.value(running).await.as_deref() != Some("1") {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        // Its connections end with it, in the middle of the statement.
        runner.abort();
        assert!(runner.await.unwrap_err().is_cancelled());
        let journal =
            "SELECT done FROM migrate_ledger WHERE version = 20260104000000 AND state = 'running'";
        // The line of the last statement outside transactions; that of the table is in its own.
        assert_eq!(database.value(journal).await.as_deref(), Some("2"));
        assert_eq!(slow().up(&database.url).await.unwrap().ran.len(), 1);
        assert!(slow().check(&database.url).await.unwrap().is_ready());
        assert!(database.has_table("c").await);

        // Where nothing was recorded of a statement outside transactions, it is in doubt: the last
        // one, behind three for the first index, the table, and two for the second.
        database
            .run(
                "UPDATE migrate_ledger SET state = 'running', done = 6, mark = 'sent' WHERE version = 20260104000000",
            )
            .await;
        let error = slow()
            .down(&database.url, DownTarget::Steps(1))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::OtherWay { .. }), "{error}");
        let error = slow().up(&database.url).await.unwrap_err();
        let Error::Interrupted { done, doubtful, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!(*done, 6);
        assert!(doubtful.contains("CONCURRENTLY \"both\""), "{doubtful}");
    });
}

#[test]
fn one_transaction_for_all_is_refused_while_a_migration_is_half_done() {
    on_every_server(|database| async move {
        if database.dialect != DialectName::Postgres {
            return;
        }
        concurrent_then("CREATE TABLE c AS SELECT 1 / 0 AS id")
            .up(&database.url)
            .await
            .unwrap_err();
        let good = concurrent_then("CREATE TABLE c AS SELECT 1 AS id");
        let error = good
            .clone()
            .transaction(TransactionMode::All)
            .up(&database.url)
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "migration 20260104_000000 index_and_table is half done, so one transaction cannot hold all of it"
        );
        assert!(
            error
                .help()
                .unwrap()
                .contains("without `--transaction all`")
        );
        assert_eq!(good.up(&database.url).await.unwrap().ran.len(), 1);
    });
}

#[test]
fn an_index_that_could_not_be_built_leaves_none_behind() {
    on_every_server(|database| async move {
        if database.dialect != DialectName::Postgres {
            return;
        }
        let registry = || {
            let mut recorded = crate::support::three();
            recorded.push(migration("20260104_000000", "one_name", |s| {
                s.add_index("users", index(["name"]).unique().concurrently());
            }));
            migrator(recorded)
        };
        migrator(crate::support::three())
            .up(&database.url)
            .await
            .unwrap();
        database
            .run("INSERT INTO users (email, name) VALUES ('a', 'one'), ('b', 'one')")
            .await;
        let error = registry().up(&database.url).await.unwrap_err();
        assert!(
            error.to_string().contains("could not create unique index"),
            "{error}"
        );
        let invalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
        assert_eq!(database.value(invalid).await.as_deref(), Some("0"));
        database.run("DELETE FROM users WHERE email = 'b'").await;
        assert_eq!(registry().up(&database.url).await.unwrap().ran.len(), 1);
        assert_eq!(database.value(invalid).await.as_deref(), Some("0"));
    });
}

#[test]
fn an_index_that_is_built_again_takes_the_place_of_a_broken_one() {
    on_every_server(|database| async move {
        if database.dialect != DialectName::Postgres {
            return;
        }
        let registry = || {
            let mut recorded = crate::support::three();
            recorded.push(migration("20260104_000000", "one_name", |s| {
                s.add_index("users", index(["name"]).name("one").unique().concurrently());
            }));
            migrator(recorded)
        };
        migrator(crate::support::three())
            .up(&database.url)
            .await
            .unwrap();
        database
            .run("INSERT INTO users (email, name) VALUES ('a', 'one'), ('b', 'one')")
            .await;
        registry().up(&database.url).await.unwrap_err();
        // The runner could not take it away, or somebody tried by hand.
        let mut connection = database.connect().await;
        let sql = "CREATE UNIQUE INDEX CONCURRENTLY one ON users (name)";
        connection.execute(sql).await.unwrap_err();
        connection.close().await;
        database.run("DELETE FROM users WHERE email = 'b'").await;
        assert_eq!(registry().up(&database.url).await.unwrap().ran.len(), 1);
        let invalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
        assert_eq!(database.value(invalid).await.as_deref(), Some("0"));
    });
}

#[data_migration]
async fn panics(db: &mut dyn DataConnection) -> Result<(), DataError> {
    db.execute("INSERT INTO a (id) VALUES (1)").await?;
    panic!("oh no")
}

#[test]
fn data_code_that_panics_is_an_error_and_its_rows_are_rolled_back() {
    on_every_server(|database| async move {
        let first = || {
            migration("20260101_000000", "create_a", |s| {
                s.create_table("a", |t| {
                    t.id();
                });
            })
        };
        let bad = migrator(vec![
            first(),
            migration("20260102_000000", "bad", |s| {
                s.data(panics).nothing_to_reverse()
            }),
        ]);
        let error = bad.up(&database.url).await.unwrap_err();
        assert!(
            error.to_string().ends_with("the data code panicked: oh no"),
            "{error}"
        );
        let Error::Failed(failure) = &error else {
            panic!("{error}")
        };
        assert_eq!(failure.ran.len(), 1, "the one before it stays applied");
        assert_eq!(
            database.value("SELECT count(*) FROM a").await.as_deref(),
            Some("0")
        );
        assert_eq!(
            migrator(vec![first()])
                .status(&database.url)
                .await
                .unwrap()
                .migrations
                .len(),
            1
        );
    });
}

#[test]
fn a_row_left_without_its_parent_stops_a_migration_that_rebuilds_a_table() {
    on_every_server(|database| async move {
        migrator(crate::support::three()[..2].to_vec())
            .up(&database.url)
            .await
            .unwrap();
        database
            .run("INSERT INTO users (email) VALUES ('a@b'); INSERT INTO posts (author_id) VALUES (1)")
            .await;
        let mut recorded = crate::support::three();
        recorded.truncate(2);
        recorded.push(migration("20260103_000000", "delete", |s| {
            s.alter_column("users", "email", |c| {
                c.set_type(types::varchar(300));
            });
            s.sql("DELETE FROM users").nothing_to_reverse();
        }));
        let outcome = migrator(recorded).up(&database.url).await;
        let posts = database.value("SELECT count(*) FROM posts").await;
        if database.dialect == DialectName::Sqlite {
            // Foreign keys are off here, so nothing cascades, and that may not pass unseen.
            let error = outcome.unwrap_err().to_string();
            assert!(
                error.contains("a row is left without the one it refers to"),
                "{error}"
            );
            assert_eq!(posts.as_deref(), Some("1"));
        } else {
            outcome.unwrap();
            assert_eq!(posts.as_deref(), Some("0"));
        }
    });
}

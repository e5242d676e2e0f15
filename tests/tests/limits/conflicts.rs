use std::time::{Duration, Instant};

use migration_core::Event;
use migration_core::migration::Limits;
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_tests::live::Live;

use crate::support::{
    Watched, add_name, events_of_kind, has_column, holder, migration, on, on_every_server, short,
    url, users,
};

#[test]
fn a_lock_that_is_not_given_back_is_given_up_and_its_holder_named() {
    on_every_server(|database| async move {
        Watched::new(vec![users()], short())
            .migrator
            .up(&url(&database))
            .await
            .unwrap();
        let (mut other, session) = holder(&database).await;
        let watched = Watched::new(vec![users(), add_name()], short());
        let start = Instant::now();
        let (failure, help) = watched.failure(&database).await;
        assert!(start.elapsed() < Duration::from_secs(90));
        let conflict = failure.conflict.expect("what was in the way");
        assert!(conflict.attempts >= 2, "{conflict:?}");
        assert_eq!(watched.retries(), conflict.attempts as usize - 1);
        assert!(help.contains("--lock-wait"), "{help}");
        match &session {
            None => {
                assert!(conflict.blockers.is_empty());
                assert!(help.contains("SQLite does not tell which"), "{help}");
            }
            Some(session) => {
                let blocker = conflict.blockers.first().expect("a blocker");
                assert_eq!(&blocker.session, session, "{conflict:?}");
                assert!(blocker.open_for.is_some(), "{blocker}");
                assert!(help.contains(session.as_str()), "{help}");
                assert!(watched.count(|event| matches!(event, Event::Blocked { .. })) >= 1);
                assert!(!format!("{conflict:?}").contains("geheim"), "{conflict:?}");
            }
        }
        if database.dialect == DialectName::Postgres {
            let query = conflict.blockers[0].query.as_deref();
            assert_eq!(query, Some("SELECT count(*) FROM users WHERE email <> '…'"));
            assert!(help.contains("pg_terminate_backend"), "{help}");
        }
        // However often it was tried, it failed once, and nothing of it remains.
        // What keeps SQLite's commit waiting keeps its event log waiting too.
        let logged = if session.is_some() { "1" } else { "0" };
        assert_eq!(
            events_of_kind(&database, "failed").await.as_deref(),
            Some(logged)
        );
        assert!(!has_column(&database, "name").await);
        other.ok("ROLLBACK").await;
        watched.migrator.up(&url(&database)).await.unwrap();
        assert!(has_column(&database, "name").await);
    });
}

#[test]
fn a_lock_that_is_given_back_in_time_lets_the_migration_through() {
    on_every_server(|database| async move {
        let first = Watched::new(vec![users()], short());
        first.migrator.up(&url(&database)).await.unwrap();
        let (mut other, _) = holder(&database).await;
        let limits = short().retry_for(Duration::from_secs(60));
        let watched = Watched::new(vec![users(), add_name()], limits);
        let source = url(&database);
        let release = async {
            while watched.retries() == 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            other.ok("ROLLBACK").await;
        };
        let both = async { tokio::join!(watched.migrator.up(&source), release) };
        let both = tokio::time::timeout(Duration::from_secs(60), both).await;
        let (report, ()) = both.expect("an end");
        assert_eq!(report.unwrap().ran.len(), 1);
        assert!(has_column(&database, "name").await);
        assert_eq!(events_of_kind(&database, "up").await.as_deref(), Some("2"));
        assert_eq!(
            events_of_kind(&database, "failed").await.as_deref(),
            Some("0")
        );
    });
}

#[test]
fn without_time_for_it_nothing_is_tried_again() {
    on_every_server(|database| async move {
        let first = Watched::new(vec![users()], short());
        first.migrator.up(&url(&database)).await.unwrap();
        let (_other, _) = holder(&database).await;
        let limits = short().retry_for(Duration::ZERO);
        let watched = Watched::new(vec![users(), add_name()], limits);
        let (failure, _) = watched.failure(&database).await;
        assert_eq!(failure.conflict.map(|conflict| conflict.attempts), Some(1));
        assert_eq!(watched.retries(), 0);
    });
}

/// A sleep that is ended is no error on MySQL.
const ENDLESS: &str = "SELECT count(*) FROM information_schema.columns a, information_schema.columns b, \
    information_schema.columns c WHERE a.ordinal_position + b.ordinal_position + c.ordinal_position < 0";

#[test]
fn what_ran_into_its_time_limit_is_not_tried_again() {
    for (dialect, sleep, codes) in [
        (DialectName::Postgres, "SELECT pg_sleep(200)", ["57014", ""]),
        // MariaDB and MySQL each have a number of their own for it.
        (DialectName::Mysql, ENDLESS, ["1969", "3024"]),
    ] {
        on(dialect, &|database| async move {
            let slow = migration("20260101_000000", "slow", |s| {
                s.sql(sleep).nothing_to_reverse();
            });
            let limits = Limits::new().statement_timeout(Duration::from_millis(400));
            let watched = Watched::new(vec![slow], limits);
            let start = Instant::now();
            let (failure, help) = watched.failure(&database).await;
            assert!(start.elapsed() < Duration::from_secs(90));
            let cause = failure.cause;
            assert!(
                codes
                    .iter()
                    .any(|code| !code.is_empty() && cause.contains(code)),
                "{cause}"
            );
            assert!(failure.conflict.is_none());
            assert!(help.contains("--statement-timeout"), "{help}");
            assert_eq!(watched.retries(), 0);
        });
    }
}

#[test]
fn what_has_taken_effect_is_not_done_again() {
    on(DialectName::Mysql, &|database| async move {
        let first = Watched::new(vec![users()], short());
        first.migrator.up(&url(&database)).await.unwrap();
        let (_other, _) = holder(&database).await;
        let two = migration("20260102_000000", "two", |s| {
            s.sql("CREATE TABLE made (id INT); ALTER TABLE users ADD COLUMN name INT")
                .nothing_to_reverse();
        });
        let watched = Watched::new(vec![users(), two], short());
        let (failure, _) = watched.failure(&database).await;
        // A second CREATE TABLE would fail for another reason.
        assert_eq!(failure.statement, 2);
        assert!(
            failure
                .conflict
                .is_some_and(|conflict| conflict.attempts > 1)
        );
        let mut live = Live::connect(&database).await;
        live.ok("SELECT * FROM made").await;
    });
}

#[test]
fn a_concurrent_index_is_begun_again_without_what_the_first_attempt_left() {
    on(DialectName::Postgres, &|database| async move {
        let first = Watched::new(vec![users()], short());
        first.migrator.up(&url(&database)).await.unwrap();
        // An old snapshot keeps the last phase waiting.
        let mut other = Live::connect(&database).await;
        other.ok("BEGIN ISOLATION LEVEL REPEATABLE READ").await;
        other.ok("SELECT count(*) FROM users").await;
        other.ok("SELECT 1").await;
        let concurrent = migration("20260102_000000", "concurrent", |s| {
            s.add_index("users", index(["email"]).concurrently());
        });
        let limits = short().retry_for(Duration::from_secs(60));
        let concurrent = crate::support::with_limits(concurrent, limits);
        let watched = Watched::new(vec![users(), concurrent], Limits::new());
        let source = url(&database);
        let release = async {
            while watched.retries() == 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            other.ok("ROLLBACK").await;
        };
        let both = async { tokio::join!(watched.migrator.up(&source), release) };
        let both = tokio::time::timeout(Duration::from_secs(60), both).await;
        let (report, ()) = both.expect("an end");
        report.unwrap();
        let mut live = Live::connect(&database).await;
        let valid = "SELECT string_agg(indisvalid::text, ',') FROM pg_index WHERE indrelid = 'users'::regclass";
        assert_eq!(live.value(valid).await.as_deref(), Some("true,true"));
    });
}

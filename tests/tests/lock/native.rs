use std::time::{Duration, Instant};

use migration_core::Error;
use migration_core::driver::DatabaseUrl;
use migration_tests::live::Live;
use migration_tests::server;

use crate::runner::{block_on, migrator, value};

/// MariaDB does not wait where the time-out is negative, and says NULL: nobody may take that for
/// a lock.
#[test]
fn a_negative_time_out_is_no_lock_on_mariadb() {
    let Some(database) = server::mysql() else {
        return;
    };
    if !value(&database, "SELECT VERSION()").contains("MariaDB") {
        return;
    }
    block_on(async {
        let mut first = Live::connect(&database).await;
        let mut second = Live::connect(&database).await;
        let name = format!("'lock_test_{}'", database.name);
        let taken = first.value(&format!("SELECT GET_LOCK({name}, 0)")).await;
        assert_eq!(taken.as_deref(), Some("1"));
        let start = Instant::now();
        let answer = second.value(&format!("SELECT GET_LOCK({name}, -1)")).await;
        assert_eq!(answer, None);
        assert!(start.elapsed() < Duration::from_secs(5));
    });
}

/// A statement of a client that died, or a runner of a version that had no lease, has the
/// server's own lock: it is waited for, and it is said who has it.
#[test]
fn the_servers_own_lock_is_waited_for_behind_the_lease() {
    for database in [server::postgres(), server::mysql()].into_iter().flatten() {
        let url = DatabaseUrl::parse(&database.url).unwrap();
        block_on(async {
            let mut other = Live::connect(&database).await;
            let (take, give) = match database.dialect {
                migration_core::schema::DialectName::Postgres => (
                    "SELECT pg_advisory_lock(30796665482998885)",
                    "SELECT pg_advisory_unlock_all()",
                ),
                _ => (
                    "SELECT GET_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)), 5)",
                    "SELECT RELEASE_ALL_LOCKS()",
                ),
            };
            other.ok(take).await;
            let second = migrator(Duration::from_secs(15)).lock_timeout(Duration::from_millis(400));
            let error = second.up(&url).await.unwrap_err();
            let Error::LockBusy { holder, .. } = &error else {
                panic!("{error}")
            };
            let holder = holder.as_ref().expect("a holder");
            assert!(
                holder.backend.is_some() && holder.process.is_none(),
                "{holder}"
            );
            other.ok(give).await;
            assert_eq!(second.up(&url).await.unwrap().ran.len(), 3);
        });
        assert_eq!(value(&database, "SELECT held FROM migrate_head"), "0");
    }
}

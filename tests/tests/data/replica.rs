//! Batches wait for a replica that is behind: a real standby of a PostgreSQL server of its own.

use std::time::Duration;

use migration_core::driver::{Access, Connection, DatabaseUrl, Source as _};
use migration_core::schema::DialectName;
use migration_core::{DataOptions, Event};
use migration_tests::server::{self, OwnServer};

use crate::control::until;
use crate::support::{Database, Told, count, counters, migrator};

const MOST: Duration = Duration::from_millis(300);

async fn connect(url: &str) -> Connection {
    let url = DatabaseUrl::parse(url).unwrap();
    url.open(Access::Write).await.unwrap().unwrap()
}

/// The tests' own judge: how far the primary says that the standby is behind.
async fn lag(primary: &mut Connection) -> Option<i64> {
    let sql =
        "SELECT (extract(epoch FROM max(replay_lag)) * 1000)::bigint FROM pg_stat_replication";
    primary.value(sql).await.unwrap()?.parse().ok()
}

async fn waits_for(database: Database, standby: &str, options: DataOptions) {
    let mut replica = connect(standby).await;
    let mut primary = connect(&database.raw).await;
    migrator(vec![counters()]).up(&database.url).await.unwrap();
    database.count_up_to(100).await;
    let here = primary.value("SELECT pg_current_wal_lsn()").await.unwrap();
    let follows = format!(
        "SELECT CASE WHEN pg_last_wal_replay_lsn() >= '{}' THEN 1 ELSE 0 END",
        here.unwrap()
    );
    until("the standby follows", async || {
        replica.value(&follows).await.unwrap().as_deref() == Some("1")
    })
    .await;
    replica
        .execute("SELECT pg_wal_replay_pause()")
        .await
        .unwrap();
    until("the standby is behind", async || {
        // It tells something only where there is something to be replayed.
        primary
            .execute("UPDATE counters SET note = 'new' WHERE id = 1")
            .await
            .unwrap();
        let own = "SELECT (extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint";
        let own: i64 = replica.value(own).await.unwrap().unwrap().parse().unwrap();
        let known = lag(&mut primary).await;
        let privileged = options.replicas.is_empty();
        own > 600 && (!privileged || known.is_some_and(|lag| lag > 600))
    })
    .await;
    let told = Told::default();
    let migrator = told.listen(migrator(vec![counters(), count(5)]).data(options));
    let url = database.url.clone();
    let run = tokio::spawn(async move { migrator.up(&url).await });
    let is_waiting = |event: &Event| matches!(event, Event::DataWaiting { reason, .. } if reason == "a replica is more than 300 ms behind");
    until("it waits", async || told.all().iter().any(is_waiting)).await;
    let so_far = told.batches().len();
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(told.batches().len(), so_far, "it went on");
    assert!(!run.is_finished());
    assert!(so_far < 20, "{so_far}");
    replica
        .execute("SELECT pg_wal_replay_resume()")
        .await
        .unwrap();
    run.await.unwrap().unwrap();
    assert_eq!(database.counts().await, [(1, 100)]);
}

#[test]
fn batches_wait_for_a_standby_that_is_behind() {
    // Where there is no server to be tested, its programs are not there either.
    let Some(asked) = server::postgres() else {
        return;
    };
    drop(asked);
    let primary = OwnServer::start(DialectName::Postgres, &[]).unwrap();
    let standby = primary.standby().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for replicas in [vec![], vec![standby.url()]] {
        let database = primary.database();
        let url = match replicas.is_empty() {
            true => database.url.clone(),
            // One that may not see what the primary knows of its standbys.
            false => {
                let mut live = runtime.block_on(migration_tests::live::Live::connect(&database));
                let sql = format!(
                    "CREATE ROLE walker LOGIN; ALTER DATABASE {} OWNER TO walker; ALTER SCHEMA public OWNER TO walker",
                    database.name
                );
                runtime.block_on(live.ok(&sql));
                database.url.replace("postgres@", "walker@")
            }
        };
        let options = DataOptions {
            max_lag: Some(MOST),
            replicas: replicas
                .iter()
                .map(|url| DatabaseUrl::parse(url).unwrap())
                .collect(),
            ..DataOptions::default()
        };
        let of = Database::on_postgres(&url);
        println!("replicas that are asked: {}", replicas.len());
        runtime.block_on(waits_for(of, standby.url(), options));
    }
}

//! A cluster of three nodes, each with runners of its own. `tests/servers/galera` starts one.

use std::time::{Duration, Instant};

use migration_core::driver::{Access, DatabaseUrl, Source as _, admin};

use crate::runner::{Runner, block_on, migrator, ran};

/// A database of this name on each node; none where there is no cluster.
fn nodes(name: &str) -> Vec<DatabaseUrl> {
    let Ok(urls) = std::env::var("TEST_GALERA_URLS") else {
        println!("SKIPPED: no cluster; `tests/servers/galera` starts one and runs a command on it");
        return Vec::new();
    };
    let nodes: Vec<DatabaseUrl> = urls
        .split(',')
        .map(|url| DatabaseUrl::parse(url).unwrap().with_database(name))
        .collect();
    assert_eq!(nodes.len(), 3);
    block_on(async {
        admin::drop(&nodes[0]).await.unwrap();
        // What one node does is there on the others a moment later.
        for node in &nodes {
            while admin::exists(node).await.unwrap() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        admin::create(&nodes[0]).await.unwrap();
        for node in &nodes {
            while !admin::exists(node).await.unwrap() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    });
    nodes
}

fn value(node: &DatabaseUrl, sql: &str) -> String {
    block_on(async {
        let mut connection = node.open(Access::Read).await.unwrap().unwrap();
        connection
            .execute("SET SESSION wsrep_sync_wait = 1")
            .await
            .unwrap();
        let value = connection.value(sql).await.unwrap();
        connection.close().await;
        value.unwrap_or_default()
    })
}

#[test]
fn runners_on_three_nodes_of_a_cluster_apply_each_migration_once() {
    let rounds: usize = std::env::var("LOCK_ROUNDS").map_or(3, |rounds| rounds.parse().unwrap());
    let start = Instant::now();
    for round in 0..rounds {
        let nodes = nodes("lock_race");
        if nodes.is_empty() {
            return;
        }
        let runners: Vec<Runner> = (0..16)
            .map(|i| Runner::signalled(&nodes[i % 3].to_string(), Duration::from_secs(15), "", ""))
            .collect();
        let said: Vec<String> = runners.into_iter().map(Runner::end).collect();
        let applied: usize = said.iter().map(|said| ran(said)).sum();
        assert_eq!(applied, 3, "round {round}: {said:?}");
        for node in &nodes {
            assert_eq!(value(node, "SELECT count(*) FROM migrate_events"), "3");
            assert_eq!(value(node, "SELECT count(*) FROM users"), "2");
        }
    }
    println!(
        "Galera: 16 runners on 3 nodes x {rounds} rounds, each migration applied once, {:.1} s",
        start.elapsed().as_secs_f64()
    );
}

#[test]
fn a_runner_stopped_on_one_node_is_taken_over_on_another() {
    let nodes = nodes("lock_stop");
    if nodes.is_empty() {
        return;
    }
    let lease = Duration::from_millis(1200);
    let first = Runner::signalled(&nodes[0].to_string(), lease, "create_posts", "STOP");
    first.wait_until_stopped();
    let start = Instant::now();
    let report = block_on(migrator(lease).up(&nodes[1])).unwrap();
    assert_eq!(report.ran.len(), 1);
    assert!(start.elapsed() >= lease);
    first.signal("CONT");
    let said = first.end();
    assert!(said.starts_with("error lock_lost"), "{said}");
    assert_eq!(value(&nodes[2], "SELECT count(*) FROM migrate_events"), "3");
}

/// A node that was cut off from the others takes no changes, and may not even be read.
#[test]
fn a_node_without_the_majority_is_refused_before_anything_is_written() {
    let nodes = nodes("lock_alone");
    if nodes.is_empty() {
        return;
    }
    let isolate = |on: u8| {
        block_on(async {
            let mut connection = nodes[2].open(Access::Read).await.unwrap().unwrap();
            let sql = format!("SET GLOBAL wsrep_provider_options = 'gmcast.isolate={on}'");
            connection.execute(&sql).await.unwrap();
            let status = "SHOW GLOBAL STATUS LIKE 'wsrep_ready'";
            loop {
                let rows = connection.query(status).await.unwrap();
                let ready = rows[0][1].as_deref() == Some("ON");
                if ready == (on == 0) {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            connection.close().await;
        });
    };
    isolate(1);
    let migrator = migrator(Duration::from_secs(15));
    let refused = block_on(migrator.up(&nodes[2]));
    let health = block_on(migrator.health(&nodes[2]));
    isolate(0);
    let error = refused.unwrap_err();
    assert_eq!(error.code(), "unfit", "{error}");
    assert!(
        error.to_string().contains("takes no changes (non-Primary)"),
        "{error}"
    );
    let writable = health.checks.iter().find(|check| check.name == "writable");
    assert!(
        writable.is_some_and(|check| error.to_string().contains(&check.found)),
        "{health:?}"
    );
    assert_eq!(block_on(migrator.up(&nodes[2])).unwrap().ran.len(), 3);
    assert_eq!(value(&nodes[0], "SELECT count(*) FROM migrate_events"), "3");
}

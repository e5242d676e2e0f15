use std::time::Duration;

use migration_core::driver::DatabaseUrl;
use migration_tests::server;

use crate::runner::{block_on, migrator, value};

#[test]
fn a_ledger_of_before_the_lock_had_a_row_gets_one_in_place() {
    for database in server::all() {
        let url = DatabaseUrl::parse(&database.url).unwrap();
        let lease = Duration::from_secs(5);
        assert_eq!(block_on(migrator(lease).up(&url)).unwrap().ran.len(), 3);
        block_on(async {
            let mut connection = migration_tests::framework::connection(&database).await;
            for column in [
                "token", "beat", "held", "owner", "pid", "home", "backend", "since", "step", "ttl",
            ] {
                let sql = format!("ALTER TABLE migrate_head DROP COLUMN {column}");
                connection.execute(&sql).await.unwrap();
            }
            connection.close().await;
        });
        // Looking needs none of them, and adds none.
        assert!(block_on(migrator(lease).check(&url)).unwrap().is_ready());
        assert_eq!(block_on(migrator(lease).up(&url)).unwrap().ran.len(), 0);
        let down = migration_core::DownTarget::Steps(1);
        assert_eq!(
            block_on(migrator(lease).down(&url, down))
                .unwrap()
                .ran
                .len(),
            1
        );
        assert_eq!(block_on(migrator(lease).up(&url)).unwrap().ran.len(), 1);
        assert_eq!(value(&database, "SELECT held FROM migrate_head"), "0");
        assert_eq!(value(&database, "SELECT count(*) FROM migrate_ledger"), "3");
    }
}

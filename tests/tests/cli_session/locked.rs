//! While another runner has the lock, and all migrations in one transaction.

use migration_core::schema::DialectName;
use migration_tests::cli::Project;
use migration_tests::live::Live;
use migration_tests::server;

#[test]
fn a_second_runner_gives_up_with_its_own_exit_code() {
    for database in server::all() {
        let project = Project::for_database("locked", &database);
        project.write_migration(
            "m20260101_090000_create_users",
            r#"schema.create_table("users", |t| { t.id(); });"#,
        );
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let mut other = Live::connect(&database).await;
            let (take, give) = match database.dialect {
                DialectName::Sqlite => ("BEGIN IMMEDIATE", "ROLLBACK"),
                // The key that the library takes: "migrate" in ASCII.
                DialectName::Postgres => (
                    "SELECT pg_advisory_lock(30796665482998885)",
                    "SELECT pg_advisory_unlock_all()",
                ),
                DialectName::Mysql => (
                    "SELECT GET_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)), 5)",
                    "SELECT RELEASE_ALL_LOCKS()",
                ),
            };
            other.ok(take).await;
            project
                .migrate(&["up", "--lock-timeout", "300ms"])
                .exits(7)
                .complains(&[
                    "another runner is migrating this database",
                    "--lock-timeout",
                ]);
            assert_eq!(
                project
                    .migrate(&["up", "--lock-timeout", "300ms", "--json"])
                    .exits(7)
                    .error()["error"]["code"],
                "lock_busy"
            );
            other.ok(give).await;
        });
        let all = project.migrate(&["up", "--transaction", "all"]);
        if database.dialect == DialectName::Mysql {
            all.exits(2).complains(&[
                "one transaction cannot hold all",
                "leave `--transaction all` out",
            ]);
            project.migrate(&["up"]).exits(0);
        } else {
            all.exits(0).says(&["1 migration applied"]);
        }
        project.migrate(&["status", "--check"]).exits(0);
    }
}

use migration_core::driver::DatabaseUrl;
use migration_core::prelude::*;

use crate::support::{Database, migration, migrator};

#[data_migration]
async fn note_the_mode(db: &mut dyn DataConnection) -> Result<(), DataError> {
    let rows = db.query("PRAGMA journal_mode").await?;
    let mode = rows[0][0].clone().unwrap_or_default();
    db.execute(&format!("INSERT INTO modes VALUES ('{mode}')"))
        .await?;
    Ok(())
}

/// A migration's transaction is short: making SQLite's journal and deleting it again is a good
/// part of it, so a run keeps it. A write-ahead log stays one.
#[test]
fn a_run_keeps_the_journal_of_sqlite_and_leaves_the_mode_as_it_was() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (mode, during) in [("delete", "persist"), ("wal", "wal")] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("app.db");
        let raw = format!("sqlite://{}", file.display());
        let database = Database {
            url: DatabaseUrl::parse(&raw).unwrap(),
            dialect: migration_core::schema::DialectName::Sqlite,
            raw,
        };
        runtime.block_on(async {
            database.run(&format!("PRAGMA journal_mode = {mode}")).await;
            database.run("CREATE TABLE modes (mode TEXT)").await;
            let note = migration("20260101_000000", "note", |s| {
                s.data(note_the_mode).nothing_to_reverse();
            });
            migrator(vec![note]).up(&database.url).await.unwrap();
            let seen = database.value("SELECT mode FROM modes").await;
            assert_eq!(seen.as_deref(), Some(during));
            let after = database.value("PRAGMA journal_mode").await;
            assert_eq!(after.as_deref(), Some(mode));
        });
        assert!(!folder.path().join("app.db-journal").exists(), "{mode}");
    }
}

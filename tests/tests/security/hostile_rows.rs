//! What somebody wrote into the ledger is told and compared; it never becomes SQL.

use std::time::Duration;

use migration_core::driver::DatabaseUrl;
use migration_core::migration::Recorded;
use migration_core::schema::DialectName;
use migration_core::{DownTarget, Migrator};
use migration_tests::framework::{migration, migrator};
use migration_tests::live::Live;
use migration_tests::server;

const HOSTILE: &[&str] = &[
    "'; DROP TABLE precious; --",
    "'' ; DROP TABLE precious; -- ",
    "\\'; DROP TABLE precious; -- ",
    "\"; DROP TABLE precious; --",
    "`; DROP TABLE precious; --",
    "$$; DROP TABLE precious; --$$",
    "*/; DROP TABLE precious; /*",
    "%s%n ${x} {0}",
    "\u{202e}\u{0}x\n\r\t",
];

fn recorded() -> Vec<Recorded> {
    ["20260101_000000", "20260102_000000"]
        .into_iter()
        .map(|version| {
            migration(version, &format!("m_{version}"), |s| {
                s.create_table(format!("made_{version}"), |t| {
                    t.id();
                });
            })
        })
        .collect()
}

#[test]
fn no_row_of_the_ledger_becomes_sql() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for database in server::all() {
        runtime.block_on(async {
            let mut live = Live::connect(&database).await;
            let url = DatabaseUrl::parse(&database.url).unwrap();
            live.ok("CREATE TABLE precious (id INT)").await;
            let migrator = impatient(recorded());
            migrator.up(&url).await.unwrap();
            let mut tried = 0;
            for (table, column) in text_columns(&mut live).await {
                let key = match &*table {
                    "migrate_head" => "id",
                    "migrate_settings" => "name",
                    _ => "version",
                };
                let before = live
                    .ok(&format!("SELECT {key}, {column} FROM {table}"))
                    .await;
                for text in HOSTILE {
                    let text = migration_core::driver::literal(live.dialect(), text);
                    // Where the column is too short, a part of it is as good.
                    for length in [250, 60, 20, 10, 4] {
                        let sql =
                            format!("UPDATE {table} SET {column} = substr({text}, 1, {length})");
                        if live.sql(&sql).await.is_ok() {
                            tried += 1;
                            break;
                        }
                    }
                    // What they answer is their own business; what they leave alone is ours.
                    let _ = migrator.status(&url).await;
                    let _ = migrator.check(&url).await;
                    let _ = migrator.history(&url).await;
                    let _ = migrator.plan_down(&url, DownTarget::All).await;
                    let mut more = recorded();
                    more.push(third());
                    let more = impatient(more);
                    let _ = more.up(&url).await;
                    let _ = more.down(&url, DownTarget::Steps(1)).await;
                    let _ = more.stamp(&url, third().version).await;
                    live.sql("SELECT count(*) FROM precious")
                        .await
                        .unwrap_or_else(|error| panic!("{table}.{column} = {text}: {error}"));
                }
                for row in before {
                    let [Some(id), value] = &row[..] else {
                        continue;
                    };
                    let value = value.as_ref().map_or("NULL".to_owned(), |value| {
                        migration_core::driver::literal(live.dialect(), value)
                    });
                    let id = migration_core::driver::literal(live.dialect(), id);
                    let _ = live
                        .sql(&format!(
                            "UPDATE {table} SET {column} = {value} WHERE {key} = {id}"
                        ))
                        .await;
                }
            }
            // Some columns have a check or are too narrow for most of them.
            assert!(tried >= 8 * HOSTILE.len(), "{tried}");
        });
    }
}

fn third() -> Recorded {
    migration("20260103_000000", "third", |s| {
        s.create_table("third", |t| {
            t.id();
        });
    })
}

/// One that waits for nobody: a lock may look held by whatever stands in its columns.
fn impatient(all: Vec<Recorded>) -> Migrator {
    migrator(all)
        .lock_lease(Duration::from_millis(90))
        .lock_timeout(Duration::from_millis(300))
}

/// Every column of the framework's own tables that can hold a text.
async fn text_columns(live: &mut Live) -> Vec<(String, String)> {
    let sql = match live.dialect() {
        DialectName::Sqlite => {
            "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c \
             WHERE t.name LIKE 'migrate!_%' ESCAPE '!' AND c.pk = 0"
        }
        DialectName::Postgres => {
            "SELECT table_name, column_name FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name LIKE 'migrate!_%' ESCAPE '!' AND data_type LIKE '%char%' \
             OR table_schema = 'public' AND table_name LIKE 'migrate!_%' ESCAPE '!' AND data_type = 'text'"
        }
        DialectName::Mysql => {
            "SELECT table_name, column_name FROM information_schema.columns \
             WHERE table_schema = database() AND table_name LIKE 'migrate!_%' ESCAPE '!' \
             AND data_type IN ('varchar', 'char', 'longtext', 'text')"
        }
    };
    let rows = live.ok(sql).await;
    let columns: Vec<_> = rows
        .into_iter()
        .map(|row| (row[0].clone().unwrap(), row[1].clone().unwrap()))
        .collect();
    assert!(columns.len() >= 10, "{columns:?}");
    columns
}

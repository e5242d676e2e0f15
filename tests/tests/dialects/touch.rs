//! Columns that every UPDATE sets to the moment, whatever happens to their table.

use migration_core::prelude::*;

use crate::{Bench, Write};

fn notes(schema: &mut SchemaBuilder) {
    schema.create_table("notes", |t| {
        t.id();
        t.column(varchar("title", 40));
        t.touched_timestamps();
    });
}

/// Whether an UPDATE of the title sets the column, and one of the column itself is let be.
async fn touches(bench: &mut Bench, table: &str, column: &str) {
    let dialect = bench.live.dialect();
    let long_ago = "2001-01-01 00:00:00";
    bench
        .sql(&format!(
            "UPDATE {table} SET {column} = '{long_ago}', title = 'x'"
        ))
        .await;
    let read = format!("SELECT count(*) FROM {table} WHERE {column} = '{long_ago}'");
    assert_eq!(bench.value(&read).await, "2", "{dialect}: it was set");
    bench.sql(&format!("UPDATE {table} SET title = 'y'")).await;
    assert_eq!(bench.value(&read).await, "0", "{dialect}: it was not");
    let now = format!("SELECT count(*) FROM {table} WHERE {column} > '2020-01-01 00:00:00'");
    assert_eq!(bench.value(&now).await, "2", "{dialect}");
}

#[tokio::test]
async fn a_touched_column_follows_its_table() {
    for mut bench in Bench::on_all(notes).await {
        bench
            .sql("INSERT INTO notes (title) VALUES ('a'), ('b')")
            .await;
        touches(&mut bench, "notes", "updated_at").await;
        let steps: [(Write, &str, &str); 5] = [
            (
                |s| s.rename_table("notes", "papers"),
                "papers",
                "updated_at",
            ),
            (
                |s| s.rename_column("papers", "updated_at", "changed"),
                "papers",
                "changed",
            ),
            // A rebuild on SQLite.
            (
                |s| {
                    s.alter_column("papers", "title", |c| {
                        c.set_type(types::text());
                    });
                    s.add_unique("papers", unique(["id"]).name("papers_own"));
                },
                "papers",
                "changed",
            ),
            (
                |s| {
                    s.alter_column("papers", "changed", |c| {
                        c.set_nullable();
                    });
                },
                "papers",
                "changed",
            ),
            (
                |s| {
                    s.alter_column("papers", "changed", |c| {
                        c.set_touched_on_update(false);
                    });
                    s.alter_column("papers", "changed", |c| {
                        c.set_touched_on_update(true);
                    });
                },
                "papers",
                "changed",
            ),
        ];
        for (write, table, column) in steps {
            bench.run(write).await;
            touches(&mut bench, table, column).await;
        }
        // Nothing stays behind.
        bench.run(|s| s.drop_column("papers", "changed")).await;
        bench.sql("UPDATE papers SET title = 'z'").await;
        bench.run(|s| s.drop_table("papers")).await;
        bench.run(notes).await;
        bench.run(|s| s.drop_table("notes")).await;
        bench.run(notes).await;
    }
}

#[tokio::test]
async fn a_touched_column_runs_once_where_triggers_run_for_triggers() {
    for mut bench in Bench::on_all(notes).await {
        if bench.live.dialect() != migration_core::schema::DialectName::Sqlite {
            continue;
        }
        // Also with triggers that run for what triggers do.
        bench.sql("PRAGMA recursive_triggers = ON").await;
        bench
            .sql("INSERT INTO notes (title) VALUES ('a'), ('b')")
            .await;
        touches(&mut bench, "notes", "updated_at").await;
        bench.sql("UPDATE notes SET title = 'once more'").await;
        bench
            .sql("UPDATE notes SET updated_at = CURRENT_TIMESTAMP")
            .await;
    }
}

//! Rust code over batches.

use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_core::{DownTarget, Error};

use crate::support::{counters, migration, migrator, on_every_server};

#[data_migration]
async fn note_it(db: &mut dyn DataConnection, batch: &Batch) -> Result<(), DataError> {
    assert!(batch.rows.len() <= 9, "{}", batch.rows.len());
    for row in batch.rows() {
        let id: i64 = row.get("id")?.unwrap_or_default().parse()?;
        let n: i64 = row.get("n")?.unwrap_or_default().parse()?;
        if row.get("note")? == Some("bad") {
            return Err(format!("row {id} is bad").into());
        }
        if row.get("note")? == Some("panic") {
            panic!("at row {id}");
        }
        db.execute(&format!(
            "UPDATE counters SET n = {} WHERE id = {id}",
            n + 1
        ))
        .await?;
    }
    // All of them at once, by their range.
    db.execute(&format!(
        "UPDATE counters SET n = n + 10 WHERE {}",
        batch.condition
    ))
    .await?;
    Ok(())
}

#[data_migration]
async fn back(db: &mut dyn DataConnection, batch: &Batch) -> Result<(), DataError> {
    db.execute(&format!(
        "UPDATE counters SET n = 0 WHERE {}",
        batch.condition
    ))
    .await?;
    Ok(())
}

#[data_migration]
async fn asks_for_more(_db: &mut dyn DataConnection, batch: &Batch) -> Result<(), DataError> {
    for row in batch.rows() {
        row.get("note")?;
    }
    Ok(())
}

fn noted() -> Recorded {
    migration("20260102_000000", "note", |s| {
        s.data_in_batches("counters", note_it)
            .columns(["n", "note"])
            .batch_limit(9)
            .reverse(back);
    })
}

#[test]
fn code_gets_each_row_once_and_writes_in_the_transaction_of_its_batch() {
    on_every_server(|database| async move {
        migrator(vec![counters()]).up(&database.url).await.unwrap();
        database.count_up_to(100).await;
        let migrator = migrator(vec![counters(), noted()]);
        for (note, expected) in [("bad", "row 50 is bad"), ("panic", "at row 50")] {
            database
                .run(&format!(
                    "UPDATE counters SET note = '{note}' WHERE id = 50"
                ))
                .await;
            let error = migrator.up(&database.url).await.unwrap_err();
            let Error::Failed(failure) = &error else {
                panic!("{error}")
            };
            assert!(failure.cause.contains(expected), "{}", failure.cause);
            assert!(
                failure.cause.contains("id behind 45 up to 54"),
                "{}",
                failure.cause
            );
            assert_eq!(database.counts().await, [(0, 55), (11, 45)]);
        }
        database.run("UPDATE counters SET note = NULL").await;
        migrator.up(&database.url).await.unwrap();
        assert_eq!(database.counts().await, [(11, 100)]);
        let status = &migrator.data_status(&database.url).await.unwrap()[0];
        assert_eq!(
            (status.walked, status.changed, status.batches),
            (100, 100, 12)
        );
        migrator
            .down(&database.url, DownTarget::Steps(1))
            .await
            .unwrap();
        assert_eq!(database.counts().await, [(0, 100)]);
    });
}

#[test]
fn code_is_told_which_columns_it_did_not_ask_for_and_fits_no_script() {
    on_every_server(|database| async move {
        let code = migration("20260102_000000", "note", |s| {
            s.data_in_batches("counters", asks_for_more)
                .filter("id > 3")
                .nothing_to_reverse();
        });
        migrator(vec![counters()]).up(&database.url).await.unwrap();
        database.count_up_to(10).await;
        let migrator = migrator(vec![counters(), code]);
        let error = migrator.up(&database.url).await.unwrap_err();
        assert!(
            error
                .to_string()
                .contains("has no column \"note\", only id"),
            "{error}"
        );
        let plan = migrator
            .offline_plan(database.dialect, None, None, false)
            .unwrap();
        let error = plan.script().unwrap_err();
        assert!(error.to_string().contains("asks_for_more"), "{error}");
    });
}

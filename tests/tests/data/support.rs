use std::future::Future;
use std::ops::Deref;
use std::sync::{Arc, Mutex};

use migration_core::driver::DatabaseUrl;
use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{DataProgress, Event, Migrator};
use migration_tests::framework;
pub(crate) use migration_tests::framework::{migration, migrator};

/// Runs one case on a fresh database of every server, one after another.
pub(crate) fn on_every_server<F: Future<Output = ()>>(case: impl Fn(Database) -> F) {
    framework::on_every_server(|database| case(Database(database)));
}

/// A database with counters.
#[derive(Clone)]
pub(crate) struct Database(framework::Database);

impl Deref for Database {
    type Target = framework::Database;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Database {
    /// One on a server of the test's own.
    pub(crate) fn on_postgres(url: &str) -> Self {
        Self(framework::Database {
            url: DatabaseUrl::parse(url).unwrap(),
            dialect: DialectName::Postgres,
            raw: url.to_owned(),
        })
    }

    /// Counters with these keys: `(0, …), (1, …)`.
    pub(crate) async fn count_up_to(&self, rows: i64) {
        for first in (1..=rows).step_by(500) {
            let last = (first + 499).min(rows);
            let values: Vec<String> = (first..=last).map(|id| format!("({id}, 0)")).collect();
            self.run(&format!(
                "INSERT INTO counters (id, n) VALUES {}",
                values.join(", ")
            ))
            .await;
        }
    }

    /// Each count with how many rows have it.
    pub(crate) async fn counts(&self) -> Vec<(i64, i64)> {
        let rows = self
            .rows("SELECT n, count(*) FROM counters GROUP BY n ORDER BY n")
            .await;
        let number = |value: &Option<String>| value.as_deref().unwrap().parse().unwrap();
        rows.iter()
            .map(|row| (number(&row[0]), number(&row[1])))
            .collect()
    }
}

/// A table in which each row says how often it was changed.
pub(crate) fn counters() -> Recorded {
    migration("20260101_000000", "counters", |s| {
        s.create_table("counters", |t| {
            t.id();
            t.column(int("n").default(0));
            t.column(text("note").nullable());
        });
    })
}

/// Counts every row, so many in a batch.
pub(crate) fn count(rows: u32) -> Recorded {
    migration("20260102_000000", "count", move |s| {
        s.backfill("counters")
            .set("n", "n + 1")
            .set_reverse("n", "n - 1")
            .batched()
            .batch_limit(rows);
    })
}

/// What a migrator reports of its data migrations.
#[derive(Clone, Default)]
pub(crate) struct Told(Arc<Mutex<Vec<Event>>>);

impl Told {
    pub(crate) fn listen(&self, migrator: Migrator) -> Migrator {
        let events = Arc::clone(&self.0);
        migrator.on_event(Arc::new(move |event| {
            events.lock().unwrap().push(event.clone())
        }))
    }

    pub(crate) fn all(&self) -> Vec<Event> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn batches(&self) -> Vec<DataProgress> {
        let of = |event| match event {
            Event::DataProgress(progress) => Some(progress),
            _ => None,
        };
        self.all().into_iter().filter_map(of).collect()
    }
}

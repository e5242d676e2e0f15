use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use migration_core::driver::DatabaseUrl;
use migration_core::migration::{Limits, Recorded};
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{Event, Failure, Migrator};
pub(crate) use migration_tests::framework::migration;
use migration_tests::framework::{block_on, migrator};
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

/// Runs one case on a fresh database of every server, one after another.
pub(crate) fn on_every_server<F: Future<Output = ()>>(case: impl Fn(TestDatabase) -> F) {
    for dialect in DialectName::ALL {
        on(dialect, &case);
    }
}

/// Runs one case on a fresh database of this dialect, where there is a server for it.
pub(crate) fn on<F: Future<Output = ()>>(dialect: DialectName, case: &impl Fn(TestDatabase) -> F) {
    let Some(database) = server::database(dialect) else {
        return;
    };
    println!("on {dialect}");
    block_on(case(database));
}

pub(crate) fn url(database: &TestDatabase) -> DatabaseUrl {
    DatabaseUrl::parse(&database.url).unwrap()
}

pub(crate) fn with_limits(recorded: Recorded, limits: Limits) -> Recorded {
    Recorded { limits, ..recorded }
}

/// The table that everybody wants.
pub(crate) fn users() -> Recorded {
    migration("20260101_000000", "create_users", |s| {
        s.create_table("users", |t| {
            t.id();
            t.column(varchar("email", 255));
        });
    })
}

pub(crate) fn add_name() -> Recorded {
    migration("20260102_000000", "add_name", |s| {
        s.add_column("users", varchar("name", 50).nullable());
    })
}

/// A migrator, and what it reports.
pub(crate) struct Watched {
    pub(crate) migrator: Migrator,
    events: Arc<Mutex<Vec<Event>>>,
}

impl Watched {
    pub(crate) fn new(recorded: Vec<Recorded>, limits: Limits) -> Self {
        let events = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&events);
        let listener = move |event: &Event| sink.lock().unwrap().push(event.clone());
        Self {
            migrator: migrator(recorded)
                .limits(limits)
                .on_event(Arc::new(listener)),
            events,
        }
    }

    pub(crate) fn retries(&self) -> usize {
        self.count(|event| matches!(event, Event::Retrying { .. }))
    }

    pub(crate) fn count(&self, which: impl Fn(&Event) -> bool) -> usize {
        let events = self.events.lock().unwrap();
        events.iter().filter(|event| which(event)).count()
    }

    /// Runs what has to fail in a migration.
    pub(crate) async fn failure(&self, database: &TestDatabase) -> (Failure, String) {
        let error = self.migrator.up(&url(database)).await.unwrap_err();
        let help = error.help().unwrap_or_default();
        match error {
            migration_core::Error::Failed(failure) => (*failure, help),
            other => panic!("{other}"),
        }
    }
}

/// Short ones: MySQL counts whole seconds.
pub(crate) fn short() -> Limits {
    Limits::new()
        .lock_wait(Duration::from_millis(400))
        .retry_for(Duration::from_millis(700))
}

/// Another session that keeps a change of the table waiting, and its number.
pub(crate) async fn holder(database: &TestDatabase) -> (Live, Option<String>) {
    let mut other = Live::connect(database).await;
    let session = match database.dialect {
        DialectName::Sqlite => None,
        DialectName::Postgres => other.value("SELECT pg_backend_pid()").await,
        DialectName::Mysql => other.value("SELECT connection_id()").await,
    };
    let begin = match database.dialect {
        // Who reads keeps a commit waiting.
        DialectName::Sqlite => "BEGIN",
        DialectName::Postgres | DialectName::Mysql => "START TRANSACTION",
    };
    other.ok(begin).await;
    other
        .ok("SELECT count(*) FROM users WHERE email <> 'geheim'")
        .await;
    (other, session)
}

pub(crate) async fn has_column(database: &TestDatabase, column: &str) -> bool {
    let mut live = Live::connect(database).await;
    live.sql(&format!("SELECT {column} FROM users LIMIT 1"))
        .await
        .is_ok()
}

pub(crate) async fn events_of_kind(database: &TestDatabase, kind: &str) -> Option<String> {
    let mut live = Live::connect(database).await;
    live.value(&format!(
        "SELECT count(*) FROM migrate_events WHERE kind = '{kind}'"
    ))
    .await
}

//! Another session holds what a migration needs, before each migration in turn: a reader that
//! never ends, or a writer that does not commit. The run gives up or gets by; when the other
//! session is gone, the next one does the rest.

use std::time::{Duration, Instant};

use migration_core::Target;
use migration_core::driver::DatabaseUrl;
use migration_core::schema::DialectName;
use migration_tests::live::Live;
use migration_tests::server::TestDatabase;

use crate::campaign::{Campaign, wait};
use crate::points::{Outcome, Tally, chosen};
use crate::runner::{Ended, Way};

/// How long the run waits for the other session: MariaDB counts whole seconds.
const PATIENCE: Duration = Duration::from_secs(1);

fn before_every_migration(dialect: DialectName, few: usize) {
    let Some(campaign) = Campaign::start(dialect, Way::Up) else {
        return;
    };
    let mut tally = Tally::new(format!("{dialect}, up, tables held by another session"));
    let migrations = campaign.story.migrations(dialect).len();
    for writes in [false, true] {
        // Before the first one there is no table.
        for applied in chosen(migrations - 1, few) {
            let kind = if writes { "writer" } else { "reader" };
            let outcome = behind(&campaign, applied + 1, writes);
            let place = format!("{dialect}, a {kind} after {} migrations", applied + 1);
            tally.add(kind, outcome.map_err(|error| format!("{place}: {error}")));
        }
    }
    tally.finish();
}

fn behind(campaign: &Campaign<'_>, applied: usize, writes: bool) -> Outcome {
    let database = campaign.database();
    let url = DatabaseUrl::parse(&database.url).expect("a URL");
    let first = campaign.story.migrator(campaign.dialect);
    let begun = wait(first.up_to(&url, Target::Steps(applied)));
    begun.unwrap_or_else(|error| panic!("{applied} migrations: {error}"));
    // The other session lives as long as what drives it.
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let other = runtime.block_on(holding(&database, writes));
    let mut runner = campaign.task(&database.url).hasty(PATIENCE).start();
    let began = Instant::now();
    // What takes no lock that stops anybody waits for longer, an index built concurrently.
    while !runner.has_ended() && began.elapsed() < 3 * PATIENCE {
        std::thread::sleep(Duration::from_millis(5));
    }
    runtime.block_on(async { drop(other) });
    drop(runtime);
    let ended = runner.end();
    if ended == Ended::Killed {
        return Err("the runner ended without a word".to_owned());
    }
    campaign.resumed(&database)
}

/// A session inside a transaction that has read, or written, every table there is.
async fn holding(database: &TestDatabase, writes: bool) -> Live {
    let mut live = Live::connect(database).await;
    live.ok("BEGIN").await;
    if writes {
        live.ok("UPDATE counters SET n = n").await;
    }
    let tables = match database.dialect {
        DialectName::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table'",
        DialectName::Postgres => {
            "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p') \
             AND relnamespace = 'public'::regnamespace"
        }
        DialectName::Mysql => {
            "SELECT table_name FROM information_schema.tables \
             WHERE table_schema = database() AND table_type = 'BASE TABLE'"
        }
    };
    for row in live.ok(tables).await {
        let table = row[0].clone().expect("a name");
        // The ledger's own are left alone: who holds them holds up every runner, whatever it does.
        if !table.starts_with("migrate_") {
            live.ok(&format!("SELECT count(*) FROM {table}")).await;
        }
    }
    live
}

#[test]
fn a_session_in_the_way_is_survived_on_sqlite() {
    before_every_migration(DialectName::Sqlite, 1);
}

#[test]
fn a_session_in_the_way_is_survived_on_postgres() {
    before_every_migration(DialectName::Postgres, 1);
}

#[test]
fn a_session_in_the_way_is_survived_on_mysql() {
    before_every_migration(DialectName::Mysql, 1);
}

//! How long it takes to record, fold and plan many migrations, on each dialect.
//!
//! `cargo bench -p migration-tests --bench plan`. No test: it prints milliseconds, and what ten
//! times the migrations cost against ten times the time (1.0 is linear).

use std::hint::black_box;
use std::time::{Duration, Instant};

use migration_core::dialect::Capabilities;
use migration_core::dsl::{
    SchemaBuilder, big_int, boolean, decimal, now, text, timestamp_tz, varchar,
};
use migration_core::migration::{Down, Recorded, Version};
use migration_core::plan::Planner;
use migration_core::schema::{DialectName, Schema};

const SIZES: [u32; 2] = [1_000, 10_000];
const RUNS: usize = 7;

/// A table of six columns with an index; every fifth also adds a column and a foreign key.
fn record(number: u32) -> Recorded {
    let table = format!("items_{number:05}");
    let mut schema = SchemaBuilder::new();
    schema.create_table(&table, |t| {
        t.id();
        t.column(varchar("name", 200));
        t.column(decimal("price", 12, 2).default("0.00"));
        t.column(boolean("active").default(true));
        t.column(timestamp_tz("created_at").default(now()));
        t.column(text("note").nullable());
        t.index(["name"]);
    });
    if number > 1 && number.is_multiple_of(5) {
        let other = format!("items_{:05}", number - 1);
        let parent = big_int("parent_id")
            .nullable()
            .references_column(other, "id");
        schema.add_column(&table, parent);
    }
    let time = number / 3600 * 10_000 + number / 60 % 60 * 100 + number % 60;
    let version = Version::new(20_260_101, time).expect("a moment of that day");
    Recorded::new(
        version,
        format!("create_{table}"),
        schema.into_operations(),
        Down::Derived,
    )
}

/// The median of some runs.
fn median<T>(mut work: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            // The time to drop the result is not part of the work.
            let result = black_box(work());
            let time = began.elapsed();
            drop(result);
            time
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

fn print(what: &str, measure: impl Fn(&[Recorded]) -> Duration, migrations: &[Recorded]) {
    let [small, large] =
        SIZES.map(|size| measure(&migrations[..size as usize]).as_secs_f64() * 1e3);
    println!(
        "| {what} | {small:.1} | {large:.1} | {:.2} |",
        large / small / 10.0
    );
}

fn main() {
    let [small, large] = SIZES;
    println!("| | {small} (ms) | {large} (ms) | growth |\n|---|---|---|---|");
    let migrations: Vec<Recorded> = (1..=large).map(record).collect();
    let recording =
        |part: &[Recorded]| median(|| (1..=part.len() as u32).map(record).collect::<Vec<_>>());
    print("record", recording, &migrations);
    let folding = |part: &[Recorded]| {
        median(|| {
            let mut schema = Schema::new();
            for migration in part {
                migration.fold(&mut schema).expect("it fits");
            }
            schema
        })
    };
    print("fold", folding, &migrations);
    // What a run does: only the schema stays, and each migration is folded where it was just
    // written. Above, ten thousand recorded ones lie in memory that no cache holds.
    let one_by_one = |part: &[Recorded]| {
        median(|| {
            let mut schema = Schema::new();
            for number in 1..=part.len() as u32 {
                record(number).fold(&mut schema).expect("it fits");
            }
            schema
        })
    };
    print("record and fold, one by one", one_by_one, &migrations);
    for dialect in DialectName::ALL {
        let planning = |part: &[Recorded]| {
            median(|| {
                let mut planner = Planner::new(Capabilities::common(dialect));
                let plan = |migration| planner.up(migration).expect("it can be planned");
                part.iter().map(plan).collect::<Vec<_>>()
            })
        };
        print(&format!("plan, {dialect}"), planning, &migrations);
    }
}

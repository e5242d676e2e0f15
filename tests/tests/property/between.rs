//! The operations that `diff` finds lead from any schema to any other of the same beginnings,
//! and none lead from a schema to itself.

use fastrand::Rng;
use migration_core::dialect::{Capabilities, render};
use migration_core::diff::{Renames, operations};
use migration_core::operation::Operation;
use migration_core::schema::{DialectName, Schema};
use migration_tests::server;

use crate::operations::everywhere;
use crate::run::{self, Counts, Outcome};
use crate::source::Source;
use crate::{number, shrink};

/// A moment of a random chain.
struct Station {
    schema: Schema,
    /// The operations up to it.
    chain: Vec<Operation>,
}

/// The moments after every few operations of a random chain.
fn stations(seed: u64, dialect: DialectName) -> Vec<Station> {
    let mut rng = Rng::with_seed(seed);
    let (mut schema, mut chain) = (Schema::new(), Vec::new());
    let server = Capabilities::common(dialect);
    let station = |schema: &Schema, chain: &[Operation]| Station {
        schema: schema.clone(),
        chain: chain.to_vec(),
    };
    let mut stations = vec![station(&schema, &chain)];
    for step in 1..=24 {
        for _ in 0..20 {
            let Some(operation) = everywhere(&mut rng, &schema, dialect) else {
                continue;
            };
            if render(&operation, &schema, &server).is_ok() && operation.apply(&mut schema).is_ok()
            {
                chain.push(operation);
                break;
            }
        }
        if step % 4 == 0 {
            stations.push(station(&schema, &chain));
        }
    }
    stations
}

/// What lies between any two moments of a chain, forwards and backwards.
fn each_way(seed: u64, dialect: DialectName, mut see: impl FnMut(&Station, &Station)) {
    let stations = stations(seed, dialect);
    for from in &stations {
        stations.iter().for_each(|to| see(from, to));
    }
}

/// What no operation does yet: a column that numbers rows gives its key away while it changes
/// otherwise; and all columns of a table change at once, one of them with
/// an enumeration that keeps its name.
const NO_OPERATION: [&str; 2] = ["which numbers rows", "is taken already by table"];

#[test]
fn operations_lead_from_any_schema_to_any_other() {
    let (mut ways, mut steps, mut none) = (0, 0, 0);
    for seed in 1..=number("PROPERTY_DIFFS", 60) {
        for dialect in [
            DialectName::Sqlite,
            DialectName::Postgres,
            DialectName::Mysql,
        ] {
            each_way(seed, dialect, |from, to| {
                match operations(&from.schema, &to.schema, &Renames::default()) {
                    Ok(all) => {
                        let same = from.chain.len() == to.chain.len();
                        assert!(!same || all.is_empty(), "{seed}: {all:?}");
                        ways += 1;
                        steps += all.len();
                    }
                    Err(stuck) => {
                        let why = stuck.to_string();
                        let known = NO_OPERATION.iter().any(|each| why.contains(each));
                        assert!(known, "{dialect} {seed}: {why}");
                        none += 1;
                    }
                }
            });
        }
    }
    println!("{ways} ways of {steps} operations; for {none} there is no operation");
    assert!(ways > 15 * none, "{none} of {ways}");
}

/// The same operations on servers: each step is judged, the way back too.
async fn on_server(dialect: DialectName) {
    if server::database(dialect).is_none() {
        return;
    }
    let (mut counts, mut ways) = (Counts::default(), 0);
    for seed in 1..=number("PROPERTY_DIFF_CHAINS", 3) {
        let stations = stations(seed, dialect);
        let pairs = [(2, 5), (5, 2), (6, 1)];
        for (from, to) in pairs.map(|(from, to)| (&stations[from], &stations[to])) {
            let Ok(way) = operations(&from.schema, &to.schema, &Renames::default()) else {
                continue;
            };
            let chain = [from.chain.clone(), way].concat();
            let outcome = run::chain(Source::Given(chain), dialect, &mut counts).await;
            if let Outcome::Fails(tried, problem) = outcome {
                let (short, problem) = shrink::shorten(tried, problem, dialect).await;
                panic!(
                    "seed {seed} on {dialect}: {problem}\n{}",
                    run::listed(&short)
                );
            }
            ways += 1;
        }
    }
    println!("{dialect}: {ways} ways, {counts}");
}

#[tokio::test]
async fn operations_lead_there_on_sqlite() {
    on_server(DialectName::Sqlite).await;
}

#[tokio::test]
async fn operations_lead_there_on_postgres() {
    on_server(DialectName::Postgres).await;
}

#[tokio::test]
async fn operations_lead_there_on_mysql() {
    on_server(DialectName::Mysql).await;
}

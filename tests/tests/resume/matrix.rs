//! Every case, cut off at every round trip.

use std::collections::BTreeMap;

use migration_core::schema::DialectName;
use migration_core::{DownTarget, Error, Migrator};
use migration_tests::framework::{migrator, recorded};

use crate::place::Place;
use crate::proxy::Side;
use crate::runs::{self, Run};
use crate::state::State;

const BEFORE: &str = "20260101_000001";
const CASE: &str = "20260101_000002";

/// Which way the disturbed run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Up,
    Down,
}

/// What was tried.
#[derive(Default)]
struct Tried {
    cases: usize,
    points: BTreeMap<(Way, &'static str), usize>,
    wrong: Vec<String>,
}

struct Case<'a> {
    run: &'a Run,
    first: Migrator,
    both: Migrator,
}

impl<'a> Case<'a> {
    fn new(run: &'a Run) -> Self {
        let first = || recorded(BEFORE, "before", run.setup.clone());
        let case = recorded(CASE, &run.name, run.operations.clone());
        Self {
            run,
            first: migrator(vec![first()]),
            both: migrator(vec![first(), case]),
        }
    }

    /// What is there before the disturbed run.
    async fn prepare(&self, place: &mut Place, way: Way) -> Result<(), Error> {
        place.empty();
        Box::pin(self.first.up(&place.url())).await?;
        let mut live = place.live().await;
        for row in self.run.rows {
            live.ok(row).await;
        }
        if way == Way::Down {
            Box::pin(self.both.up(&place.url())).await?;
        }
        Ok(())
    }

    async fn go(&self, url: &migration_core::driver::DatabaseUrl, way: Way) -> Result<(), Error> {
        let version = BEFORE.parse().unwrap();
        // On the heap: without optimisation what is awaited takes much of a test's stack.
        let report = match way {
            Way::Up => Box::pin(self.both.up(url)).await,
            Way::Down => Box::pin(self.both.down(url, DownTarget::Version(version))).await,
        };
        report.map(|_| ())
    }

    /// Cuts the run off at each of its round trips, on each side of it.
    async fn try_all(&self, place: &mut Place, way: Way, tried: &mut Tried) -> Result<(), Error> {
        self.prepare(place, way).await?;
        let (proxy, url) = place.through(None).await;
        self.go(&url, way).await?;
        let undisturbed = State::of(place).await;
        let (sent, _) = proxy.sent();
        for (at, sql) in sent.iter().enumerate() {
            // Who is done, and only cannot say that the lock is free, has nothing to complain of.
            let is_over = at + 1 == sent.len()
                && ["advisory_unlock", "RELEASE_LOCK"]
                    .iter()
                    .any(|each| sql.contains(each));
            for side in [Side::Before, Side::During, Side::After] {
                let cut = (at, side);
                let problem = self.try_one(place, way, cut, is_over, &undisturbed).await;
                if let Some(problem) = problem {
                    tried.wrong.push(format!(
                        "{}, {way:?}, {side:?} round trip {} of {} ({}): {problem}",
                        self.run.name,
                        at + 1,
                        sent.len(),
                        sql.chars().take(70).collect::<String>(),
                    ));
                }
                let side = match side {
                    Side::Before => "before",
                    Side::During => "during",
                    Side::After => "after",
                };
                *tried.points.entry((way, side)).or_default() += 1;
            }
        }
        Ok(())
    }

    async fn try_one(
        &self,
        place: &mut Place,
        way: Way,
        cut: (usize, Side),
        is_over: bool,
        undisturbed: &State,
    ) -> Option<String> {
        if let Err(error) = self.prepare(place, way).await {
            return Some(format!("before it: {error}"));
        }
        let (proxy, url) = place.through(Some(cut)).await;
        let first = self.go(&url, way).await;
        if !proxy.sent().1 {
            return Some(format!("it was not cut off: {first:?}"));
        }
        if first.is_ok() && !is_over {
            return Some("nobody noticed".to_owned());
        }
        if let Err(error) = self.go(&place.url(), way).await {
            return Some(error.to_string());
        }
        let state = State::of(place).await;
        (state != *undisturbed).then(|| undisturbed.difference(&state))
    }
}

/// Whether the case has a statement outside of transactions.
async fn is_journaled(case: &Case<'_>, place: &mut Place) -> bool {
    if place.dialect == DialectName::Mysql {
        return true;
    }
    place.empty();
    let Ok(plan) = case
        .both
        .plan_up(&place.url(), migration_core::Target::Latest)
        .await
    else {
        return false;
    };
    let mut steps = plan.migrations.iter().flat_map(|plan| &plan.steps);
    steps.any(|step| !step.transactional)
}

async fn check(dialect: DialectName, all: Vec<Run>, at_least: usize) {
    let Some(mut place) = Place::on(dialect) else {
        return;
    };
    let mut tried = Tried::default();
    for run in &all {
        let case = Case::new(run);
        if !is_journaled(&case, &mut place).await {
            continue;
        }
        let before: usize = tried.points.values().sum();
        for way in [Way::Up, Way::Down] {
            match Box::pin(case.try_all(&mut place, way, &mut tried)).await {
                Ok(()) => tried.cases += usize::from(way == Way::Up),
                Err(Error::Unsupported { .. } | Error::Misfit { .. }) => break,
                Err(Error::Irreversible { .. }) if way == Way::Down => {}
                Err(error) => tried.wrong.push(format!("{}, {way:?}: {error}", run.name)),
            }
        }
        let points = tried.points.values().sum::<usize>() - before;
        println!(
            "{dialect}, {}: {points} points, {} wrong so far",
            run.name,
            tried.wrong.len()
        );
    }
    let total: usize = tried.points.values().sum();
    println!(
        "{dialect}: {} cases, {total} points at which a runner died: {:?}",
        tried.cases, tried.points
    );
    assert!(
        tried.wrong.is_empty(),
        "{dialect}, {} of {total}:\n{}",
        tried.wrong.len(),
        tried.wrong.join("\n")
    );
    let is_part = std::env::var("GOLDEN_CASES").is_ok();
    assert!(
        is_part || tried.cases >= at_least,
        "{dialect}: only {} cases",
        tried.cases
    );
}

/// A part of the cases: what every run of the tests has time for.
fn some() -> Vec<Run> {
    let mut all = runs::of_cases();
    if std::env::var("GOLDEN_CASES").is_err() {
        let mut at = 0;
        all.retain(|_| {
            at += 1;
            at % 40 == 0
        });
    }
    all
}

#[tokio::test]
async fn some_cases_go_on_on_mysql_wherever_the_runner_died() {
    check(DialectName::Mysql, some(), 3).await;
}

#[tokio::test]
#[ignore = "minutes: a database is made for each point"]
async fn every_case_goes_on_on_mysql_wherever_the_runner_died() {
    check(DialectName::Mysql, runs::of_cases(), 150).await;
}

#[tokio::test]
#[ignore = "the best part of an hour: a database is made for each point"]
async fn every_option_goes_on_on_mysql_wherever_the_runner_died() {
    check(DialectName::Mysql, runs::all(), 300).await;
}

#[tokio::test]
async fn a_concurrent_index_goes_on_on_postgres_wherever_the_runner_died() {
    let mut all = runs::of_cases();
    all.retain(|run| run.name == "create_index_concurrently");
    check(DialectName::Postgres, all, 1).await;
}

#[tokio::test]
#[ignore = "minutes: a database is made for each point"]
async fn every_case_outside_transactions_goes_on_on_postgres_wherever_the_runner_died() {
    check(DialectName::Postgres, runs::of_cases(), 3).await;
}

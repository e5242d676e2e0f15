//! The connections between the runner and its server are cut at every statement, and both live on.
//! A second kind is silent: the runner is gone with its machine, and the server believes in it.

use std::time::Duration;

use migration_core::schema::DialectName;

use crate::campaign::Campaign;
use crate::points::{Outcome, Tally, chosen};
use crate::proxy::{Moment, Point, Proxy};
use crate::runner::{Ended, Way};

fn at_every_statement(
    dialect: DialectName,
    what: &str,
    few: usize,
    at: impl Fn(&Campaign<'_>, Point) -> Outcome,
) {
    let Some(campaign) = Campaign::start(dialect, Way::Up) else {
        return;
    };
    let mut tally = Tally::new(format!("{dialect}, up, {what}"));
    for moment in Moment::STOPS {
        for statement in chosen(campaign.statements.len(), few) {
            let point = Point { statement, moment };
            let outcome = at(&campaign, point);
            tally.add(moment.to_string(), campaign.placed(point, outcome));
        }
    }
    tally.finish();
}

fn cut(campaign: &Campaign<'_>, point: Point) -> Outcome {
    let database = campaign.database();
    // The relay cuts every connection when it goes on.
    match campaign.disturbed(&database, point, |_, reached| drop(reached)) {
        Ended::Refused(_) | Ended::Done => campaign.resumed(&database),
        Ended::Killed => Err("the runner ended without a word".to_owned()),
    }
}

/// How long a runner waits for one that may be dead.
const PATIENCE: Duration = Duration::from_millis(300);

fn gone(campaign: &Campaign<'_>, point: Point) -> Outcome {
    let database = campaign.database();
    let proxy = Proxy::silent(campaign.dialect, &database.url, point);
    campaign.through(&proxy, &database, |runner, reached| {
        runner.kill();
        drop(reached);
    });
    // Either nothing of the first is in the way, or the next one says that somebody is.
    let next = campaign.task(&database.url).hasty(PATIENCE).run();
    let busy = |error: &str| {
        ["(lock_busy)", "(failed)"]
            .iter()
            .any(|code| error.ends_with(code))
    };
    match next {
        Ended::Done => {}
        Ended::Refused(error) if busy(&error) => {}
        other => return Err(format!("while the server believes in the first: {other:?}")),
    }
    // The server learns of it.
    drop(proxy);
    campaign.resumed(&database)
}

#[test]
fn a_cut_connection_is_survived_on_postgres() {
    at_every_statement(DialectName::Postgres, "connection cut", 1, cut);
}

#[test]
fn a_cut_connection_is_survived_on_mysql() {
    at_every_statement(DialectName::Mysql, "connection cut", 1, cut);
}

#[test]
fn a_runner_that_is_silently_gone_is_survived_on_postgres() {
    at_every_statement(DialectName::Postgres, "runner silently gone", 1, gone);
}

#[test]
fn a_runner_that_is_silently_gone_is_survived_on_mysql() {
    at_every_statement(DialectName::Mysql, "runner silently gone", 1, gone);
}

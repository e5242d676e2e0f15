//! `kill -9` of the runner: at every statement that it sends to a server, the ledger's own among
//! them, and at every statement of its migrations on SQLite.

use migration_core::schema::DialectName;

use crate::campaign::Campaign;
use crate::points::{Outcome, Tally, chosen};
use crate::proxy::{Moment, Point};
use crate::runner::{Ended, Way};

fn at_every_statement(dialect: DialectName, way: Way, few: usize) {
    let Some(campaign) = Campaign::start(dialect, way) else {
        return;
    };
    let mut tally = Tally::new(format!("{dialect}, {way}, runner killed"));
    for moment in Moment::STOPS {
        for statement in chosen(campaign.statements.len(), few) {
            let point = Point { statement, moment };
            tally.add(moment.to_string(), at_statement(&campaign, point));
        }
    }
    tally.finish();
}

pub(crate) fn at_statement(campaign: &Campaign<'_>, point: Point) -> Outcome {
    let database = campaign.database();
    let ended = campaign.disturbed(&database, point, |runner, reached| {
        runner.kill();
        drop(reached);
    });
    let outcome = match ended {
        Ended::Refused(error) => Err(error),
        Ended::Killed | Ended::Done => campaign.resumed(&database),
    };
    campaign.placed(point, outcome)
}

/// Before each statement of the migrations: before one is after the one before it.
fn at_every_event(way: Way, few: usize) {
    let campaign = Campaign::start(DialectName::Sqlite, way).expect("SQLite is built in");
    let mut tally = Tally::new(format!("sqlite, {way}, runner killed"));
    for statement in chosen(campaign.events, few) {
        tally.add("before", at_event(&campaign, statement));
    }
    tally.finish();
}

pub(crate) fn at_event(campaign: &Campaign<'_>, statement: usize) -> Outcome {
    let database = campaign.database();
    let mut runner = campaign.task(&database.url).halting(statement).start();
    let outcome = if runner.halts() {
        runner.kill();
        campaign.resumed(&database)
    } else {
        Err("it was not reached".to_owned())
    };
    let story = campaign.story.name();
    outcome.map_err(|error| format!("sqlite{story}, statement {statement}: {error}"))
}

#[test]
fn a_killed_runner_is_resumed_on_postgres() {
    at_every_statement(DialectName::Postgres, Way::Up, 2);
}

#[test]
fn a_killed_runner_is_resumed_on_mysql() {
    at_every_statement(DialectName::Mysql, Way::Up, 3);
}

#[test]
fn a_runner_killed_on_the_way_down_is_resumed_on_postgres() {
    at_every_statement(DialectName::Postgres, Way::Down, 1);
}

#[test]
fn a_runner_killed_on_the_way_down_is_resumed_on_mysql() {
    at_every_statement(DialectName::Mysql, Way::Down, 2);
}

#[test]
fn a_killed_runner_is_resumed_on_sqlite() {
    at_every_event(Way::Up, 5);
}

#[test]
fn a_runner_killed_on_the_way_down_is_resumed_on_sqlite() {
    at_every_event(Way::Down, 3);
}

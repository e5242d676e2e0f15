//! Every golden case, which are those of every operation there is, killed at each of its statements.

use migration_core::Error;
use migration_core::schema::DialectName;

use crate::campaign::Campaign;
use crate::cases;
use crate::history::{OF_CASE, Story};
use crate::killed;
use crate::points::Tally;
use crate::proxy::{Moment, Point};

fn killed_at_every_statement(dialect: DialectName) {
    let mut tally = Tally::new(format!("{dialect}, golden cases, runner killed"));
    let part = std::env::var("GOLDEN_CASES").unwrap_or_default();
    for (number, case) in cases::all().iter().enumerate() {
        if !case.name.contains(&part) {
            continue;
        }
        let campaign = match Campaign::of(dialect, Story::Case(number)) {
            None => return,
            Some(Ok(campaign)) => campaign,
            Some(Err(Error::Unsupported { .. } | Error::Misfit { .. })) => continue,
            Some(Err(error)) => panic!("{}: {error}", case.name),
        };
        if dialect == DialectName::Sqlite {
            let own = case.operations().1.len();
            for statement in campaign.events.saturating_sub(own)..campaign.events {
                tally.add("before", killed::at_event(&campaign, statement));
            }
            continue;
        }
        for statement in of_the_case(&campaign.statements) {
            for moment in Moment::STOPS {
                let point = Point { statement, moment };
                tally.add(moment.to_string(), killed::at_statement(&campaign, point));
            }
        }
    }
    tally.finish();
}

/// The statements behind those of what the case needs.
fn of_the_case(statements: &[String]) -> std::ops::Range<usize> {
    let before = OF_CASE.replace('_', "").replace("000003", "000002");
    let last = statements.iter().rposition(|text| text.contains(&before));
    last.map_or(0, |last| last + 1)..statements.len()
}

#[test]
#[ignore = "minutes"]
fn every_case_is_resumed_on_sqlite() {
    killed_at_every_statement(DialectName::Sqlite);
}

#[test]
#[ignore = "many minutes"]
fn every_case_is_resumed_on_postgres() {
    killed_at_every_statement(DialectName::Postgres);
}

#[test]
#[ignore = "many minutes"]
fn every_case_is_resumed_on_mysql() {
    killed_at_every_statement(DialectName::Mysql);
}

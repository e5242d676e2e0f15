//! Every statement is refused once, by the server itself: it ran out of time, out of luck or out
//! of disk. The run ends with an error or goes on by itself; the next one does the rest.

use migration_core::schema::DialectName;

use crate::campaign::Campaign;
use crate::points::{Tally, chosen};
use crate::proxy::{Moment, Point, Refusal};
use crate::runner::{Ended, Way};

fn at_every_statement(dialect: DialectName, way: Way, few: usize) {
    let Some(campaign) = Campaign::start(dialect, way) else {
        return;
    };
    let mut tally = Tally::new(format!("{dialect}, {way}, statement refused"));
    for (number, refusal) in ALL.iter().enumerate() {
        // Where there is time for few, each refusal is tried at other statements.
        let all = chosen(campaign.statements.len(), few * ALL.len());
        let every = if all.len() == campaign.statements.len() {
            1
        } else {
            ALL.len()
        };
        for statement in all.into_iter().skip(number % every).step_by(every) {
            let moment = Moment::Refused(refusal);
            let point = Point { statement, moment };
            let database = campaign.database();
            let ended = campaign.disturbed(&database, point, |_, reached| drop(reached));
            let outcome = match ended {
                Ended::Refused(_) | Ended::Done => campaign.resumed(&database),
                Ended::Killed => Err("the runner ended without a word".to_owned()),
            };
            tally.add(moment.to_string(), campaign.placed(point, outcome));
        }
    }
    tally.finish();
}

static ALL: [Refusal; 4] = Refusal::ALL;

#[test]
fn a_refused_statement_is_survived_on_postgres() {
    at_every_statement(DialectName::Postgres, Way::Up, 1);
}

#[test]
fn a_refused_statement_is_survived_on_mysql() {
    at_every_statement(DialectName::Mysql, Way::Up, 1);
}

#[test]
fn a_statement_refused_on_the_way_down_is_survived() {
    at_every_statement(DialectName::Postgres, Way::Down, 1);
    at_every_statement(DialectName::Mysql, Way::Down, 1);
}

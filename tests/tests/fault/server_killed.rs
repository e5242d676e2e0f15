//! `kill -9` of the database server at every statement, all of its processes at once. It is
//! started again, recovers, and the next run goes on.

use std::time::Duration;

use migration_core::schema::DialectName;

use crate::campaign::Campaign;
use crate::points::{Tally, chosen};
use crate::proxy::{Moment, Point};
use crate::runner::{Ended, Way};
use crate::servers;

fn at_every_statement(dialect: DialectName, way: Way, few: usize) {
    let Some(server) = servers::own(dialect) else {
        return;
    };
    let campaign = Campaign::on(&server, way);
    let mut tally = Tally::new(format!("{dialect}, {way}, server killed"));
    for moment in Moment::STOPS {
        for statement in chosen(campaign.statements.len(), few) {
            let point = Point { statement, moment };
            let database = campaign.database();
            let ended = campaign.disturbed(&database, point, |_, reached| {
                if moment == Moment::InFlight {
                    // Not always at its beginning.
                    std::thread::sleep(Duration::from_millis(statement as u64 % 5));
                }
                server.kill();
                drop(reached);
            });
            if !server.is_running() {
                let again = server.restart();
                again.unwrap_or_else(|error| panic!("{}: {error}", campaign.place(point)));
            }
            let outcome = match ended {
                // The runner lives, and says what happened to it.
                Ended::Refused(_) | Ended::Done => campaign.resumed(&database),
                Ended::Killed => Err("the runner ended without a word".to_owned()),
            };
            tally.add(moment.to_string(), campaign.placed(point, outcome));
        }
    }
    tally.finish();
}

#[test]
fn a_killed_server_is_survived_on_postgres() {
    at_every_statement(DialectName::Postgres, Way::Up, 1);
}

#[test]
fn a_killed_server_is_survived_on_mysql() {
    at_every_statement(DialectName::Mysql, Way::Up, 1);
}

#[test]
fn a_server_killed_on_the_way_down_is_survived() {
    at_every_statement(DialectName::Postgres, Way::Down, 1);
    at_every_statement(DialectName::Mysql, Way::Down, 1);
}

//! Every statement that the operations are rendered to tells where it is seen afterwards.

use std::collections::BTreeSet;

use migration_core::dialect::{Capabilities, Server, Statement, Step, Trace};
use migration_core::plan::{Planner, Reversal};
use migration_core::schema::DialectName;
use migration_tests::framework::recorded;

use crate::runs;

const SERVERS: [Capabilities; 3] = [
    Capabilities::new(Server::Mysql, (8, 4, 0)),
    Capabilities::new(Server::Mariadb, (10, 11, 0)),
    Capabilities::new(Server::Postgres, (15, 0, 0)),
];

/// The statements of PostgreSQL outside transactions, and all of MySQL's.
fn by_themselves(steps: &[Step], dialect: DialectName) -> impl Iterator<Item = &Statement> {
    steps
        .iter()
        .filter(move |step| dialect == DialectName::Mysql || !step.transactional)
        .flat_map(|step| &step.statements)
}

#[test]
fn the_statements_of_every_operation_are_known() {
    let mut unknown = BTreeSet::new();
    let mut known = [0, 0];
    for server in SERVERS {
        let dialect = server.dialect();
        for run in runs::all() {
            let mut planner = Planner::new(server);
            let before = recorded("20260101_000000", "before", run.setup);
            let case = recorded("20260102_000000", &run.name, run.operations);
            let Ok(plan) = planner.fold(&before).and_then(|()| planner.up(&case)) else {
                continue;
            };
            let back = match &plan.reversal {
                Some(Reversal::Steps(steps)) => steps.as_slice(),
                _ => &[],
            };
            let all = by_themselves(&plan.steps, dialect).chain(by_themselves(back, dialect));
            for statement in all {
                match statement.trace(dialect) {
                    Trace::Unknown | Trace::Temporary => {
                        unknown.insert(format!("{}: {statement:?}", run.name));
                    }
                    Trace::Catalogue(_) => known[0] += 1,
                    Trace::Rows | Trace::Repeatable | Trace::Session => known[1] += 1,
                }
            }
        }
    }
    println!(
        "{} statements are seen in the catalogue, {} need not be",
        known[0], known[1]
    );
    assert!(known[0] > 500 && known[1] > 100, "{known:?}");
    assert!(unknown.is_empty(), "{unknown:#?}");
}

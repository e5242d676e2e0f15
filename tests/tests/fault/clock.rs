//! A clock that jumps, by years in either direction, in the middle of a run. What waits is
//! measured with a clock that only runs; the time of day is written down and never compared.

use std::path::Path;

use migration_core::schema::DialectName;

use crate::campaign::Campaign;
use crate::points::{Tally, chosen, say};
use crate::runner::{Ended, Way};

/// Debian's package `faketime` puts it into one of these.
const LIBRARIES: [&str; 2] = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
];

const JUMPS: [(&str, &str); 2] = [("forwards", "+4000d"), ("backwards", "-4000d")];

fn at_every_statement(dialect: DialectName, few: usize) {
    let Some(library) = LIBRARIES.iter().find(|path| Path::new(path).is_file()) else {
        say("SKIPPED: a clock that jumps: Debian's package faketime is not installed");
        return;
    };
    let Some(campaign) = Campaign::start(dialect, Way::Up) else {
        return;
    };
    let mut tally = Tally::new(format!("{dialect}, up, clock jumps"));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("clock");
    for (kind, jump) in JUMPS {
        for statement in chosen(campaign.events, few) {
            std::fs::write(&file, "+0").expect("the clock's file");
            let database = campaign.database();
            let path = file.display().to_string();
            let task = campaign
                .task(&database.url)
                .setting_its_clock(statement, &format!("{path} {jump}"))
                .with("LD_PRELOAD", (*library).to_owned())
                .with("FAKETIME_TIMESTAMP_FILE", path)
                .with("FAKETIME_NO_CACHE", "1".to_owned())
                .with("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned());
            let outcome = match task.run() {
                // Nothing is in the way: the run itself has to end well.
                Ended::Done => campaign.ended_well(&database),
                other => Err(format!("{other:?}")),
            };
            let jumped = std::fs::read_to_string(&file).expect("the clock's file");
            assert_eq!(jumped, jump, "statement {statement} was not reached");
            let place = format!("{dialect}, {kind} at statement {statement}");
            tally.add(kind, outcome.map_err(|error| format!("{place}: {error}")));
        }
    }
    tally.finish();
}

#[test]
fn a_clock_that_jumps_changes_nothing_on_sqlite() {
    at_every_statement(DialectName::Sqlite, 1);
}

#[test]
fn a_clock_that_jumps_changes_nothing_on_postgres() {
    at_every_statement(DialectName::Postgres, 1);
}

#[test]
fn a_clock_that_jumps_changes_nothing_on_mysql() {
    at_every_statement(DialectName::Mysql, 1);
}

//! Faults below SQLite: at each of the system calls that change its files. The runner is killed
//! before one, or the disk is full from one on. `strace` does both, to the program as it is.

use std::process::Command;

use migration_core::schema::DialectName;

use crate::campaign::Campaign;
use crate::points::{Tally, chosen, say};
use crate::runner::{Ended, Way};

/// All that change a file or make it lasting.
const CALLS: &str = "pwrite64,pwritev,fsync,fdatasync,ftruncate,fallocate,unlink,rename";

/// Why nothing can be injected here; `None` where it can.
fn hindered() -> Option<String> {
    let tried = Command::new("strace")
        .args(["-f", "-o", "/dev/null", "-e", "inject=chdir:error=EIO"])
        .arg("true")
        .output();
    match tried {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        Err(error) => Some(format!("no program strace: {error}")),
    }
}

/// A run under `strace`, which writes what it sees into a file and is told what to do to a call.
fn traced(campaign: &Campaign<'_>, url: &str, trace: &str, fault: Option<&str>) -> Ended {
    let mut task = campaign.task(url);
    // Not `--seccomp-bpf`, which is faster: with it strace 6.1 sends no signal.
    let watcher = ["strace", "-f", "-qq", "-o", trace, "-e"];
    task.watcher = watcher.map(str::to_owned).to_vec();
    task.watcher.push(format!("trace={CALLS}"));
    if let Some(fault) = fault {
        task.watcher.push("-e".to_owned());
        task.watcher.push(format!("inject={CALLS}:{fault}"));
    }
    task.run()
}

/// How many of the calls an undisturbed run makes.
fn calls_of(campaign: &Campaign<'_>) -> usize {
    let database = campaign.database();
    let folder = tempfile::tempdir().expect("a folder");
    let trace = folder.path().join("trace").display().to_string();
    let ended = traced(campaign, &database.url, &trace, None);
    assert_eq!(ended, Ended::Done);
    let trace = std::fs::read_to_string(trace).expect("a trace");
    trace.lines().filter(|line| line.contains(" = ")).count()
}

/// At each call, with what `strace` is told to do there.
fn at_every_call(way: Way, few: usize, what: &str, faults: &[(&str, &str)]) {
    if let Some(reason) = hindered() {
        return say(&format!("SKIPPED: faults of system calls: {reason}"));
    }
    let campaign = Campaign::start(DialectName::Sqlite, way).expect("SQLite is built in");
    let calls = calls_of(&campaign);
    assert!(calls > 100, "{calls} calls: they are not seen");
    let mut tally = Tally::new(format!("sqlite, {way}, {what}"));
    let mut came_through = 0;
    for (kind, fault) in faults {
        for call in chosen(calls, few) {
            let database = campaign.database();
            // They are counted from 1, in each thread: all of SQLite's are in one.
            let fault = fault.replace("CALL", &(call + 1).to_string());
            if traced(&campaign, &database.url, "/dev/null", Some(&fault)) == Ended::Done {
                came_through += 1;
            }
            let outcome = campaign.resumed(&database);
            let place = format!("sqlite {way}, {kind} at call {} of {calls}", call + 1);
            tally.add(*kind, outcome.map_err(|error| format!("{place}: {error}")));
        }
    }
    // SQLite can do without some calls: those that give room back.
    let tried = tally.tried();
    tally.finish();
    assert!(
        came_through < tried / 2,
        "{came_through} of {tried} did nothing"
    );
}

#[test]
fn a_runner_killed_at_any_write_is_resumed_on_sqlite() {
    let kill = [("at a write", "signal=KILL:when=CALL")];
    at_every_call(Way::Up, 6, "runner killed", &kill);
    at_every_call(Way::Down, 3, "runner killed", &kill);
}

#[test]
fn a_full_disk_is_survived_on_sqlite() {
    let faults = [
        ("full once", "error=ENOSPC:when=CALL"),
        ("full from then on", "error=ENOSPC:when=CALL+"),
        ("broken from then on", "error=EIO:when=CALL+"),
    ];
    at_every_call(Way::Up, 2, "disk", &faults);
    at_every_call(Way::Down, 1, "disk", &faults);
}

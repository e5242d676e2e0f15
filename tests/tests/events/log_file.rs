use std::path::Path;

use migration_core::schema::DialectName;
use migration_tests::server;
use serde_json::Value;

use crate::package::{on, package};

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn events(lines: &[Value]) -> Vec<&str> {
    lines
        .iter()
        .map(|line| line["event"].as_str().unwrap())
        .collect()
}

#[test]
fn every_event_is_a_line_and_runs_are_appended() {
    for database in server::all() {
        let project = package();
        let name = format!("{}.jsonl", database.dialect);
        let log = ["--log-file", &name];
        let run = |arguments: &[&str]| project.migrate(&on(&database, &[arguments, &log].concat()));
        run(&["up", "-n", "1"]).exits(0);
        let path = project.path(&name);
        let mut first = lines(&path);
        // A file has no server that says which one it is.
        if database.dialect != DialectName::Sqlite {
            let connected = first.remove(1);
            assert_eq!(connected["event"], "connected", "{connected}");
            let server = connected["server"].as_str().unwrap();
            assert!(server.contains(" at "), "{server}");
        }
        assert_eq!(
            events(&first),
            [
                "run_started",
                "planned",
                "migration_started",
                "statement",
                "migration_finished",
                "run_finished"
            ]
        );
        for line in &first {
            assert_eq!(line["run"], first[0]["run"]);
            let at = line["at"].as_str().unwrap();
            assert!(chrono::DateTime::parse_from_rfc3339(at).is_ok() && at.ends_with('Z'));
        }
        assert_eq!(first[0]["command"], "up");
        assert_eq!(first[2]["version"], "20260101_090000");
        assert_eq!(first[2]["direction"], "up");
        assert!(first[3]["sql"].as_str().unwrap().contains("CREATE TABLE"));
        assert!(first[4]["duration_ms"].is_u64());
        assert_eq!(first[5]["exit_code"], 0);
        assert_eq!(first[5]["error"], Value::Null);
        run(&["up"]).exits(9);
        run(&["status"]).exits(0);
        let all = lines(&path);
        let of_first = |line: &&Value| line["run"] == first[0]["run"];
        let later = &all[all.iter().filter(of_first).count()..];
        let failed = later.iter().find(|line| line["event"] == "run_finished");
        let failed = failed.unwrap();
        assert_ne!(failed["run"], first[0]["run"]);
        assert_eq!(failed["exit_code"], 9);
        assert_eq!(failed["error"]["code"], "failed");
        assert_eq!(
            events(&later[later.len() - 2..]),
            ["run_started", "run_finished"]
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}

#[test]
fn a_file_that_cannot_be_written_stops_the_run_before_it_begins() {
    let database = server::sqlite();
    package()
        .migrate(&on(&database, &["up", "--log-file", "no/such/folder/log"]))
        .exits(2)
        .complains(&["cannot write no/such/folder/log"]);
    assert!(!database.path().unwrap().exists());
}

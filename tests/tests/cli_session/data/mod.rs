//! `migrate data` on each server: what walks is looked at, paused, killed, resumed and run, from
//! other processes than the one that runs it.

mod support;

use std::time::Duration;

use migration_core::schema::DialectName;
use migration_tests::server;
use serde_json::Value;

use support::{CONFIG, COUNT, Running, SECOND, Session, all_are, package, put_rows};

fn session(dialect: DialectName) {
    let Some(database) = server::database(dialect) else {
        return;
    };
    let project = package(&database);
    project.migrate(&["data", "status"]).exits(0).says(&[
        "pending",
        "behind 20260101_090000 counters",
        "2 pending",
    ]);
    let session = Session { project, database };
    before_it_begins(&session);
    paused_from_elsewhere(&session);
    killed_while_it_is_paused(&session);
    behind_a_change_of_the_schema(&session);
    asked_between_the_batches(&session);
    from_the_ledger(&session);
}

fn before_it_begins(session: &Session) {
    let Session { database, .. } = session;
    session
        .own(&["data", "run"])
        .exits(0)
        .says(&["nothing to do: no data migration is due"])
        .complains(&["waits behind 20260101_090000 counters"]);
    session.own(&["up", "-n", "1"]).exits(0);
    put_rows(database);
    let step = session.step(COUNT);
    assert_eq!(step["state"], "pending");
    assert_eq!(step["behind"], Value::Null);
    assert_eq!(session.step(SECOND)["behind"]["name"], "add_second");
    session.own(&["data", "status", "count"]).exits(0).says(&[
        "count",
        "due",
        "`migrate data run` runs it",
    ]);
    session
        .own(&["data", "pause"])
        .exits(0)
        .says(&["nothing to pause"]);
    session
        .own(&["data", "resume"])
        .exits(0)
        .says(&["nothing to resume"]);
    session
        .own(&["data", "pause", "add_second"])
        .exits(2)
        .complains(&["works in no batches"]);
    session
        .own(&["data", "run", "nobody"])
        .exits(2)
        .complains(&["there is no migration \"nobody\""]);
    let wrong = "\n[profile.wrong.data]\nbatch_time = \"soon\"\n";
    session
        .project
        .write("migrations/migrate.toml", &format!("{CONFIG}{wrong}"));
    session
        .own(&["data", "run"])
        .exits(2)
        .complains(&["migrate.toml:9: profile.wrong.data.batch_time: "]);
    session.project.write("migrations/migrate.toml", CONFIG);
}

fn paused_from_elsewhere(session: &Session) {
    let Session { project, database } = session;
    let mut walks = Running::start(project, database, &["data", "run", "-e", "slow", "-v"]);
    session.until("it walks", |step| step["rows"].as_u64() > Some(5));
    let step = session.step(COUNT);
    assert_eq!(step["state"], "running");
    assert!(step["rate"].as_u64() > Some(0), "{step}");
    session.own(&["data", "pause", "count"]).exits(0).says(&[
        "paused",
        "20260102_090000  count  counters: ",
        "`migrate data resume` lets it go on",
    ]);
    let step = session.until("it is paused", |step| step["state"] == "paused");
    assert!(
        step["paused_by"]
            .as_str()
            .is_some_and(|by| by.contains('@'))
    );
    assert!(step["paused_at"].is_string());
    // The batch that was under way is done by then, and no other begins.
    let still = session.until("it stands", |step| {
        std::thread::sleep(Duration::from_millis(500));
        session.step(COUNT)["rows"] == step["rows"]
    });
    assert!(still["rows"].as_u64() < Some(300), "{still}");
    assert!(!walks.is_over());
    session
        .own(&["data", "status"])
        .exits(0)
        .says(&["paused by ", "1 paused, 1 pending"]);
    let resumed = session.own(&["data", "resume", "--json"]).exits(0).json();
    assert_eq!(resumed["resumed"][0]["name"], "count");
    let (code, out, error) = walks.ends();
    assert_eq!(code, Some(0), "{out}{error}");
    for text in [
        "paused    counters: ",
        "rows/s",
        "counters: 300 rows in 60 batches, 300 changed",
        "1 migration run",
    ] {
        let text = text.replace("rows/s", "/s");
        assert!(out.contains(&text), "no {text:?} in {out}");
    }
    assert!(!out.contains('\u{1b}'), "{out:?}");
    assert!(
        error.contains("20260104_090000 fill_second waits behind 20260103_090000 add_second"),
        "{error}"
    );
    all_are(database, "1");
    let history = session.own(&["history", "--json"]).exits(0).json();
    let events = history["events"].as_array().expect("a list");
    let kinds: Vec<&str> = events
        .iter()
        .filter_map(|one| one["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["up", "resume", "pause", "up"]);
}

fn killed_while_it_is_paused(session: &Session) {
    let Session { project, database } = session;
    session.own(&["down", "--yes"]).exits(0);
    all_are(database, "0");
    let walks = Running::start(project, database, &["up", "-n", "1", "-e", "slow"]);
    session.until("it walks", |step| {
        step["state"] == "running" && step["rows"].as_u64() > Some(5)
    });
    session.own(&["data", "pause"]).exits(0);
    drop(walks);
    session.until("it is paused", |step| step["state"] == "paused");
    for command in [&["up", "-n", "1"][..], &["data", "run"]] {
        session
            .own(command)
            .exits(6)
            .complains(&["is paused", "`migrate data resume` lets it go on"]);
    }
    let error = session.own(&["up", "--json"]).exits(6).error();
    assert_eq!(error["error"]["code"], "paused");
    session
        .own(&["data", "resume"])
        .exits(0)
        .says(&["resumed", "`migrate data run` goes on with it"]);
    assert_eq!(session.step(COUNT)["state"], "stopped");
    session
        .own(&["data", "status"])
        .exits(0)
        .says(&["stopped", "goes on behind the last batch"]);
    session
        .own(&["data", "run", "count"])
        .exits(0)
        .says(&["resumed", "1 migration run"]);
    all_are(database, "1");
}

fn behind_a_change_of_the_schema(session: &Session) {
    session
        .own(&["data", "run", "fill_second"])
        .exits(6)
        .complains(&[
            "20260104_090000 fill_second is not due",
            "20260103_090000 add_second stands before it",
            "`migrate up --to 20260104_090000`",
        ]);
    session
        .own(&["up", "-n", "1"])
        .exits(0)
        .says(&["add_second"]);
    let ran = session.own(&["data", "run", "--json"]).exits(0).json();
    assert_eq!(ran["ran"][0]["name"], "fill_second");
    session
        .own(&["data", "run"])
        .exits(0)
        .says(&["nothing to do"]);
    session.own(&["data", "status"]).exits(0).says(&["2 done"]);
    session.own(&["data", "status", "--all"]).exits(0).says(&[
        "done   20260102_090000  count",
        "100%",
        "2 done",
    ]);
    session.own(&["status", "--check"]).exits(0);
}

fn asked_between_the_batches(session: &Session) {
    let Session { project, database } = session;
    session.own(&["down", "--yes", "-n", "3"]).exits(0);
    all_are(database, "0");
    let mut walks = Running::start(project, database, &["up", "-e", "asks", "-v"]);
    session.until("a batch", |step| step["rows"].as_u64() >= Some(5));
    std::thread::sleep(Duration::from_millis(700));
    let step = session.step(COUNT);
    assert_eq!(step["rows"], 5, "{step}");
    assert!(!walks.is_over());
    project.write("go", "");
    let (code, out, error) = walks.ends();
    assert_eq!(code, Some(0), "{out}{error}");
    assert!(
        out.contains("counters waits: wait_command: the gate is shut"),
        "{out}"
    );
    all_are(database, "1");
}

/// Two files are lost: the ledger knows the way back.
fn from_the_ledger(session: &Session) {
    let Session { project, database } = session;
    project.remove_migration("m20260104_090000_fill_second");
    project.remove_migration("m20260103_090000_add_second");
    project
        .migrate(&["down"])
        .exits(5)
        .complains(&["migrate down --from-ledger"]);
    session
        .own(&["down", "--from-ledger", "-n", "2"])
        .exits(6)
        .complains(&["--yes"]);
    session
        .own(&["down", "--from-ledger", "-n", "2", "--dry-run"])
        .exits(0)
        .says(&["DROP COLUMN"]);
    session
        .own(&["down", "--from-ledger", "-n", "2", "--yes"])
        .exits(0)
        .says(&["fill_second", "add_second", "2 migrations reversed"]);
    session.own(&["status", "--check"]).exits(0);
    all_are(database, "1");
}

#[test]
fn data_migrations_on_sqlite() {
    session(DialectName::Sqlite);
}

#[test]
fn data_migrations_on_postgres() {
    session(DialectName::Postgres);
}

#[test]
fn data_migrations_on_mysql() {
    session(DialectName::Mysql);
}

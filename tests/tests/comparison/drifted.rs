//! A database that somebody changed by hand.

use migration_core::schema::DialectName;
use migration_tests::cli::{Outcome, Project, workspace};
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

/// An example, which other tests build too.
const PACKAGE: &str = "task-service-migrations";

fn project(database: &TestDatabase) -> Project {
    let project = Project::empty();
    let package = workspace().join("examples/task-service/migrations");
    let package = package.to_str().expect("a path in UTF-8");
    project
        .migrate(&["--dir", package, "status", "-u", "sqlite::memory:"])
        .exits(0);
    let project = project.on(&database.url);
    project.own(PACKAGE, &["up", "--yes"]).exits(0);
    project
}

fn run(database: &TestDatabase, statements: &[&str]) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let mut live = Live::connect(database).await;
        for sql in statements {
            live.ok(sql).await;
        }
    });
}

fn objects(outcome: &Outcome) -> Vec<(String, String)> {
    let document = outcome.json();
    let all = document["deviations"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    all.iter()
        .map(|each| (text(&each["object"]), text(&each["side"])))
        .collect()
}

#[test]
fn what_was_changed_by_hand_is_told_with_what_mends_it() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let project = project(&database);
        project
            .own(PACKAGE, &["drift"])
            .exits(0)
            .says(&["the database is what its migrations make"]);
        run(
            &database,
            &[
                "ALTER TABLE users ADD COLUMN nickname VARCHAR(20)",
                "CREATE TABLE audit_log (id INTEGER PRIMARY KEY)",
            ],
        );
        let told = project.own(PACKAGE, &["drift", "--json"]).exits(4);
        let different = |object: &str, side: &str| (object.to_owned(), side.to_owned());
        assert_eq!(
            objects(&told),
            [
                different("table users", "different"),
                different("table audit_log", "extra"),
            ]
        );
        project.own(PACKAGE, &["drift"]).exits(4).says(&[
            "2 differences",
            "table users",
            "nickname",
            "table audit_log",
        ]);
        // What is left out in migrate.toml or by a flag is told by its number alone.
        project.write("migrate.toml", "[drift]\nignore = [\"table audit_*\"]\n");
        let left = project.own(PACKAGE, &["drift", "--json"]).exits(4);
        assert_eq!(left.json()["ignored"], 1);
        assert_eq!(objects(&left), [different("table users", "different")]);
        project
            .own(PACKAGE, &["drift", "--ignore", "* users"])
            .exits(0)
            .says(&["2 left out"]);
        // What mends it does.
        let mend = told.json()["mend"].as_str().expect("a script").to_owned();
        migration_tests::client::run(&database, &mend)
            .unwrap_or_else(|cause| panic!("{cause}\n{mend}"));
        project.own(PACKAGE, &["drift"]).exits(0);
    }
}

#[test]
fn an_index_made_by_hand_is_told_too() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let project = project(&database);
        let index = match database.dialect {
            DialectName::Mysql => "CREATE INDEX by_hand ON users (username(20))",
            _ => "CREATE INDEX by_hand ON users (username)",
        };
        run(&database, &[index]);
        let told = project.own(PACKAGE, &["drift", "--json"]).exits(4);
        let document = told.json();
        let first = &document["deviations"][0];
        assert_eq!(first["object"], "table users");
        assert!(
            first["extra"][0]
                .as_str()
                .is_some_and(|line| line.contains("by_hand")),
            "{first}"
        );
        assert!(first["mend"].to_string().contains("DROP INDEX"), "{first}");
    }
}

#[test]
fn a_pattern_without_a_kind_and_a_history_that_does_not_fit_are_refused() {
    let database = server::sqlite();
    let project = project(&database);
    project
        .own(PACKAGE, &["drift", "--ignore", "audit_*"])
        .exits(2)
        .complains(&["`table audit_*`"]);
    run(
        &database,
        &["UPDATE migrate_ledger SET checksum = (SELECT max(checksum) FROM migrate_ledger)"],
    );
    project
        .own(PACKAGE, &["drift"])
        .exits(5)
        .complains(&["changed after it was applied"]);
}

//! The script that is printed is run by the server's own client.

use migration_tests::cli::Project;
use migration_tests::client;
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

use crate::shop::{before, shop};

fn count(database: &TestDatabase, sql: &str) -> Option<String> {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async { Live::connect(database).await.value(sql).await })
}

#[test]
fn the_script_makes_the_one_the_other_and_keeps_the_rows() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let project = shop(&database);
        let arguments = ["diff", "--to", "after.sql", "-q"];
        let script = project.migrate(&arguments).exits(0).stdout;
        client::run(&database, &script).unwrap_or_else(|cause| panic!("{cause}\n{script}"));
        let again = project
            .migrate(&["diff", "--to", "after.sql", "--json"])
            .exits(0)
            .json();
        assert_eq!(again["operations"], serde_json::json!([]), "{script}");
        assert_eq!(again["sql"], "");
        let rows =
            "SELECT count(*) FROM notes JOIN users ON users.id = users_id WHERE state = 'new'";
        assert_eq!(count(&database, rows).as_deref(), Some("2"), "{script}");
        // And back, with a word about what is lost.
        project.write("before.sql", &before(database.dialect));
        let back = project
            .migrate(&["diff", "--to", "before.sql"])
            .exits(0)
            .complains(&["loses drop column users.state", "loses drop table tags"]);
        client::run(&database, &back.stdout).unwrap_or_else(|cause| panic!("{cause}\n{back}"));
        project
            .migrate(&["diff", "--to", "before.sql"])
            .exits(0)
            .complains(&["nothing differs"]);
        assert_eq!(
            count(&database, "SELECT count(*) FROM notes").as_deref(),
            Some("2")
        );
    }
}

#[test]
fn nothing_is_changed() {
    for database in server::all() {
        let project = shop(&database);
        project.migrate(&["diff", "--to", "after.sql"]).exits(0);
        let swapped = ["diff", "--from", "after.sql", "--to", "database"];
        project.migrate(&swapped).exits(0).says(&["DROP TABLE"]);
        let users = count(&database, "SELECT count(*) FROM users WHERE age = 1");
        assert_eq!(users.as_deref(), Some("2"));
    }
}

#[test]
fn rust_is_printed_that_a_migration_can_hold() {
    let database = server::sqlite();
    let project = shop(&database);
    project
        .migrate(&["diff", "--to", "after.sql", "--rust"])
        .exits(0)
        .says(&[
            "schema.add_column(\"users\", ",
            "schema.create_table(\"tags\", |t| {",
            "schema.drop_index(\"users\", \"users_age_idx\");",
        ]);
}

#[test]
fn what_no_operation_makes_is_named_and_nothing_is_printed() {
    let database = server::sqlite();
    let project = Project::empty().on(&database.url);
    client::run(&database, "CREATE TABLE t (a INTEGER);").expect("a table");
    project.write(
        "after.sql",
        "CREATE TABLE t (a INTEGER, b TEXT UNIQUE ON CONFLICT IGNORE);",
    );
    let outcome = project
        .migrate(&["diff", "--to", "after.sql", "--json"])
        .exits(2);
    assert_eq!(outcome.stdout, "");
    let error = &outcome.error()["error"];
    assert_eq!(error["code"], "unsupported");
    let message = error["message"].as_str().unwrap_or_default();
    assert!(message.contains("conflict clause"), "{message}");
}

#[test]
fn a_mistake_in_a_source_names_its_place() {
    let database = server::sqlite();
    let project = Project::empty().on(&database.url);
    client::run(&database, "CREATE TABLE t (a INTEGER);").expect("a table");
    project.write("broken.sql", "CREATE TABLE u (a INTEGER);\nCREATE TABLE;\n");
    project.write("broken.json", "{\"tables\": 1}");
    for (to, texts) in [
        (
            "broken.sql",
            ["statement 2 of broken.sql", "empty database"],
        ),
        (
            "broken.json",
            ["broken.json holds no schema", "--format json"],
        ),
        ("nothing.sql", ["cannot read nothing.sql", ""]),
        ("somewhere", ["none of the things", "`migrations@VERSION`"]),
        ("sqlite://gone.db", ["there is no database", "db create"]),
        ("postgres://u:secret@127.0.0.1:1/x", ["sqlite", "postgres"]),
    ] {
        let outcome = project.migrate(&["diff", "--to", to]);
        assert!(outcome.code.is_some_and(|code| code != 0), "{outcome}");
        assert!(!outcome.stderr.contains("secret"), "{outcome}");
        outcome.complains(&texts);
    }
}

//! Mistakes, through the binary: each gets one clear message with the place and the way out,
//! the right exit code, and leaves the database as it was.

mod database;
mod history;
mod migrations;

use migration_tests::cli::{Outcome, Project};
use migration_tests::server::TestDatabase;

/// The migration that stands before every mistake, and is applied.
const USERS: (&str, &str) = (
    "m20260101_090000_create_users",
    r#"schema.create_table("users", |t| {
            t.id();
            t.column(varchar("email", 255));
            t.column(int("age"));
        });"#,
);

/// The module that holds a mistake.
const MISTAKE: &str = "m20260102_090000_mistake";

/// A package whose first migration is applied to the database.
fn package(name: &str, database: &TestDatabase) -> Project {
    let project = Project::for_database(name, database);
    project.write_migration(USERS.0, USERS.1);
    project.migrate(&["up"]).exits(0);
    project
}

/// Puts the mistake into the package, tries `up`, and holds message, exit code and database
/// against what they should be.
#[track_caller]
fn check(
    project: &Project,
    database: &TestDatabase,
    up: &str,
    code: i32,
    says: &[&str],
) -> Outcome {
    let (contents, history) = (database.contents(), ran(project));
    project.write_migration(MISTAKE, up);
    let outcome = project.migrate(&["up"]).exits(code).complains(says);
    assert_eq!(
        outcome.stderr.matches("error: ").count(),
        1,
        "one message in {outcome}"
    );
    let error = project.migrate(&["up", "--json"]).exits(code).error();
    assert!(error["error"]["help"].is_string(), "no way out in {error}");
    project.remove_migration(MISTAKE);
    assert_eq!(database.contents(), contents, "the database changed");
    assert_eq!(ran(project), history, "a migration counts as applied");
    outcome
}

/// The applied versions.
fn ran(project: &Project) -> Vec<String> {
    let status = project.migrate(&["status", "--json"]).exits(0).json();
    let migrations = status["migrations"].as_array().expect("a list");
    migrations
        .iter()
        .filter(|migration| migration["state"] == "applied")
        .map(|migration| migration["version"].to_string())
        .collect()
}

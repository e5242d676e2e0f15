//! A whole session, on each server: one package, from the first migration to the last command.

use migration_core::schema::DialectName;
use migration_tests::cli::Project;
use migration_tests::server::{self, TestDatabase};

const USERS: &str = "m20260101_090000_create_users";
const POSTS: &str = "m20260102_090000_create_posts";

fn package(database: &TestDatabase) -> Project {
    let project = Project::for_database("session", database);
    project
        .migrate(&["status"])
        .exits(0)
        .says(&["no migrations yet"]);
    project.write_migration(
        USERS,
        r#"schema.create_table("users", |t| { t.id(); t.column(varchar("email", 255).unique()); });"#,
    );
    project.write_migration(
        POSTS,
        r#"schema.create_table("posts", |t| { t.id(); t.column(text("body")); });
        schema.add_index("posts", ["id"]);"#,
    );
    project
}

fn states(project: &Project) -> Vec<(String, String)> {
    let status = project.migrate(&["status", "--json"]).exits(0).json();
    let migrations = status["migrations"].as_array().expect("a list");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    migrations
        .iter()
        .map(|migration| (text(&migration["name"]), text(&migration["state"])))
        .collect()
}

fn check_states(project: &Project, users: &str, posts: &str) {
    let expected = [("create_users", users), ("create_posts", posts)];
    let expected = expected.map(|(name, state)| (name.to_owned(), state.to_owned()));
    assert_eq!(states(project), expected);
}

fn session(dialect: DialectName) {
    let Some(database) = server::database(dialect) else {
        return;
    };
    let project = package(&database);
    look_only(&project, &database);
    up(&project, &database);
    back_and_forth(&project, &database);
    stamp(&project, &database);
    whole_database(&project, &database);
}

/// What only looks changes nothing.
fn look_only(project: &Project, database: &TestDatabase) {
    let name = database.dialect.as_str();
    check_states(project, "pending", "pending");
    project.migrate(&["status", "--check"]).exits(3);
    project.migrate(&["plan"]).exits(0).says(&[
        "create_users",
        "create_posts",
        "CREATE TABLE",
        "2 migrations would run",
    ]);
    project
        .migrate(&["plan", "--to", "create_users"])
        .exits(0)
        .says(&["1 migration would run"]);
    project
        .migrate(&["up", "--dry-run"])
        .exits(0)
        .says(&["CREATE TABLE"]);
    project
        .migrate(&["current"])
        .exits(0)
        .says(&["no migration is applied"]);
    project
        .migrate(&["history"])
        .exits(0)
        .says(&["nothing was done yet"]);
    project
        .migrate(&["validate"])
        .exits(0)
        .says(&["2 migrations checked"]);
    project.migrate(&["validate", "--pending"]).exits(3);
    project
        .migrate(&["sql"])
        .exits(0)
        .says(&["CREATE TABLE", "users", "posts"]);
    project
        .migrate(&["sql", "--down", "--dialect", name])
        .exits(0)
        .says(&["DROP TABLE"]);
    project.migrate(&["down"]).exits(0).says(&["nothing to do"]);
    assert!(database.contents().is_empty(), "{:?}", database.contents());
}

fn up(project: &Project, database: &TestDatabase) {
    project.migrate(&["up", "-n", "1"]).exits(0).says(&[
        "applied",
        "20260101_090000",
        "create_users",
        "1 migration applied",
    ]);
    check_states(project, "applied", "pending");
    project.migrate(&["status", "--check"]).exits(3);
    project
        .migrate(&["up", "--to", "20260102"])
        .exits(0)
        .says(&["create_posts"]);
    check_states(project, "applied", "applied");
    project.migrate(&["status"]).exits(0).says(&[
        "applied",
        "2 applied",
        database.dialect.as_str(),
        &database.name,
    ]);
    project.migrate(&["status", "--check"]).exits(0);
    let before = database.contents();
    assert!(!before.is_empty());
    project.migrate(&["up"]).exits(0).says(&["nothing to do"]);
    assert_eq!(database.contents(), before);
    project
        .migrate(&["current"])
        .exits(0)
        .says(&["20260102_090000"]);
    project
        .migrate(&["validate", "--pending"])
        .exits(0)
        .says(&["unchanged"]);
    let events = project.migrate(&["history", "--json"]).exits(0).json();
    let kinds: Vec<_> = events["events"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|event| &event["kind"])
        .collect();
    assert_eq!(kinds, ["up", "up"]);
    project
        .migrate(&["history"])
        .exits(0)
        .says(&["up", "create_users"]);
}

/// What loses data is asked for; no terminal means no answer.
fn back_and_forth(project: &Project, database: &TestDatabase) {
    let before = database.contents();
    project.migrate(&["down"]).exits(6).complains(&[
        "loses data",
        "loses: drop table posts",
        "--yes",
    ]);
    project.migrate(&["reset"]).exits(6).complains(&["--yes"]);
    assert_eq!(database.contents(), before);
    project.migrate(&["down", "--yes"]).exits(0).says(&[
        "reversed",
        "create_posts",
        "1 migration reversed",
    ]);
    check_states(project, "applied", "pending");
    project.migrate(&["up"]).exits(0);
    project
        .migrate(&["redo", "--yes"])
        .exits(0)
        .says(&["reversed", "applied", "create_posts"]);
    project
        .migrate(&["reset", "--yes"])
        .exits(0)
        .says(&["create_users", "4 migrations run"]);
    assert_eq!(database.contents(), before);
    project
        .migrate(&["down", "--yes", "--to", "create_users"])
        .exits(0);
    check_states(project, "applied", "pending");
    project
        .migrate(&["down", "--yes", "--all"])
        .exits(0)
        .says(&["create_users"]);
    check_states(project, "pending", "pending");
    assert!(database.contents().is_empty(), "{:?}", database.contents());
}

fn stamp(project: &Project, database: &TestDatabase) {
    project
        .migrate(&["stamp", "create_users"])
        .exits(0)
        .says(&["without running"]);
    check_states(project, "applied", "pending");
    assert!(database.contents().is_empty(), "{:?}", database.contents());
    project
        .migrate(&["stamp", "create_users"])
        .exits(0)
        .says(&["nothing to do"]);
}

/// Last, since nothing is left afterwards.
fn whole_database(project: &Project, database: &TestDatabase) {
    project
        .migrate(&["db", "wait", "--timeout", "5"])
        .exits(0)
        .says(&["ready"]);
    project
        .migrate(&["db", "create"])
        .exits(0)
        .says(&["exists already"]);
    project
        .migrate(&["db", "drop", "another"])
        .exits(2)
        .complains(&[&database.name, "nothing was dropped"]);
    project.migrate(&["status"]).exits(0).says(&["1 applied"]);
    project
        .migrate(&["db", "drop", &database.name])
        .exits(0)
        .says(&["dropped"]);
    let gone = project.migrate(&["status"]);
    if database.dialect == DialectName::Sqlite {
        gone.exits(0).says(&["2 pending"]);
        assert!(
            !database.path().is_some_and(|path| path.exists()),
            "status made a file"
        );
    } else {
        gone.exits(8).complains(&["migrate db create"]);
    }
    project
        .migrate(&["db", "drop", &database.name])
        .exits(0)
        .says(&["does not exist"]);
    project
        .migrate(&["db", "create"])
        .exits(0)
        .says(&["created"]);
    project
        .migrate(&["up"])
        .exits(0)
        .says(&["2 migrations applied"]);
}

#[test]
fn a_session_on_sqlite() {
    session(DialectName::Sqlite);
}

#[test]
fn a_session_on_postgres() {
    session(DialectName::Postgres);
}

#[test]
fn a_session_on_mysql() {
    session(DialectName::Mysql);
}

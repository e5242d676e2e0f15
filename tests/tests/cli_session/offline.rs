//! `migrate sql`: a script that the server's own client runs leaves the database as `up` and
//! `down` do, the ledger included.

use std::time::Duration;

use migration_core::schema::DialectName;
use migration_tests::cli::Project;
use migration_tests::client;
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

const MIGRATIONS: [(&str, &str); 4] = [
    (
        "m20260101_090000_create_users",
        r#"schema.create_table("users", |t| { t.id(); t.column(varchar("email", 255).unique()); });"#,
    ),
    // Quotes and backslashes, which each client reads in its own way.
    (
        "m20260102_090000_it_is_quoted",
        r#"schema.sql(by_dialect()
            .sqlite("INSERT INTO users (email) VALUES ('it''s; \\ here')")
            .postgres("INSERT INTO users (email) VALUES ('it''s; \\ here')")
            .mysql("INSERT INTO users (email) VALUES ('it''s; \\\\ here')"))
            .reverse("DELETE FROM users");"#,
    ),
    // A rebuild on SQLite.
    (
        "m20260103_090000_change_email",
        r#"schema.alter_column("users", "email", |c| { c.set_type(types::varchar(300)); });"#,
    ),
    // Outside transactions on PostgreSQL.
    (
        "m20260104_090000_index",
        r#"schema.add_index("users", index(["email", "id"]).concurrently());"#,
    ),
];

fn package(database: &TestDatabase) -> Project {
    let project = Project::for_database("offline", database);
    for (module, up) in MIGRATIONS {
        project.write_migration(module, up);
    }
    project
}

fn states(project: &Project) -> Vec<String> {
    let status = project.migrate(&["status", "--json"]).exits(0).json();
    let migrations = status["migrations"].as_array().expect("a list");
    migrations
        .iter()
        .map(|migration| migration["state"].as_str().unwrap_or_default().to_owned())
        .collect()
}

fn script(project: &Project, arguments: &[&str]) -> String {
    let sql = project.migrate(&[&["sql"], arguments].concat()).exits(0);
    sql.stdout
}

fn check(dialect: DialectName) {
    let Some(database) = server::database(dialect) else {
        return;
    };
    let project = package(&database);
    let up = script(&project, &[]);
    client::run(&database, &up).unwrap_or_else(|error| panic!("{error}\n{up}"));
    assert_eq!(states(&project), ["applied"; 4]);
    project.migrate(&["status", "--check"]).exits(0);
    project.migrate(&["validate"]).exits(0);
    project.migrate(&["up"]).exits(0).says(&["nothing to do"]);
    project
        .migrate(&["history"])
        .exits(0)
        .says(&["up", "migrate 0.1.0 sql"]);
    let there = database.contents();

    // Where it does not fit it stops, and nothing is changed.
    client::run(&database, &up).expect_err("a second time");
    assert_eq!(states(&project), ["applied"; 4]);
    assert_eq!(database.contents(), there);

    // A part of the way back, by script, and there again by `up`.
    let part = script(&project, &["--down", "--to", "it_is_quoted"]);
    client::run(&database, &part).unwrap_or_else(|error| panic!("{error}\n{part}"));
    assert_eq!(
        states(&project),
        ["applied", "applied", "pending", "pending"]
    );
    what_the_plan_forbids_stops_the_script(&project, &database);
    project
        .migrate(&["up"])
        .exits(0)
        .says(&["2 migrations applied"]);
    assert_eq!(database.contents(), there);

    // Down by `down`, and there again by script.
    project
        .migrate(&["down", "-n", "1", "--yes"])
        .exits(0)
        .says(&["1 migration reversed"]);
    client::run(&database, &script(&project, &["--from", "it_is_quoted"]))
        .expect_err("a script that begins too early");
    let rest = script(&project, &["--from", "change_email"]);
    client::run(&database, &rest).unwrap_or_else(|error| panic!("{error}\n{rest}"));
    project.migrate(&["status", "--check"]).exits(0);

    let down = script(&project, &["--down"]);
    client::run(&database, &down).unwrap_or_else(|error| panic!("{error}\n{down}"));
    assert_eq!(states(&project), ["pending"; 4]);
    assert!(
        !database
            .contents()
            .iter()
            .any(|name| name.contains("users")),
        "{:?}",
        database.contents()
    );

    a_runner_waits_for_a_script(&project, &database);

    // Without the ledger it is the statements alone.
    let bare = script(&project, &["--no-ledger"]);
    assert!(!bare.contains("migrate_ledger"), "{bare}");
    client::run(&database, &bare).unwrap_or_else(|error| panic!("{error}\n{bare}"));
    assert_eq!(states(&project), ["pending"; 4]);
    project
        .migrate(&["stamp", "index"])
        .exits(0)
        .says(&["4 migrations recorded as applied"]);
}

/// A rebuild would lose what the migrations do not know of.
fn what_the_plan_forbids_stops_the_script(project: &Project, database: &TestDatabase) {
    if database.dialect != DialectName::Sqlite {
        return;
    }
    let trigger = "CREATE TRIGGER mine AFTER INSERT ON users BEGIN SELECT 1; END;";
    client::run(database, trigger).expect("a trigger");
    let there = database.contents();
    client::run(database, &script(project, &["--from", "it_is_quoted"])).expect_err("a rebuild");
    assert_eq!(database.contents(), there);
    client::run(database, "DROP TRIGGER mine;").expect("no trigger");
}

/// While a script has its transaction open, a runner waits, and then finds what it did.
fn a_runner_waits_for_a_script(project: &Project, database: &TestDatabase) {
    if database.dialect != DialectName::Postgres {
        return;
    }
    let users = script(project, &["--to", "create_users"]);
    let (but_commit, _) = users.rsplit_once("COMMIT;").expect("a transaction");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let mut by_hand = Live::connect(database).await;
        // Sent apart: several statements at once would share the script's transaction.
        let (tables, rest) = but_commit.split_once("BEGIN;").expect("a transaction");
        by_hand.ok(tables).await;
        by_hand.ok(&format!("BEGIN;{rest}")).await;
        std::thread::scope(|scope| {
            let runner = scope.spawn(|| project.migrate(&["up"]));
            std::thread::sleep(Duration::from_secs(1));
            assert!(!runner.is_finished());
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(by_hand.ok("COMMIT"))
            });
            let up = runner.join().expect("no panic");
            up.exits(0).says(&["3 migrations applied"]);
        });
    });
    project.migrate(&["status", "--check"]).exits(0);
    project.migrate(&["down", "--all", "--yes"]).exits(0);
}

#[test]
fn a_script_for_sqlite_keeps_the_ledger() {
    check(DialectName::Sqlite);
}

#[test]
fn a_script_for_postgres_keeps_the_ledger() {
    check(DialectName::Postgres);
}

#[test]
fn a_script_for_mysql_keeps_the_ledger() {
    check(DialectName::Mysql);
}

#[test]
fn data_code_has_no_place_in_a_script() {
    let project = Project::for_database("offline-data", &server::sqlite());
    project.write_migration(MIGRATIONS[0].0, MIGRATIONS[0].1);
    project.write_migration(
        "m20260102_090000_tidy",
        "#[data_migration]\n        async fn tidy(_: &mut dyn DataConnection) -> Result<(), DataError> { Ok(()) }\n        \
         schema.data(tidy).nothing_to_reverse();",
    );
    project.migrate(&["sql"]).exits(2).complains(&[
        "20260102_090000 tidy runs data code in Rust (tidy)",
        "migrate up -n 1",
        "--no-ledger",
    ]);
    project
        .migrate(&["sql", "--to", "create_users"])
        .exits(0)
        .says(&["migrate_ledger"]);
    project
        .migrate(&["sql", "--no-ledger"])
        .exits(0)
        .says(&["-- data code in Rust: tidy"]);
}

//! Mistakes in the history: what was applied and what is there do not fit together.

use migration_tests::server;

use crate::{USERS, package, ran};

#[test]
fn a_changed_migration_is_named() {
    let database = server::sqlite();
    let project = package("bad-changed", &database);
    let contents = database.contents();
    // Another way to write the same is no change.
    let same = USERS
        .1
        .replace('\n', " ")
        .replace("t.id();", "t.id(); /* the key */");
    project.write_migration(USERS.0, &same);
    project.migrate(&["validate"]).exits(0).says(&["unchanged"]);

    project.write_migration(USERS.0, &USERS.1.replace("255", "100"));
    project
        .migrate(&["status"])
        .exits(0)
        .says(&["changed", "1 changed"]);
    project.migrate(&["status", "--check"]).exits(5);
    for command in [&["up"][..], &["validate"]] {
        project.migrate(command).exits(5).complains(&[
            "20260101_090000 create_users was changed after it was applied",
            "new migration",
        ]);
    }
    assert_eq!(database.contents(), contents);
    project.write_migration(USERS.0, USERS.1);
    project.migrate(&["status", "--check"]).exits(0);
}

#[test]
fn a_missing_migration_is_named() {
    let database = server::sqlite();
    let project = package("bad-missing", &database);
    let contents = database.contents();
    project.remove_migration(USERS.0);
    project
        .migrate(&["status"])
        .exits(0)
        .says(&["missing", "create_users"]);
    project.migrate(&["status", "--check"]).exits(5);
    for command in [&["up"][..], &["down", "--yes"], &["validate"]] {
        project
            .migrate(command)
            .exits(5)
            .complains(&["20260101_090000 create_users", "version control"]);
    }
    assert_eq!(database.contents(), contents);
}

#[test]
fn two_migrations_of_one_version_are_refused() {
    let database = server::sqlite();
    let project = package("bad-twice", &database);
    let contents = database.contents();
    let twice = [
        (
            "m20260102_090000_one",
            r#"schema.create_table("one", |t| { t.id(); });"#,
        ),
        (
            "m20260102_090000_two",
            r#"schema.create_table("two", |t| { t.id(); });"#,
        ),
    ];
    for (module, up) in twice {
        project.write_migration(module, up);
    }
    for command in [&["up"][..], &["status"], &["validate"], &["sql"]] {
        project.migrate(command).exits(5).complains(&[
            "two migrations have the version 20260102_090000",
            "m20260102_090000_one.rs",
            "m20260102_090000_two.rs",
            "help: ",
        ]);
    }
    assert_eq!(database.contents(), contents);
}

#[test]
fn a_late_migration_runs_only_where_it_collides_with_nothing() {
    let database = server::sqlite();
    let project = package("bad-late", &database);
    project.write_migration(
        "m20250101_000000_late",
        r#"schema.create_table("elsewhere", |t| { t.id(); });"#,
    );
    project
        .migrate(&["status"])
        .exits(0)
        .says(&["late", "1 late"]);
    project
        .migrate(&["up"])
        .exits(0)
        .says(&["20250101_000000", "1 migration applied"]);
    let (contents, applied) = (database.contents(), ran(&project));
    project.write_migration(
        "m20250102_000000_later",
        r#"schema.sql("UPDATE users SET age = 1").nothing_to_reverse();"#,
    );
    project.migrate(&["up"]).exits(5).complains(&[
        "20250102_000000 later came late",
        "20260101_090000 create_users",
        "help: ",
    ]);
    assert_eq!(database.contents(), contents);
    assert_eq!(ran(&project).len(), applied.len());
}

#[test]
fn a_version_that_is_not_there() {
    let database = server::sqlite();
    let project = package("bad-version", &database);
    for command in [
        &["up", "--to", "creat_user"][..],
        &["stamp", "creat_user"],
        &["plan", "--to", "creat_user"],
        &["down", "--yes", "--to", "creat_user"],
        &["sql", "--from", "creat_user"],
    ] {
        project.migrate(command).exits(2).complains(&[
            "no migration \"creat_user\"",
            "did you mean 20260101_090000 create_users?",
        ]);
    }
    project
        .migrate(&["down", "--yes", "--to", "20200101_000000"])
        .exits(2)
        .complains(&["20200101_000000"]);
    project.migrate(&["status", "--check"]).exits(0);
}

#[test]
fn a_changed_migration_is_recorded_after_its_difference_was_shown() {
    let database = server::sqlite();
    let project = package("bad-record", &database);
    project
        .migrate(&["repair"])
        .exits(0)
        .says(&["nothing is half done, changed or missing"]);
    project.write_migration(USERS.0, &USERS.1.replace("\"age\"", "\"years\""));
    project.migrate(&["repair"]).exits(0).says(&[
        "20260101_090000 create_users was changed after it was applied: create table users",
        "-     \"age\" ",
        "+     \"years\" ",
        "`migrate repair --record 20260101_090000`",
    ]);
    let shown = project.migrate(&["repair", "--json"]).exits(0).json();
    assert_eq!(shown["changed"][0]["name"], "create_users");
    assert!(shown["half_done"].is_null());
    project
        .migrate(&["repair", "--record"])
        .exits(6)
        .says(&["+     \"years\" "])
        .complains(&["recording 1 changed migration", "--yes"]);
    project.migrate(&["status", "--check"]).exits(5);
    project
        .migrate(&["repair", "--record", "--yes"])
        .exits(0)
        .says(&["1 recorded"]);
    project.migrate(&["status", "--check"]).exits(0);
    project
        .migrate(&["history"])
        .exits(0)
        .says(&["record", "the checksum was "]);
}

#[test]
fn a_migration_whose_file_is_gone_is_forgotten_after_a_word() {
    let database = server::sqlite();
    let project = package("bad-forget", &database);
    let contents = database.contents();
    project.remove_migration(USERS.0);
    project.migrate(&["repair"]).exits(0).says(&[
        "20260101_090000 create_users: applied, and its file is gone",
        "`migrate repair --forget 20260101_090000`",
    ]);
    let forget = ["repair", "--forget", "20260101_090000"];
    project.migrate(&forget).exits(6).complains(&["--yes"]);
    project
        .migrate(&[&forget[..], &["--yes"]].concat())
        .exits(0)
        .says(&["20260101_090000 is forgotten"]);
    project.migrate(&["status", "--check"]).exits(0);
    assert_eq!(database.contents(), contents);
}

#[test]
fn a_migration_in_doubt_is_shown_with_the_ways_on() {
    let Some(database) = server::mysql() else {
        return;
    };
    let project = package("bad-doubt", &database);
    project.write_migration(
        "m20260102_090000_doubt",
        r#"schema.create_table("a", |t| { t.id(); });
        schema.sql("TRUNCATE TABLE users").nothing_to_reverse();
        schema.sql("INSERT INTO nowhere VALUES (1)").nothing_to_reverse();"#,
    );
    // It fails, and stops as if its runner had died in the statement before.
    project.migrate(&["up", "--yes"]).exits(9);
    let script = "UPDATE migrate_ledger SET state = 'running', done = 1, mark = 'sent' WHERE state = 'failed'";
    migration_tests::client::run(&database, script).unwrap();
    project.migrate(&["up", "--yes"]).exits(5).complains(&[
        "interrupted behind 1 statements",
        "TRUNCATE TABLE users",
        "`migrate repair --plan`",
    ]);
    project.migrate(&["repair"]).exits(0).says(&[
        "20260102_090000 doubt is half done on its way up: 1 of 3 statements",
        "statement 2 it is not known whether it happened:",
        "`migrate repair --plan` shows the ways to go on",
    ]);
    project.migrate(&["repair", "--plan"]).exits(0).says(&[
        "--continue  taking statement 2 as done",
        "--again  running statement 2",
        "--roll-back  undoing the operations that are done",
        "DROP TABLE `a`;",
        "--mark-applied",
        "--mark-pending",
    ]);
    project
        .migrate(&["repair", "--roll-back"])
        .exits(6)
        .complains(&["20260102_090000 doubt", "--yes"]);
    project
        .migrate(&["repair", "--roll-back", "--yes"])
        .exits(0);
    project
        .migrate(&["status"])
        .exits(0)
        .says(&["1 applied, 1 pending"]);
    project.migrate(&["history"]).exits(0).says(&[
        "repair",
        "roll-back behind statement 1: TRUNCATE TABLE users",
    ]);
}

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

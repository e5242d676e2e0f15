//! Mistakes in the migrations themselves.

use migration_tests::server;

use crate::{USERS, check, package};

#[test]
fn what_does_not_fit_the_schema_is_refused_before_anything_runs() {
    let database = server::sqlite();
    let project = package("bad-schema", &database);
    let place = "20260102_090000 mistake, operation ";
    for (up, says) in [
        // Unknown table, unknown column: with the nearest names.
        (
            r#"schema.add_column("userz", varchar("phone", 20).nullable());"#,
            &["operation 1", "userz", "users"][..],
        ),
        (
            r#"schema.drop_column("users", "emial");"#,
            &["emial", "email"],
        ),
        (
            r#"schema.add_index("users", ["emial"]);"#,
            &["emial", "email"],
        ),
        // Duplicate names. What ran before in the same migration counts.
        (
            r#"schema.create_table("users", |t| { t.id(); });"#,
            &["users", "already"],
        ),
        (
            r#"schema.add_column("users", varchar("email", 9).nullable());"#,
            &["email", "already"],
        ),
        (
            r#"schema.add_column("users", int("x").nullable());
        schema.add_column("users", int("x").nullable());"#,
            &["operation 2", "x", "already"],
        ),
        // A default that is no value of the column's type.
        (
            r#"schema.alter_column("users", "age", |c| { c.set_default("old"); });"#,
            &["age"],
        ),
        // A foreign key of another type.
        (
            r#"schema.add_column("users", text("boss").nullable().references_column("users", "id"));"#,
            &["boss", "id"],
        ),
    ] {
        let says = [&[place, "help: "], says].concat();
        check(&project, &database, up, 2, &says);
    }
}

#[test]
fn what_does_not_compile_runs_nothing() {
    let database = server::sqlite();
    let project = package("bad-types", &database);
    for up in [
        r#"schema.add_column("users", boolean("active").default(1));"#,
        r#"schema.add_column("users", int("active"));"#,
        r#"schema.create_tabel("users");"#,
    ] {
        let (contents, module) = (database.contents(), "m20260102_090000_mistake");
        project.write_migration(module, up);
        project.migrate(&["up"]).exits(2).complains(&[
            "m20260102_090000_mistake.rs:8:",
            "error: the migrations package does not compile",
            "nothing was run",
        ]);
        let error = project.migrate(&["up", "--json"]).exits(2).error();
        assert_eq!(error["error"]["code"], "does_not_compile");
        project.remove_migration(module);
        assert_eq!(database.contents(), contents);
    }
}

#[test]
fn a_file_that_is_not_declared_stops_the_build() {
    let database = server::sqlite();
    let project = package("bad-declaration", &database);
    let file = "migrations/src/migrations/m20260103_090000_more.rs";
    project.write(file, "");
    project
        .migrate(&["status"])
        .exits(2)
        .complains(&["m20260103_090000_more.rs is not declared", "migrate sync"]);
    std::fs::remove_file(project.path(file)).expect("the file was written");
    project.migrate(&["status"]).exits(0);
    // A merge that went wrong.
    let list = "migrations/src/migrations/mod.rs";
    let text = project.read(list);
    project.write(list, &format!("<<<<<<< ours\n{text}"));
    project
        .migrate(&["sync"])
        .exits(2)
        .complains(&["mod.rs", "line 1", "merge"]);
    project.write(list, &text);
    std::fs::remove_file(project.path(&format!("migrations/src/migrations/{}.rs", USERS.0)))
        .expect("the file is there");
    project
        .migrate(&["status"])
        .exits(2)
        .complains(&["declares m20260101_090000_create_users", "migrate sync"]);
}

/// Names that need quotes are no mistake; the SQL must hold them.
#[test]
fn reserved_words_and_quotes_are_names_like_others() {
    for database in server::all() {
        let project = package("odd-names", &database);
        let before = database.contents();
        project.write_migration(
            "m20260102_090000_odd",
            r##"schema.create_table("order", |t| {
            t.id();
            t.column(int("select").default(1).check("1 = 1"));
            t.column(varchar("a\"b`c'd", 20).default("it's \\ \"x\""));
            t.index(["select", "a\"b`c'd"]);
        });
        schema.rename_column("order", "select", "group");
        schema.add_column("order", text("from").nullable());"##,
        );
        project
            .migrate(&["up"])
            .exits(0)
            .says(&["1 migration applied"]);
        assert_ne!(database.contents(), before);
        project.migrate(&["down", "--yes"]).exits(0);
        assert_eq!(database.contents(), before);
    }
}

/// PostgreSQL would cut the name without a word, MySQL would fail half-way.
#[test]
fn an_identifier_that_is_too_long_is_refused() {
    for database in [server::postgres(), server::mysql()].into_iter().flatten() {
        let project = package("long-name", &database);
        let long = "a".repeat(65);
        for up in [
            format!(r#"schema.create_table("{long}", |t| {{ t.id(); }});"#),
            format!(r#"schema.add_column("users", int("{long}").nullable());"#),
            format!(r#"schema.add_index("users", index(["email"]).name("{long}"));"#),
        ] {
            check(&project, &database, &up, 2, &["mistake", &long, "help: "]);
        }
    }
}

#[test]
fn a_statement_that_fails_says_which_and_what_exists_now() {
    for database in server::all() {
        let project = package("bad-sql", &database);
        check(
            &project,
            &database,
            r#"schema.sql("INSERT INTO nowhere VALUES (1)").nothing_to_reverse();"#,
            9,
            &[
                "20260102_090000 mistake failed at statement 1 of 1",
                "INSERT INTO nowhere",
                "now: ",
                "the database is as it was",
                "run `migrate up` again",
            ],
        );
    }
}

/// The statements before the one that fails are undone, where the server can do that.
#[test]
fn a_later_statement_that_fails_takes_the_earlier_ones_with_it() {
    for database in [Some(server::sqlite()), server::postgres()]
        .into_iter()
        .flatten()
    {
        let project = package("bad-second", &database);
        check(
            &project,
            &database,
            r#"schema.create_table("more", |t| { t.id(); });
        schema.sql("INSERT INTO nowhere VALUES (1)").nothing_to_reverse();"#,
            9,
            &["failed at statement 2 of 2", "the database is as it was"],
        );
    }
}

#[test]
fn a_data_migration_that_panics_is_a_failed_migration() {
    for database in server::all() {
        let project = package("bad-panic", &database);
        let (contents, module) = (database.contents(), "m20260102_090000_mistake");
        project.write(
            &format!("migrations/src/migrations/{module}.rs"),
            "use migration_core::prelude::*;\n\n\
             #[derive(Migration)]\npub struct Mistake;\n\n\
             impl Migration for Mistake {\n    fn up(&self, schema: &mut SchemaBuilder) {\n        \
             schema.data(trip).nothing_to_reverse();\n    }\n}\n\n\
             #[data_migration]\nasync fn trip(db: &mut dyn DataConnection) -> Result<(), DataError> {\n    \
             db.execute(\"INSERT INTO users (email, age) VALUES ('a', 1)\").await?;\n    \
             let rows: Vec<u8> = Vec::new();\n    assert!(!rows.is_empty(), \"no rows to fill\");\n    Ok(())\n}\n",
        );
        project.migrate(&["sync"]).exits(0);
        project.migrate(&["up"]).exits(9).complains(&[
            "mistake failed",
            "no rows to fill",
            "help: ",
        ]);
        assert_eq!(database.contents(), contents);
        project.remove_migration(module);
        project.migrate(&["status", "--check"]).exits(0);
    }
}

//! `migrate verify` from outside: the table, the JSON, the exit code, the profile.

use migration_tests::cli::{Project, workspace};
use migration_tests::server;

const CREATE: &str =
    r#"schema.create_table("users", |t| { t.id(); t.column(varchar("name", 80)); });"#;
const NOT_UNDONE: &str =
    r#"schema.sql("CREATE TABLE extra (id INTEGER)").reverse("DELETE FROM extra");"#;
const FORGOTTEN: &str = r#"schema.sql("DROP TABLE users").reverse("DELETE FROM nothing");"#;

#[test]
fn a_session() {
    let project = Project::init("verified", &[]);
    project.write_migration("m20260101_090000_create_users", CREATE);
    let folder = project.path("tmp");
    std::fs::create_dir(&folder).unwrap();
    let folder = folder.display().to_string();
    let verify = |arguments: &[&str]| {
        let arguments = [&["verify"], arguments].concat();
        project.migrate_with(&[("TMPDIR", &folder)], &arguments)
    };
    let left = || std::fs::read_dir(&folder).unwrap().count();

    let good = verify(&[]).exits(0);
    let good = good.says(&[
        "sqlite up  down  up",
        "create_users",
        "1 migration, up, down and up again: no difference · SQLite 3.",
    ]);
    assert!(!good.stdout.contains('\u{1b}'), "piped text has no colours");
    assert!(good.stderr.is_empty(), "{good}");
    assert_eq!(left(), 0);
    // The project's own database was not even made.
    assert!(!project.path("migrations/app.db").exists());
    // The package's own binary does it alone.
    project
        .own("verified", &["verify", "--dir", "migrations"])
        .exits(0);

    project.write_migration("m20260102_090000_add_extra", NOT_UNDONE);
    verify(&[]).exits(4).says(&[
        "✗ 20260102_090000 add_extra on SQLite 3.",
        "after down",
        "table extra: what SQL of the migration does is not undone",
        "      + CREATE TABLE \"extra\"",
        "help: let its `.reverse(…)` undo it",
        "2 migrations, up, down and up again: 2 differences",
    ]);
    let json = verify(&["--json"]).exits(4).json();
    assert_eq!(json["verdict"], "differs");
    let extra = &json["servers"][0]["migrations"][1];
    assert_eq!(extra["up"], "same");
    assert_eq!(extra["down"], "differs");
    assert_eq!(extra["again"], "failed");
    assert_eq!(extra["findings"][1]["phase"], "down");
    assert_eq!(extra["findings"][1]["counts"], true);
    verify(&["--to", "create_users"]).exits(0);
    verify(&["--from", "add_extra"]).exits(4);
    verify(&["--from", "add_extra", "--to", "create_users"])
        .exits(2)
        .complains(&["there is no migration between them"]);

    project.remove_migration("m20260102_090000_add_extra");
    project.write_migration("m20260103_090000_forget_users", FORGOTTEN);
    verify(&["--json", "--rows", "0"]).exits(9);
    assert_eq!(left(), 0, "nothing is left after failures either");
    project.remove_migration("m20260103_090000_forget_users");

    let kept = verify(&["--keep"]).exits(0).says(&["kept on SQLite"]);
    let (_, file) = kept.stdout.split_once("kept on SQLite").unwrap();
    let (_, file) = file.lines().next().unwrap().split_once(": ").unwrap();
    project
        .migrate(&["status", "--check", "-u", &format!("sqlite://{file}")])
        .exits(0);

    // A folder that a killed run has left, and one in use.
    let dead = format!("{folder}/migrate_verify_1000000000_1_0");
    std::fs::create_dir(&dead).unwrap();
    std::fs::write(format!("{dead}/in_use"), "").unwrap();
    verify(&[])
        .exits(0)
        .complains(&["migrate_verify_1000000000_1_0, which a proof that was killed had left"]);
    assert!(!std::path::Path::new(&dead).exists());

    for (config, arguments, code, complaint) in [
        (
            "[profile.dev]\nurl = \"sqlite://app.db\"\nverify = [\"sqlite\", \"${OTHER}\"]\n",
            &[][..],
            2,
            "needs the variable OTHER",
        ),
        (
            "[profile.dev]\nurl = \"sqlite://app.db\"\nverify = [\"postgres://nobody@127.0.0.1:1/x\"]\n",
            &[],
            2,
            "without the driver for postgres",
        ),
        (
            "[profile.live]\nurl = \"sqlite:///live.db\"\nprotected = true\n",
            &["--url", "sqlite:///live.db"],
            6,
            "is protected",
        ),
    ] {
        project.write("migrations/migrate.toml", config);
        verify(arguments).exits(code).complains(&[complaint]);
    }
}

/// Each example on each server, through the installed binary.
#[test]
fn the_examples_pass() {
    for (example, migrations) in [("prompt-service", 10), ("task-service", 6)] {
        let package = workspace()
            .join("examples")
            .join(example)
            .join("migrations");
        let databases = server::all();
        let project = Project::empty();
        let mut arguments = vec!["--dir", package.to_str().unwrap(), "verify", "--json"];
        for database in &databases {
            arguments.extend(["--url", &database.url]);
        }
        let json = project.migrate(&arguments).exits(0).json();
        assert_eq!(json["verdict"], "same");
        let servers = json["servers"].as_array().unwrap();
        assert_eq!(servers.len(), databases.len());
        for server in servers {
            let all = server["migrations"].as_array().unwrap();
            assert_eq!(all.len(), migrations, "{server}");
            for each in all {
                assert_eq!(each["rows"]["refused"], 0, "{server}");
                assert_eq!(each["findings"].as_array().unwrap().len(), 0, "{server}");
            }
        }
        for database in databases {
            assert_eq!(database.contents(), Vec::<String>::new());
        }
    }
}

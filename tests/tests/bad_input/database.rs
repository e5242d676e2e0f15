//! Mistakes about the database: where it is, and how to get in.

use migration_core::schema::DialectName;
use migration_tests::cli::Project;
use migration_tests::server;

/// One package with every driver; what matters is the address.
fn package(name: &str) -> Project {
    let project = Project::init(name, &["--database", "all"]);
    project.write_migration(
        "m20260101_090000_create_users",
        r#"schema.create_table("users", |t| { t.id(); });"#,
    );
    project
}

#[test]
fn an_address_that_leads_nowhere() {
    let project = package("bad-address");
    project.write(
        "app.txt",
        &"this is no database, but a text of some length\n".repeat(30),
    );
    project.write("file", "");
    for (url, code, says) in [
        ("", 2, &["the database URL is empty"][..]),
        ("app.db", 2, &["has no scheme"]),
        ("oracle://h/db", 2, &["unknown scheme \"oracle\""]),
        (
            "postgres://u:hunter2@host:port/db",
            2,
            &["cannot read the database URL"],
        ),
        (
            "postgres://u:hunter2@127.0.0.1:1/db",
            8,
            &["cannot connect to postgres://u:****@127.0.0.1:1/db"],
        ),
        (
            "mysql://u:hunter2@127.0.0.1:1/db",
            8,
            &["cannot connect to mysql://u:****@127.0.0.1:1/db"],
        ),
        (
            "sqlite://file/app.db",
            8,
            &["cannot connect", "you may write to it"],
        ),
        (
            "sqlite://no/such/folder/app.db",
            8,
            &["cannot connect", "folder exists"],
        ),
        ("sqlite://app.txt", 8, &["app.txt", "no SQLite database"]),
    ] {
        let outcome = project
            .migrate(&["up", "-u", url])
            .exits(code)
            .complains(says);
        let outcome = outcome.complains(&["help: "]);
        assert_eq!(outcome.stderr.matches("error: ").count(), 1, "{outcome}");
        assert!(
            !outcome.to_string().replace(url, "").contains("hunter2"),
            "{outcome}"
        );
        let error = project
            .migrate(&["up", "--json", "-u", url])
            .exits(code)
            .error();
        assert!(error["error"]["help"].is_string(), "{error}");
    }
    assert!(!project.path("migrations/app.db").exists());
    project
        .migrate(&[
            "db",
            "wait",
            "--timeout",
            "300ms",
            "-u",
            "postgres://u@127.0.0.1:1/db",
        ])
        .exits(8);
}

#[test]
fn a_server_that_lets_nobody_in() {
    let project = package("bad-login");
    for database in [server::postgres(), server::mysql()].into_iter().flatten() {
        let missing = database.url.replace(&database.name, "no_such_database");
        project
            .migrate(&["up", "-u", &missing])
            .exits(8)
            .complains(&["no_such_database", "migrate db create"]);
        let (scheme, rest) = database.url.split_once("://").expect("a URL");
        let host = rest.split_once('@').map_or(rest, |(_, host)| host);
        let nobody = format!("{scheme}://nobody_here:hunter2@{host}");
        let outcome = project
            .migrate(&["up", "-u", &nobody])
            .exits(8)
            .complains(&["cannot connect", "nobody_here", "check user and password"]);
        assert!(!outcome.stderr.contains("hunter2"), "{outcome}");
        if database.dialect == DialectName::Mysql {
            let user = rest.split(['@', ':']).next().unwrap_or("root");
            let wrong = format!("{scheme}://{user}:hunter2@{host}");
            let outcome = project
                .migrate(&["up", "-u", &wrong])
                .exits(8)
                .complains(&["check user and password"]);
            assert!(!outcome.stderr.contains("hunter2"), "{outcome}");
        }
        assert!(database.contents().is_empty());
    }
}

#[test]
fn a_configuration_that_cannot_be_read() {
    let project = package("bad-config");
    for (text, says) in [
        ("[profile.dev\n", &["migrate.toml:1:"][..]),
        ("[profile.dev]\nurk = 1\n", &["migrate.toml:2:", "urk"]),
        (
            "[profile.dev]\nurl = \"${NOWHERE}\"\n",
            &["the variable NOWHERE", ".env"],
        ),
        ("", &["no database is named", "--database-url"]),
    ] {
        project.write("migrations/migrate.toml", text);
        project
            .migrate(&["up"])
            .exits(2)
            .complains(says)
            .complains(&["help: "]);
    }
    project.write(
        "migrations/migrate.toml",
        "[profile.dev]\nurl = \"sqlite://${FILE}.db\"\n",
    );
    project.write(".env", "FILE=from_env\n");
    project.migrate(&["up"]).exits(0).says(&["from_env.db"]);
    project.write(".env", "'\n");
    project.migrate(&["up"]).exits(2).complains(&[".env"]);
}

//! What programs read: JSON shapes, exit codes, output without escape codes.

use migration_tests::cli::Project;
use migration_tests::server;
use serde_json::Value;

fn keys(value: &Value) -> Vec<&str> {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"));
    object.keys().map(String::as_str).collect()
}

#[test]
fn the_shapes_stay_what_they_are() {
    let database = server::sqlite();
    let project = Project::init("formats", &[]).on(&database.url);
    project.write_migration(
        "m20260101_090000_create_users",
        r#"schema.create_table("users", |t| { t.id(); });"#,
    );
    project.write_migration(
        "m20260102_090000_fail",
        r#"schema.sql("INSERT INTO nowhere VALUES (1)").nothing_to_reverse();"#,
    );

    let plan = project.migrate(&["plan", "--json"]).exits(0).json();
    assert_eq!(
        keys(&plan),
        ["dialect", "database", "protected", "hash", "migrations"]
    );

    let up = project.migrate(&["up", "-n", "1", "--json"]).exits(0);
    assert_eq!(up.stderr, "");
    let up = up.json();
    assert_eq!(keys(&up), ["ran", "failed"]);
    assert_eq!(
        keys(&up["ran"][0]),
        ["version", "name", "direction", "duration_ms", "statements"]
    );
    assert_eq!(up["ran"][0]["version"], "20260101_090000");
    assert_eq!(up["ran"][0]["direction"], "up");
    assert!(up["failed"].is_null());

    let failed = project.migrate(&["up", "--json"]).exits(9);
    let (out, error) = (failed.json(), failed.error());
    assert_eq!(out["ran"], Value::Array(Vec::new()));
    assert_eq!(out["failed"]["version"], "20260102_090000");
    assert_eq!(out["failed"]["rolled_back"], true);
    assert_eq!(keys(&error), ["error"]);
    assert_eq!(keys(&error["error"]), ["code", "message", "help"]);
    assert_eq!(error["error"]["code"], "failed");

    let status = project.migrate(&["status", "--json"]).exits(0).json();
    assert_eq!(
        keys(&status),
        ["dialect", "database", "current", "migrations"]
    );
    assert_eq!(status["dialect"], "sqlite");
    assert_eq!(status["current"], "20260101_090000");
    let (first, second) = (&status["migrations"][0], &status["migrations"][1]);
    for migration in [first, second] {
        assert_eq!(
            keys(migration),
            [
                "version",
                "name",
                "state",
                "applied_at",
                "duration_ms",
                "checksum"
            ]
        );
    }
    assert_eq!(
        (&first["state"], &second["state"]),
        (&"applied".into(), &"pending".into())
    );
    assert!(
        first["applied_at"]
            .as_str()
            .is_some_and(|at| at.ends_with('Z')),
        "{first}"
    );
    assert!(first["duration_ms"].is_u64() && second["applied_at"].is_null());
    assert_eq!(first["checksum"].as_str().map(str::len), Some(64));

    let down = project
        .migrate(&["down", "--json", "--yes"])
        .exits(0)
        .json();
    assert_eq!(down["ran"][0]["direction"], "down");
    assert!(down["failed"].is_null());

    let decision = project.migrate(&["up", "--json", "-n", "1"]).exits(0);
    assert_eq!(decision.stderr, "");
    let refused = project.migrate(&["down", "--json"]).exits(6);
    assert!(refused.stdout.is_empty(), "{refused}");
    let help = refused.error()["error"]["help"].to_string();
    assert!(help.contains("--yes"), "{help}");

    plain_text(&project);
}

/// Whatever is piped has no escape codes, unless they are asked for.
fn plain_text(project: &Project) {
    for arguments in [
        &["status"][..],
        &["plan"],
        &["history"],
        &["up"],
        &["validate"],
        &["sql"],
        &["nonsense"],
        &["--help"],
    ] {
        let outcome = project.migrate(arguments);
        let text = outcome.to_string();
        assert!(!text.contains('\u{1b}'), "escape codes in {outcome}");
    }
    let colours = project.migrate(&["status", "--color", "always"]).exits(0);
    assert!(colours.stdout.contains('\u{1b}'), "no colour in {colours}");
    let quiet = project
        .migrate(&["--quiet", "up", "--to", "create_users"])
        .exits(0);
    assert_eq!(quiet.stdout, "", "{quiet}");
}

#[test]
fn usage_errors_are_two() {
    let project = Project::empty();
    for (arguments, expected) in [
        (&["nonsense"][..], "unrecognized subcommand 'nonsense'"),
        (&["up", "--nonsense"], "unexpected argument '--nonsense'"),
        (&["up", "--to", "x", "-n", "1"], "cannot be used with"),
        (&[], "Usage: migrate"),
        (&["up"], "no migrate.toml here or in a folder above"),
        (&["up", "--dir", "nowhere"], "there is no folder"),
        (&["up", "--config", "nowhere.toml"], "there is no file"),
        (&["--lock-timeout", "soon", "up"], "write seconds"),
        (&["completions", "fishy"], "fishy"),
        (&["db", "create"], "no database is named"),
    ] {
        project.migrate(arguments).exits(2).complains(&[expected]);
    }
    let error = project
        .migrate(&["up", "--json", "--nonsense"])
        .exits(2)
        .error();
    assert_eq!(error["error"]["code"], "usage");
    project
        .migrate(&["--version"])
        .exits(0)
        .says(&["migrate 0."]);
    project
        .migrate(&["up", "--help"])
        .exits(0)
        .says(&["--dry-run"]);
    for shell in ["bash", "zsh", "fish"] {
        project
            .migrate(&["completions", shell])
            .exits(0)
            .says(&["migrate"]);
    }
}

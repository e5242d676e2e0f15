use migration_tests::server;
use serde_json::Value;

use crate::package::{on, package};

/// Keeps what it is told.
const HOOKS: &str = r#"
[profile.told.hooks]
on_success = "cat > \"$TOLD.json\"; env | grep ^MIGRATE_ | sort > \"$TOLD.env\"; echo noise"
on_failure = "cat > \"$TOLD.json\"; env | grep ^MIGRATE_ | sort > \"$TOLD.env\""

[profile.fails.hooks]
on_success = "exit 3"
on_failure = ["no-such-program"]
"#;

#[test]
fn hooks_are_told_the_outcome_and_change_nothing() {
    let project = package();
    let config = project.path("hooks.toml");
    std::fs::write(&config, HOOKS).unwrap();
    let config = config.display().to_string();
    for database in server::all() {
        let told = project.path(&format!("told-{}", database.dialect));
        let told = told.display().to_string();
        let run = |profile: &str, arguments: &[&str]| {
            let flags = ["--config", &config, "--env", profile, "--dir", "migrations"];
            let all = [arguments, &flags].concat();
            project.migrate_with(&[("TOLD", &told)], &on(&database, &all))
        };
        let read = |ending: &str| std::fs::read_to_string(format!("{told}.{ending}")).unwrap();
        let document = || serde_json::from_str::<Value>(&read("json")).unwrap();

        let outcome = run("told", &["up", "-n", "1", "--json"]).exits(0);
        // What the hook prints does not mix with what a machine reads.
        assert_eq!(outcome.json()["ran"][0]["name"], "ok");
        assert!(outcome.stderr.contains("noise"));
        let success = document();
        assert_eq!(success["outcome"], "success");
        assert_eq!(success["command"], "up");
        assert_eq!(success["profile"], "told");
        assert_eq!(success["ran"][0]["name"], "ok");
        let variables = read("env");
        for line in [
            "MIGRATE_OUTCOME=success",
            "MIGRATE_RAN=1",
            "MIGRATE_EXIT_CODE=0",
        ] {
            assert!(variables.contains(line), "{variables}");
        }

        run("told", &["up"]).exits(9);
        let failure = document();
        assert_eq!(failure["outcome"], "failure");
        assert_eq!(failure["exit_code"], 9);
        assert_eq!(failure["failed"]["name"], "broken");
        assert_eq!(failure["error"]["code"], "failed");
        assert!(read("env").contains("MIGRATE_ERROR=migration 20260102_090000 broken failed"));

        // A hook that fails is a remark, and the result stays what it is.
        run("fails", &["up"])
            .exits(9)
            .complains(&["the hook on_failure cannot be run"]);
        run("fails", &["up", "-n", "0"])
            .exits(0)
            .complains(&["the hook on_success failed with"]);
    }
}

#[test]
fn no_name_becomes_a_command() {
    let project = package();
    let config = project.path("injection.toml");
    std::fs::write(
        &config,
        "[profile.dev.hooks]\non_success = \"true $MIGRATE_DATABASE\"\n",
    )
    .unwrap();
    let config = config.display().to_string();
    let url = "sqlite://$(touch pwned);`touch pwned`.db";
    project
        .migrate(&[
            "up",
            "-n",
            "1",
            "--config",
            &config,
            "--dir",
            "migrations",
            "--database-url",
            url,
        ])
        .exits(0);
    assert!(!project.path("pwned").exists());
}

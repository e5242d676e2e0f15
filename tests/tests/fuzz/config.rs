//! `migrate.toml` and `.env`, through the binary: one clear message, an exit code of ours, and
//! nothing written.

use fastrand::Rng;
use migration_tests::cli::Project;

use crate::text;

fn toml(rng: &mut Rng) -> String {
    let mut out = String::new();
    for _ in 0..rng.usize(0..5) {
        let line = match rng.u8(0..8) {
            0 => "[profile.dev]".to_owned(),
            1 => format!("[profile.{}]", text::any(rng)),
            2 => format!("url = {:?}", text::any(rng)),
            3 => format!("url = \"${{{}}}\"", text::word(rng)),
            4 => format!("protected = {}", text::any(rng)),
            5 => "verify = [\"sqlite\", 1]".to_owned(),
            6 => format!(
                "url = \"sqlite://{}\"",
                text::any(rng).replace(['"', '\\'], "")
            ),
            _ => text::any(rng),
        };
        out.push_str(&line);
        out.push('\n');
    }
    out
}

fn env(rng: &mut Rng) -> String {
    let mut out = String::new();
    for _ in 0..rng.usize(0..4) {
        let line = match rng.u8(0..4) {
            0 => format!("DATABASE_URL={}", text::any(rng)),
            1 => format!("MIGRATE_ENV={}", text::any(rng)),
            2 => format!("{}=\"{}", text::word(rng), text::any(rng)),
            _ => text::any(rng),
        };
        out.push_str(&line);
        out.push('\n');
    }
    out
}

#[test]
fn a_random_configuration_is_told() {
    let project = Project::init("fuzzed-config", &[]);
    // Built once; then the package's own binary is run.
    project.migrate(&["status"]);
    crate::each_seed(40, |rng| {
        let (toml, env) = (toml(rng), env(rng));
        project.write("migrations/migrate.toml", &toml);
        project.write("migrations/.env", &env);
        let command = ["status", "current", "validate", "plan"][rng.usize(0..4)];
        let outcome = project.own("fuzzed-config", &[command]);
        let said = outcome.to_string();
        assert!(!said.contains("panicked"), "{toml:?} {env:?} {said}");
        assert!(
            outcome.code.is_some_and(|code| (0..=8).contains(&code)),
            "{toml:?} {env:?} {said}"
        );
        assert_eq!(project.read("migrations/migrate.toml"), toml);
        assert_eq!(project.read("migrations/.env"), env);
    });
}

/// Most of the grammar is tried as a library; this is the whole way, arguments and all.
#[test]
fn hostile_words_go_through_the_binary() {
    let project = Project::init("fuzzed-words", &[]);
    let before = project.shell(
        ".",
        "find . -path ./migrations/src/migrations -prune -o -type f -print | sort",
    );
    for words in [
        &["create_table", "../../../tmp/out", "a:int"][..],
        &["create_table", "x", "--as", "../../out"],
        &["../out", "a"],
        &[
            "create_table",
            "\"; DROP TABLE x; --",
            "'a':int",
            "b`c:text",
        ],
        &["empty", "/etc/passwd"],
        &["create_table", "日本\u{202e}", "🎉:int?"],
        &["--", "--help"],
        &["sql", "x", "SELECT '\"#\\'"],
        &["create_view", "v", "--sql", "/etc/hostname"],
        &["create_table", &"x".repeat(60_000)],
    ] {
        let outcome = project.migrate(&[&["generate"], words].concat());
        assert!(!outcome.to_string().contains("panicked"), "{outcome}");
        assert!(
            outcome.code.is_some_and(|code| [0, 2].contains(&code)),
            "{outcome}"
        );
    }
    let after = project.shell(
        ".",
        "find . -path ./migrations/src/migrations -prune -o -type f -print | sort",
    );
    assert_eq!(before, after, "no file beside the migrations");
    let beside = project.shell(".", "ls ../out* /tmp/out* 2>/dev/null || true");
    assert_eq!(beside.trim(), "", "no file outside the project");
    // What was written compiles, and folds.
    project.migrate(&["validate"]).exits(0);
}

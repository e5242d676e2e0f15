//! The workspace keeps the shape that ARCHITECTURE.md gives it.

mod operations;
mod rules;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use rules::RULES;
use source::{Source, read_all, root};

/// The crates' sources: no tests, no examples.
const CRATES: &[&str] = &[
    "migration-core/src",
    "migration-macros/src",
    "migration-cli/src",
];

/// A file is cut before it grows longer than this.
const MOST_LINES: usize = 400;

/// Files and folders that only one dialect needs, each with its reason.
const ONE_DIALECT_ONLY: &[&str] = &[
    "rebuild/",        // SQLite alone makes a table anew for what ALTER TABLE cannot do
    "merge.rs",        // and there alone it pays to see what comes next
    "definition/", // and its catalogue alone holds the text of a definition instead of its parts
    "change.rs",   // MySQL alone says all that happens to a table in one ALTER TABLE
    "views.rs",    // what a view holds on to is another thing on each
    "follow.rs",   // MySQL alone leaves the old name in the views of what is renamed
    "texts.rs",    // and gives each column a character set
    "referenced.rs", // and asks that a key stands in the order of what refers to it
    "references.rs", // SQLite asks nothing of the tables on both sides of a foreign key
    "referenced.rs", // and MySQL alone wants the columns of a key in one order on both
    "clauses.rs",  // PostgreSQL alone makes other constraints of some clauses
    "refused.rs",  // and two servers share its dialect and refuse different things
    "object.rs",   // objects beside tables come to one dialect after another
    "replace.rs",  // PostgreSQL alone lets so much stand on a view
    "partition",   // PostgreSQL alone has partitions that are tables
    "access.rs",   // PostgreSQL alone has policies, and its grants are kept
    "comment.rs",  // SQLite keeps no comments
    "sequence.rs", // and PostgreSQL's sequences are objects like any other
    "enumerations.rs", // and there alone an enumeration is a type, which changes beside its column
    "trace.rs", // what was interrupted is looked for where a statement commits by itself: not on SQLite
];

/// The crates that the package may name, as paths write them.
fn dependencies_of(package: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join(package).join("Cargo.toml")).expect("a manifest");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let table = manifest.get("dependencies").and_then(toml::Value::as_table);
    table
        .into_iter()
        .flat_map(|table| table.keys())
        .map(|name| name.replace('-', "_"))
        .collect()
}

/// Runs cargo in the workspace, without a network.
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn every_file_keeps_the_rules() {
    let dependencies = dependencies_of("migration-core");
    let mut broken = Vec::new();
    for source in read_all(CRATES) {
        for rule in RULES {
            for (line, what) in rule.broken_in(&source, &dependencies) {
                broken.push(format!("{}:{line}: `{what}`: {}", source.path, rule.says));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn every_rule_sees_a_planted_breach() {
    let dependencies = dependencies_of("migration-core");
    for rule in RULES {
        let (path, text) = rule.broken_by;
        let seen = rule.broken_in(&Source::new(path, &format!("\n{text}")), &dependencies);
        assert_eq!(
            seen.first().map(|(line, _)| *line),
            Some(2),
            "blind: {} ({text})",
            rule.says
        );
        // The same text in a comment, a string or a test is no breach.
        for harmless in [
            format!("/// {text}\nstruct S; // {text}"),
            format!("const S: &str = r##\"{text}\"##;"),
            format!("#[cfg(test)]\nmod tests {{ {text} }}"),
        ] {
            let seen = rule.broken_in(&Source::new(path, &harmless), &dependencies);
            assert!(
                seen.is_empty(),
                "{}: sees a breach in {harmless}",
                rule.says
            );
        }
    }
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = read_all(CRATES)
        .iter()
        .filter(|source| source.lines > MOST_LINES)
        .map(|source| format!("{}: {} lines", source.path, source.lines))
        .collect();
    assert!(
        long.is_empty(),
        "cut before {MOST_LINES} lines:\n{}",
        long.join("\n")
    );
}

#[test]
fn the_dialects_have_the_same_files() {
    let files = |dialect: &str| -> BTreeSet<String> {
        let folder = format!("migration-core/src/dialect/{dialect}");
        let sources = read_all(&[&folder]);
        let names = sources
            .iter()
            .map(|source| source.path[folder.len() + 1..].to_owned());
        names
            .filter(|name| !ONE_DIALECT_ONLY.iter().any(|one| name.starts_with(one)))
            .collect()
    };
    let sqlite = files("sqlite");
    for other in ["postgres", "mysql"] {
        assert_eq!(
            sqlite,
            files(other),
            "dialect/sqlite against dialect/{other}"
        );
    }
}

#[test]
fn the_core_alone_is_pure() {
    let tree = cargo(&[
        "tree",
        "-p",
        "migration-core",
        "--no-default-features",
        "-e",
        "normal",
        "--prefix",
        "none",
    ]);
    let impure: Vec<&str> = tree
        .lines()
        .filter(|line| {
            ["sqlx", "tokio ", "libsqlite3"]
                .iter()
                .any(|name| line.starts_with(name))
        })
        .collect();
    assert!(
        impure.is_empty(),
        "migration-core without features depends on {impure:?}"
    );
}

#[test]
fn libraries_stay_in_their_crates() {
    // Sources are checked above; this sees what a manifest names.
    for (package, forbidden) in [
        (
            "migration-core",
            &["askama", "minijinja", "clap", "syn", "toml", "indicatif"][..],
        ),
        (
            "migration-macros",
            &[
                "askama",
                "minijinja",
                "clap",
                "sqlx",
                "sea_query",
                "migration_core",
            ],
        ),
        ("migration-cli", &["sqlx", "sea_query", "inventory"]),
    ] {
        for name in dependencies_of(package) {
            assert!(
                !forbidden.contains(&name.as_str()),
                "{package}/Cargo.toml names {name}"
            );
        }
    }
}

#[test]
fn the_minimum_rust_version_is_the_one_in_the_readme() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let declared = manifest["workspace"]["package"]["rust-version"]
        .as_str()
        .expect("a rust-version");
    for member in CRATES {
        let path = root().join(member).join("../Cargo.toml");
        let text = fs::read_to_string(&path).expect("a manifest");
        assert!(
            text.contains("rust-version.workspace = true"),
            "{}",
            path.display()
        );
    }
    if let Ok(readme) = fs::read_to_string(root().join("README.md")) {
        let said = readme
            .lines()
            .any(|line| line.contains("Rust") && line.contains(declared));
        assert!(
            said,
            "README.md must name Rust {declared}, as Cargo.toml does"
        );
    }
}

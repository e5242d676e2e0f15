//! What is linked in: under which licences, and without a way around the compiler's checks.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use migration_tests::cli::workspace;
use serde_json::Value;

/// Licences that ask for nothing but their text.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version=1",
            "--offline",
            "--locked",
            "--all-features",
        ])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "`cargo fetch --locked` fetches what is missing: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Whether an expression of licences can be met: `A OR B`, `A AND B`, brackets, and `A/B` of old.
fn is_met(expression: &str) -> bool {
    let text = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    let met = either(&words, &mut at);
    met && at == words.len()
}

fn either(words: &[&str], at: &mut usize) -> bool {
    let mut met = both(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= both(words, at);
    }
    met
}

fn both(words: &[&str], at: &mut usize) -> bool {
    let mut met = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at);
    }
    met
}

fn one(words: &[&str], at: &mut usize) -> bool {
    if words.get(*at) == Some(&"(") {
        *at += 1;
        let met = either(words, at);
        *at += 1;
        return met;
    }
    let mut name = words.get(*at).copied().unwrap_or_default().to_owned();
    *at += 1;
    if words.get(*at) == Some(&"WITH") {
        name = format!(
            "{name} WITH {}",
            words.get(*at + 1).copied().unwrap_or_default()
        );
        *at += 2;
    }
    ALLOWED.contains(&name.as_str())
}

#[test]
fn expressions_of_licences_are_understood() {
    for (expression, met) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("MIT/Apache-2.0", true),
        ("(GPL-3.0 OR MIT) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND GPL-2.0", false),
        ("Apache-2.0 WITH LLVM-exception OR GPL-2.0", true),
        ("GPL-2.0 WITH Classpath-exception-2.0", false),
        ("", false),
    ] {
        assert_eq!(is_met(expression), met, "{expression}");
    }
}

#[test]
fn every_dependency_has_a_licence_that_asks_for_little() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50);
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !package["source"].is_null())
        .filter(|package| !is_met(package["license"].as_str().unwrap_or_default()))
        .map(|package| {
            format!(
                "{} {}: {}",
                package["name"], package["version"], package["license"]
            )
        })
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn every_dependency_comes_from_the_registry() {
    let metadata = metadata();
    for package in metadata["packages"].as_array().unwrap() {
        let source = package["source"].as_str();
        let registry = source.is_none_or(|source| source.starts_with("registry+"));
        assert!(registry, "{}: {source:?}", package["name"]);
    }
}

/// `forbid` cannot be lifted further down; it has to be there for every crate.
#[test]
fn no_crate_lifts_the_ban_on_unsafe_code() {
    let read = |path: &std::path::Path| {
        let text = std::fs::read_to_string(path).unwrap();
        text.parse::<toml::Table>().unwrap()
    };
    let root = read(&workspace().join("Cargo.toml"));
    assert_eq!(
        root["workspace"]["lints"]["rust"]["unsafe_code"].as_str(),
        Some("forbid")
    );
    let metadata = metadata();
    let members: BTreeSet<&str> = metadata["workspace_members"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let mut seen = 0;
    for package in metadata["packages"].as_array().unwrap() {
        if !members.contains(package["id"].as_str().unwrap()) {
            continue;
        }
        seen += 1;
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        let table = read(manifest);
        let inherits = table.get("lints").and_then(|lints| lints.get("workspace"));
        // An example is a package as a user has it, with lints of its own.
        let example = manifest.starts_with(workspace().join("examples"));
        assert!(
            example || inherits.and_then(toml::Value::as_bool) == Some(true),
            "{}",
            manifest.display()
        );
        holds_nothing_unsafe(manifest.parent().unwrap());
    }
    assert!(seen >= 6, "{seen}");
}

/// No file has a block, function or implementation that the compiler does not check.
fn holds_nothing_unsafe(package: &Path) {
    for folder in ["src", "tests", "benches", "bench"] {
        let mut folders = vec![package.join(folder)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let found = UNSAFE
                        .iter()
                        .find(|word| text.contains(&word.replace('_', " ")));
                    assert!(found.is_none(), "{}: {found:?}", path.display());
                }
            }
        }
    }
}

/// With `_` for each space, so that this file has none of them.
const UNSAFE: &[&str] = &["unsafe_{", "unsafe_fn", "unsafe_impl", "unsafe_extern"];

//! Each operation shows its SQL in the three dialects, in an example that is run.

use std::collections::BTreeSet;
use std::fs;

use crate::source::root;

/// The variants of `Operation`, as its file has them.
fn variants() -> Vec<String> {
    let text = read("operation");
    let (_, rest) = text.split_once("pub enum Operation {").expect("the enum");
    let (body, _) = rest.split_once("\n}").expect("its end");
    body.lines()
        .filter_map(|line| line.trim().split_once('('))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// A file of the operations.
fn read(module: &str) -> String {
    let path = format!("migration-core/src/operation/{module}.rs");
    fs::read_to_string(root().join(&path)).unwrap_or_else(|cause| panic!("{path}: {cause}"))
}

/// `AddColumn` as a module is called: `add_column`.
fn module(variant: &str) -> String {
    let mut name = String::new();
    for c in variant.chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    name
}

/// The documentation of the struct of this name.
fn documentation(text: &str, variant: &str) -> String {
    let (before, _) = text
        .split_once(&format!("pub struct {variant} {{"))
        .unwrap_or_else(|| panic!("no struct {variant} in its file"));
    let lines: Vec<&str> = before
        .lines()
        .rev()
        .skip_while(|line| line.starts_with("#["))
        .take_while(|line| line.starts_with("///"))
        .collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}

/// What the documentation of an operation lacks.
fn missing(documentation: &str) -> Vec<&'static str> {
    // A fence with words behind it may begin an example that nobody runs.
    let mut fences = documentation
        .lines()
        .filter(|line| line.starts_with("/// ```"));
    let run = fences.next() == Some("/// ```");
    let needs = [
        (run, "an example that is run"),
        (documentation.contains("The fold"), "what the fold does"),
        (documentation.contains("everse"), "its reverse"),
        (documentation.contains("sql.sqlite"), "its SQL on SQLite"),
        (
            documentation.contains("sql.postgres"),
            "its SQL on PostgreSQL",
        ),
        (documentation.contains("sql.mysql"), "its SQL on MySQL"),
        (documentation.contains("sql.back"), "what undoes it"),
    ];
    let lacking = needs.into_iter().filter(|(is_there, _)| !is_there);
    lacking.map(|(_, what)| what).collect()
}

#[test]
fn each_operation_shows_its_sql_in_three_dialects() {
    let variants = variants();
    assert!(variants.len() > 30, "{variants:?}");
    let mut lacking = BTreeSet::new();
    for variant in variants {
        let documentation = documentation(&read(&module(&variant)), &variant);
        for what in missing(&documentation) {
            lacking.insert(format!("{variant}: {what}"));
        }
    }
    assert!(lacking.is_empty(), "the documentation lacks {lacking:#?}");
}

#[test]
fn what_is_missing_is_seen() {
    let text = "/// Does it.\n///\n/// ```ignore\n/// assert_eq!(sql.sqlite, \"\");\n/// ```\npub struct Other {\n";
    let seen = missing(&documentation(text, "Other"));
    assert_eq!(seen.len(), 6, "{seen:?}");
    assert_eq!(module("AddForeignKey"), "add_foreign_key");
}

//! Golden tests of the dialects: one file a case under `tests/golden`, the three dialects side
//! by side. `UPDATE_GOLDEN=1` writes the files anew. A second test runs every one of them on
//! the real servers.

mod alone;
mod cases;
mod live;
mod page;
mod proved;
mod render;
mod runs;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use migration_core::operation::Operation;
use migration_core::schema::Schema;

use cases::Case;

/// The schema after the operations.
pub(crate) fn folded(case: &str, operations: &[Operation]) -> Schema {
    let mut schema = Schema::new();
    for operation in operations {
        operation
            .apply(&mut schema)
            .unwrap_or_else(|error| panic!("{case}: {}: {error}", operation.describe()));
    }
    schema
}

fn updating() -> bool {
    std::env::var("UPDATE_GOLDEN").is_ok_and(|value| value == "1")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

#[test]
fn every_case_renders_as_its_file_says() {
    let update = updating();
    let mut wrong = Vec::new();
    for case in cases::all() {
        let path = folder().join(format!("{}.sql", case.name));
        let rendered = render::case(&case);
        if update {
            fs::write(&path, &rendered).expect("the golden file can be written");
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != rendered {
            wrong.push(format!(
                "{}\n{}",
                case.name,
                difference(&expected, &rendered)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cases differ; if they should, run with UPDATE_GOLDEN=1\n\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_file_has_its_case() {
    if updating() {
        return;
    }
    let names: Vec<&str> = cases::all().iter().map(|case| case.name).collect();
    let unique: BTreeSet<String> = names.iter().map(|name| format!("{name}.sql")).collect();
    assert_eq!(unique.len(), names.len(), "two cases of one name");
    let files: BTreeSet<String> = fs::read_dir(folder())
        .expect("the folder of golden files")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(files, unique);
}

#[test]
fn every_operation_has_a_case() {
    let mut seen = BTreeSet::new();
    for case in cases::all() {
        let (_, operations) = case.operations();
        for operation in &operations {
            let debug = format!("{operation:?}");
            seen.extend(debug.split('(').next().map(str::to_owned));
        }
    }
    // One for each variant of `Operation`, which is closed.
    assert_eq!(seen.len(), 46, "{seen:?}");
}

#[test]
fn the_page_of_operations_says_what_the_cases_show() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operations.md");
    let page = page::page();
    if updating() {
        fs::write(&path, page).expect("the page can be written");
        return;
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/operations.md differs; if it should, run with UPDATE_GOLDEN=1\n{}",
        difference(&written, &page)
    );
}

#[test]
fn every_option_has_a_case() {
    assert_eq!(page::fields_without_a_case(), Vec::<String>::new());
}

/// The first lines that differ.
fn difference(expected: &str, found: &str) -> String {
    let (mut old, mut new) = (expected.lines(), found.lines());
    for line in 1.. {
        match (old.next(), new.next()) {
            (a, b) if a == b && a.is_none() => break,
            (a, b) if a == b => {}
            (a, b) => {
                let show = |line: Option<&str>| line.unwrap_or("(end)").to_owned();
                return format!("  line {line}\n  - {}\n  + {}", show(a), show(b));
            }
        }
    }
    "  line ends differ".to_owned()
}

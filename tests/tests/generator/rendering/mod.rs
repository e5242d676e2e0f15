//! Operations as Rust and back: every operation with every option, also those that no
//! template makes, and all that the golden files hold.

mod operations;
mod rare;

use std::collections::BTreeSet;

use migration_cli::generate::render::{self, KnownKey, KnownKeys};
use migration_core::operation::Operation;

use super::golden;
use super::package::Package;

/// One key is known, of another module.
struct Users;

impl KnownKeys for Users {
    fn key(&self, table: &str, column: &str) -> Option<KnownKey> {
        (table == "users" && column == "id").then(|| KnownKey {
            module: "m20261120_093000_create_users".to_owned(),
            constant: "ID".to_owned(),
            kind: "BigInt".to_owned(),
        })
    }
}

/// What goes into one file each.
fn cases() -> Vec<Vec<Operation>> {
    let mut cases = operations::all();
    cases.extend(rare::all());
    for case in golden::all() {
        let (setup, operations) = case.operations();
        // Tables that many cases start from are written once.
        if !setup.is_empty() && !cases.contains(&setup) {
            cases.push(setup);
        }
        let (code, rest): (Vec<_>, Vec<_>) = operations.into_iter().partition(|operation| {
            matches!(operation, Operation::Data(_) | Operation::BatchedData(_))
        });
        for code in code {
            let refused = render::render(&[code], &Users).expect_err("a function of a person");
            assert!(refused.to_string().contains("run data code"), "{refused}");
        }
        cases.push(rest);
    }
    cases
}

/// The module of a case: one a second.
fn module(case: usize) -> String {
    format!("m20261120_10{:02}{:02}_rendered", case / 60, case % 60)
}

#[test]
fn what_is_rendered_records_the_same_operations() {
    let package = Package::new("generated-migrations-2");
    let cases = cases();
    let kinds: BTreeSet<String> = cases
        .iter()
        .flatten()
        .filter_map(|operation| {
            format!("{operation:?}")
                .split('(')
                .next()
                .map(str::to_owned)
        })
        .collect();
    // One for each variant of `Operation`, code excepted.
    assert_eq!(kinds.len(), 46, "{kinds:?}");

    let users = "use migration_core::prelude::*;\n#[derive(Migration)]\npub struct Users;\n\
         pub const ID: Key<BigInt> = Key::new(\"users\", \"id\");\n\
         impl Migration for Users { fn up(&self, schema: &mut SchemaBuilder) { let _ = schema; } }\n";
    package.put("src/migrations/m20261120_093000_create_users.rs", users);
    for (i, operations) in cases.iter().enumerate() {
        let rendered = render::render(operations, &Users)
            .unwrap_or_else(|error| panic!("{error}\n{operations:?}"));
        let again = render::render(operations, &Users);
        assert_eq!(Ok(&rendered), again.as_ref(), "the same every time");
        let mut source = "use migration_core::prelude::*;\n".to_owned();
        for import in &rendered.imports {
            source += &format!("use super::{} as {};\n", import.module, import.alias);
        }
        source += "#[derive(Migration)]\npub struct Rendered;\n";
        for constant in &rendered.constants {
            source += &format!(
                "pub const {}: Key<{}> = Key::new({}, {});\n",
                constant.name, constant.kind, constant.table, constant.column
            );
        }
        source += &format!(
            "impl Migration for Rendered {{\n    fn up(&self, schema: &mut SchemaBuilder) {{\n\
             let _ = &schema;\n{}    }}\n}}\n",
            rendered.statements
        );
        package.put(&format!("src/migrations/{}.rs", module(i)), &source);
    }
    migration_cli::generate::sync(package.folder()).expect("a list of modules");
    let listed = package.run(&["list"]);
    let listed: Vec<&str> = listed.lines().skip(1).collect();
    assert_eq!(listed.len(), cases.len());
    let mut wrong = Vec::new();
    for (i, (operations, line)) in cases.iter().zip(listed).enumerate() {
        let meant = format!("{} {operations:?}", module(i));
        if line != meant {
            wrong.push(format!("meant {meant}\nfound {line}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

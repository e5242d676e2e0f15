//! Operations as Rust and back: every operation with every option, also those that no
//! template makes.

mod operations;

use migration_cli::generate::render::{self, KnownKey, KnownKeys};

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

#[test]
fn what_is_rendered_records_the_same_operations() {
    let package = Package::new("generated-migrations-2");
    let cases = operations::all();
    let users = "use migration_core::prelude::*;\n#[derive(Migration)]\npub struct Users;\n\
         pub const ID: Key<BigInt> = Key::new(\"users\", \"id\");\n\
         impl Migration for Users { fn up(&self, schema: &mut SchemaBuilder) { let _ = schema; } }\n";
    package.put("src/migrations/m20261120_093000_create_users.rs", users);
    for (i, operations) in cases.iter().enumerate() {
        let rendered = render::render(operations, &Users);
        assert_eq!(
            rendered,
            render::render(operations, &Users),
            "the same every time"
        );
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
            "impl Migration for Rendered {{\n    fn up(&self, schema: &mut SchemaBuilder) {{\n{}    }}\n}}\n",
            rendered.statements
        );
        package.put(
            &format!("src/migrations/m20261120_10{i:04}_rendered.rs"),
            &source,
        );
    }
    migration_cli::generate::sync(package.folder()).expect("a list of modules");
    let listed = package.run(&["list"]);
    let listed: Vec<&str> = listed.lines().skip(1).collect();
    assert_eq!(listed.len(), cases.len());
    for (i, (operations, line)) in cases.iter().zip(listed).enumerate() {
        assert_eq!(line, format!("m20261120_10{i:04}_rendered {operations:?}"));
    }
}

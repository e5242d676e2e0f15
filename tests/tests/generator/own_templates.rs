//! Templates that a package brings itself.

use migration_cli::generate::Folded;
use migration_core::schema::DialectName;

use super::package::Package;

#[test]
fn a_package_may_bring_its_own_templates() {
    let package = Package::unwritten();
    let all = "// {{ template }} {{ version }} {{ name }} {{ dialect }} {{ operations | join(\"; \") }}\n\
         {% for c in constants %}pub const {{ c.name }}: Key<{{ c.kind }}> = Key::new({{ c.table }}, {{ c.column }});\n{% endfor %}\
         pub struct {{ struct_name }};\nfn up() {\n{{ statements }}}\n";
    package.put("templates/operations.rs.jinja", all);
    package.put("templates/empty.rs.jinja", "struct {{ struct_name }};");
    let check = |words: &[&str], expected: &[&str]| {
        let draft = package
            .draft(words, DialectName::Postgres, &mut Folded::default())
            .unwrap_or_else(|error| panic!("{error}"));
        for text in expected {
            assert!(draft.source.contains(text), "{}", draft.source);
        }
    };
    check(
        &["create_table", "users"],
        &[
            "// create_table 20261120_093000 create_users postgres create table users",
            "pub const ID: Key<BigInt> = Key::new(\"users\", \"id\");",
            "schema.create_table(\"users\", |t| {",
        ],
    );
    check(&["empty", "later"], &["struct Later;\n"]);
    check(&["sql", "later"], &["use migration_core::prelude::*;"]);

    for (text, message) in [
        ("struct {{ struct_nam }};", "undefined"),
        ("struct {{ struct_name ", "fill in"),
        ("struct {{ struct_name }} oops", "is no Rust: line 1"),
    ] {
        package.put("templates/empty.rs.jinja", text);
        let error = package
            .draft(&["empty", "x"], DialectName::Sqlite, &mut Folded::default())
            .unwrap_err();
        assert!(error.to_string().contains("empty.rs.jinja"), "{error}");
        assert!(error.to_string().contains(message), "{error}");
    }
}

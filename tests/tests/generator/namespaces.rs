//! Words that name what is in a schema of PostgreSQL: `audit.events`.

use migration_cli::generate::Folded;
use migration_core::migration::{Down, Recorded, Version};
use migration_core::prelude::*;
use migration_core::schema::DialectName;

use super::package::Package;

/// Migrations that made a schema, and a table outside it.
fn folded() -> Folded {
    let mut schema = SchemaBuilder::new();
    schema.create_schema("audit");
    schema.create_table("users", |t| {
        t.id();
    });
    let version: Version = "20261001_000000".parse().expect("a version");
    let mut folded = Folded::default();
    folded
        .fold(&Recorded::new(
            version,
            "audit",
            schema.into_operations(),
            Down::Derived,
        ))
        .expect("what fits");
    folded
}

#[test]
fn words_may_name_a_schema() {
    let package = Package::unwritten();
    let mut folded = folded();
    for (words, text) in [
        (
            &[
                "create_table",
                "audit.events",
                "kind:string:index",
                "user:references:users",
            ][..],
            "schema.create_table(\"audit.events\", |t| {",
        ),
        (
            &[
                "create_table",
                "audit.notes",
                "event:references:audit.events",
            ],
            ".references_column(\"audit.events\", \"id\")",
        ),
        (
            &["add_columns", "audit.events", "size:int:default=0"],
            "schema.add_column(\"audit.events\", int(\"size\").default(0));",
        ),
        (
            &["add_index", "audit.events", "size"],
            "schema.add_index(\"audit.events\", [\"size\"]);",
        ),
        (
            &["add_columns", "audit.notes", "other_id:bigint:null"],
            "big_int(\"other_id\").nullable()",
        ),
        (
            &["add_foreign_key", "audit.notes.other_id", "audit.events.id"],
            "foreign_key(\"other_id\").references(\"audit.events\", \"id\")",
        ),
        (
            &["drop_foreign_key", "audit.notes.other_id"],
            "schema.drop_foreign_key(\"audit.notes\", \"notes_other_id_fkey\");",
        ),
        (
            &["rename_table", "audit.notes", "audit.remarks"],
            "schema.rename_table(\"audit.notes\", \"audit.remarks\");",
        ),
        (
            &["drop_table", "audit.remarks"],
            "schema.drop_table(\"audit.remarks\");",
        ),
    ] {
        let draft = package
            .draft(words, DialectName::Postgres, &mut folded)
            .unwrap_or_else(|error| panic!("{words:?}: {error}: {:?}", error.help()));
        assert!(draft.source.contains(text), "{words:?}:\n{}", draft.source);
    }
    let refused = package.draft(
        &["create_table", "log.events", "n:int"],
        DialectName::Postgres,
        &mut folded,
    );
    let error = refused.expect_err("a schema that is not there");
    assert_eq!(
        error.to_string(),
        "there is no schema \"log\" for the table \"log.events\" to be in"
    );
}

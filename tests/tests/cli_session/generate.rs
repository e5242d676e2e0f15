//! `migrate generate` through the binary; what each template writes is tested with the generator.

use migration_tests::cli::Project;
use migration_tests::server;

#[test]
fn a_migration_is_written_explained_and_applied() {
    let database = server::sqlite();
    let project = Project::for_database("generate", &database);
    let at = |version: &str, arguments: &[&str]| {
        project.migrate_with(&[("MIGRATE_VERSION_AT", version)], arguments)
    };
    at(
        "20261101_090000",
        &["generate", "create_table", "users", "email:string:unique"],
    )
    .exits(0)
    .says(&[
        "migrations/src/migrations/m20261101_090000_create_users.rs",
        "create table users",
        "up, on sqlite:\n    CREATE TABLE \"users\"",
        "down, derived:\n    DROP TABLE \"users\"",
        "next: `migrate up`",
    ]);
    let dry = at(
        "20261101_090001",
        &["g", "AddPhoneToUsers", "phone:string", "--dry-run"],
    )
    .exits(0)
    .says(&["pub struct AddPhoneToUsers", "varchar(\"phone\", 255)"]);
    assert!(dry.stdout.ends_with("}\n"), "{dry}");
    assert!(
        !project
            .path("migrations/src/migrations/m20261101_090001_add_phone_to_users.rs")
            .exists()
    );
    let json = at(
        "20261101_090002",
        &["g", "sql", "tidy", "DELETE FROM users", "--json"],
    )
    .exits(0)
    .json();
    assert_eq!(json["name"], "tidy");
    assert_eq!(json["written"], true);
    assert_eq!(json["reversible"], false);
    project
        .migrate(&["up"])
        .exits(0)
        .says(&["2 migrations applied"]);
    // The package's own binary holds no generator, and says who does.
    for arguments in [
        &["g", "sql", "--dry-run"][..],
        &["init"],
        &["sync", "--help"],
    ] {
        project
            .own("generate-sqlite", arguments)
            .exits(2)
            .complains(&["without the generator", "the installed `migrate`"]);
    }
    // Migrations that contradict each other are told by the binary, and shown here.
    project.write_migration(
        "m20261101_090003_again",
        "schema.create_table(\"users\", |t| { t.id(); });",
    );
    project
        .migrate(&["g", "create_table", "posts", "title:string"])
        .exits(2)
        .complains(&["20261101_090003", "users", "help: "]);
    project.remove_migration("m20261101_090003_again");
    project
        .migrate(&["down", "--yes"])
        .exits(6)
        .complains(&["20261101_090002 tidy cannot be reversed", "help: "]);
    project.migrate(&["status", "--check"]).exits(0);

    for (arguments, says) in [
        (
            &["g", "add_column", "userz", "phone:string"][..],
            &["no table \"userz\"", "did you mean \"users\""][..],
        ),
        (
            &["g", "nonsense"],
            &[
                "cannot tell from \"nonsense\"",
                "migrate generate create_table",
            ],
        ),
        (
            &["g"],
            &[
                "it was not said what to generate",
                "migrate generate create_table",
            ],
        ),
        (
            &["g", "add_column", "users", "email:string"],
            &["email", "already"],
        ),
        (
            &[
                "g",
                "add_column",
                "users",
                "price:decimal5",
                "price:decimal2",
            ],
            &["shell", "decimal.5.2"],
        ),
    ] {
        project.migrate(arguments).exits(2).complains(says);
    }
}

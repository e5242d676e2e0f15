//! A protected profile loses nothing without its name.

use migration_tests::cli::Project;

const CONFIG: &str = "\
[profile.dev]
url = \"sqlite://dev.db\"

[profile.prod]
url = \"sqlite://${NAME}.db\"
protected = true
backup = { check = \"true\" }
";

#[test]
fn a_protected_database_asks_for_its_name() {
    let project = Project::init("protected", &[]);
    project.write("migrations/migrate.toml", CONFIG);
    project.write_migration(
        "m20260101_090000_create_users",
        r#"schema.create_table("users", |t| { t.id(); });"#,
    );
    let prod = |arguments: &[&str]| {
        project.migrate_with(&[("NAME", "shop"), ("MIGRATE_ENV", "prod")], arguments)
    };
    prod(&["up"])
        .exits(0)
        .says(&["1 migration applied", "shop.db"]);
    for arguments in [
        &["down"][..],
        &["down", "--yes"],
        &["down", "--confirm", "shop.db"],
        &["down", "--yes", "--confirm", "dev.db"],
        &["redo", "--yes"],
        &["reset", "--yes"],
        &["db", "drop", "shop.db"],
    ] {
        prod(arguments).exits(6).complains(&["protected", "--yes"]);
    }
    prod(&["status", "--check"]).exits(0);
    // The address is protected, not only the profile.
    let url = format!("sqlite://{}", project.path("migrations/shop.db").display());
    project
        .migrate_with(&[("NAME", "shop")], &["down", "--yes", "-u", &url])
        .exits(6)
        .complains(&["protected"]);
    prod(&["down", "--yes", "--confirm", "shop.db"])
        .exits(0)
        .says(&["1 migration reversed"]);
    prod(&["db", "drop", "--yes", "shop.db"]).exits(6);
    prod(&["db", "drop", "--yes", "shop.db", "--confirm", "shop.db"])
        .exits(0)
        .says(&["dropped"]);

    // `dev` asks for a word only, and the variable that `prod` needs is not its business.
    project.migrate(&["up"]).exits(0).says(&["dev.db"]);
    project.migrate(&["down", "--yes"]).exits(0);
    project
        .migrate(&["status", "-e", "prod"])
        .exits(2)
        .complains(&["migrate.toml: profile prod needs the variable NAME"]);
    project
        .migrate(&["status", "-e", "production"])
        .exits(2)
        .complains(&["no profile \"production\"", "dev, prod"]);
}

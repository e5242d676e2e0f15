use std::sync::OnceLock;

use migration_tests::cli::Project;
use migration_tests::server::TestDatabase;

/// The package of these tests, which knows all drivers: `ok` works, and what is `broken` fails
/// in its second statement.
pub(crate) fn package() -> &'static Project {
    static PACKAGE: OnceLock<Project> = OnceLock::new();
    PACKAGE.get_or_init(|| {
        let project = Project::init("events", &["--database", "all"]);
        project.write_migration(
            "m20260101_090000_ok",
            r#"schema.create_table("users", |t| { t.id(); });"#,
        );
        project.write_migration(
            "m20260102_090000_broken",
            r#"schema.create_table("posts", |t| { t.id(); });
               schema.sql("SELECT * FROM `there``is\"none").nothing_to_reverse();"#,
        );
        project.migrate(&["validate"]).exits(0);
        project
    })
}

/// The arguments for a command on this database.
pub(crate) fn on<'a>(database: &'a TestDatabase, arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &["--database-url", &database.url]].concat()
}

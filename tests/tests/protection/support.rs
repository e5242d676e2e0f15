use migration_core::Migrator;
use migration_core::prelude::*;
use migration_tests::cli::{Outcome, Project, workspace};
pub(crate) use migration_tests::framework::block_on as wait;
use migration_tests::framework::{self, migration};
use migration_tests::live::Live;
use migration_tests::server::TestDatabase;

/// The package whose last migration drops a column: an example, which other tests build too.
const PACKAGE: &str = "task-service-migrations";

/// How many of its migrations lose nothing.
pub(crate) const HARMLESS: &str = "5";

/// Each profile has its own variable, and all are given the same database: a URL in the wrong place.
const CONFIG: &str = "\
[profile.dev]
url = \"${DEV}\"
backup = { check = \"true\" }

[profile.prod]
url = \"${PROD}\"
protected = true
backup = { check = \"true\" }

[profile.eu]
url = \"${EU}\"
protected = true
";

/// A folder with `migrate.toml`, in which the package's own binary runs.
pub(crate) struct Shop {
    project: Project,
    pub(crate) url: String,
    /// The name that is typed.
    pub(crate) name: String,
}

impl Shop {
    pub(crate) fn new(database: &TestDatabase) -> Self {
        let project = Project::empty();
        project.write("migrate.toml", CONFIG);
        let package = workspace().join("examples/task-service/migrations");
        let package = package.to_str().expect("a path in UTF-8");
        // The binary is built by the first command that needs it.
        project
            .migrate(&["--dir", package, "status", "-u", "sqlite::memory:"])
            .exits(0);
        Self {
            project,
            url: database.url.clone(),
            name: database.name.clone(),
        }
    }

    /// Runs a command with a profile, and nobody at a terminal.
    pub(crate) fn run(&self, profile: &str, arguments: &[&str]) -> Outcome {
        let all = [&["-e", profile], arguments].concat();
        let variable = profile.to_uppercase();
        let variables = [(variable.as_str(), self.url.as_str())];
        self.project.own_with(PACKAGE, &variables, &all)
    }
}

/// A table, then what is tried on it.
pub(crate) fn migrator(then: impl FnOnce(&mut SchemaBuilder)) -> Migrator {
    framework::migrator(vec![
        migration("20260101_000000", "change", |s| {
            s.create_table("users", |t| {
                t.id();
                t.column(varchar("name", 80));
            });
        }),
        migration("20260102_000000", "change", then),
    ])
}

/// Runs SQL that has to work.
pub(crate) fn sql(database: &TestDatabase, sql: &str) -> Vec<Vec<Option<String>>> {
    wait(async { Live::connect(database).await.ok(sql).await })
}

use migration_tests::cli::{Outcome, Project, workspace};
use migration_tests::live::Live;
use migration_tests::server::TestDatabase;

use crate::contents::wait;

/// A package whose last migration drops a column: an example, which other tests build too.
const PACKAGE: &str = "task-service-migrations";

/// A protected database with two users in it, and a plan that loses something of them.
pub(crate) struct Shop {
    pub(crate) project: Project,
    url: String,
    pub(crate) name: String,
}

impl Shop {
    /// `backup` is what the protected profile says of backups.
    pub(crate) fn new(database: &TestDatabase, backup: &str) -> Self {
        let project = Project::empty();
        let package = workspace().join("examples/task-service/migrations");
        let package = package.to_str().expect("a path in UTF-8");
        project
            .migrate(&["--dir", package, "status", "-u", "sqlite::memory:"])
            .exits(0);
        let shop = Self {
            project,
            url: database.url.clone(),
            name: database.name.clone(),
        };
        shop.configure(backup);
        shop.run(&["up", "-n", "5"]).exits(0);
        wait(async {
            let mut live = Live::connect(database).await;
            live.ok(
                "INSERT INTO users (username, email, hashed_password, full_name, display_name, status) \
                 VALUES ('ada', 'a@x', '-', 'Ada L', 'Ada', 'active'), ('bob', 'b@x', '-', 'Bob B', 'Bob', 'active')",
            )
            .await;
        });
        shop
    }

    pub(crate) fn configure(&self, backup: &str) {
        self.project.write(
            "migrate.toml",
            &format!("[profile.prod]\nurl = \"${{DB}}\"\nprotected = true\n{backup}\n"),
        );
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        let all = [&["-e", "prod"], arguments].concat();
        self.project
            .own_with(PACKAGE, &[("DB", self.url.as_str())], &all)
    }

    /// The files in the folder of backups.
    pub(crate) fn backups(&self) -> Vec<String> {
        let folder = self.project.path("kept");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }
}

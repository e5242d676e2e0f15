//! The package whose migrations walk, and a process that runs them.

use std::io::Read;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use migration_tests::cli::{Outcome, Project, workspace};
use migration_tests::live::Live;
use migration_tests::server::TestDatabase;
use serde_json::Value;

pub(super) const COUNT: &str = "20260102_090000";
pub(super) const SECOND: &str = "20260104_090000";

/// Slow enough to be met on its way, with a word of a person's between the batches.
pub(super) const CONFIG: &str = "\
[profile.slow.data]
pause = \"40ms\"

[profile.asks.data]
batch_rows = [1, 5]
wait_command = \"test -e go || { echo the gate is shut; exit 1; }\"
";

pub(super) fn package(database: &TestDatabase) -> Project {
    let project = Project::for_database("walks", database);
    project.write("migrations/migrate.toml", CONFIG);
    project.write_migration(
        "m20260101_090000_counters",
        r#"schema.create_table("counters", |t| { t.id(); t.column(int("n").default(0)); });"#,
    );
    project.write_migration(
        "m20260102_090000_count",
        r#"schema.backfill("counters").set("n", "n + 1").set_reverse("n", "n - 1").batched().batch_limit(5);"#,
    );
    project.write_migration(
        "m20260103_090000_add_second",
        r#"schema.add_column("counters", int("second").nullable());"#,
    );
    project.write_migration(
        "m20260104_090000_fill_second",
        r#"schema.backfill("counters").set("second", "n").batched().batch_limit(50);
        schema.ensure("counters", "second IS NOT NULL");"#,
    );
    project
}

pub(super) fn put_rows(database: &TestDatabase) {
    let values: Vec<String> = (1..=300).map(|id| format!("({id}, 0)")).collect();
    let sql = format!("INSERT INTO counters (id, n) VALUES {}", values.join(", "));
    run(database, &sql);
}

fn run(database: &TestDatabase, sql: &str) -> Vec<Vec<Option<String>>> {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async { Live::connect(database).await.ok(sql).await })
}

pub(super) fn counts(database: &TestDatabase) -> Vec<(String, String)> {
    let rows = run(
        database,
        "SELECT n, count(*) FROM counters GROUP BY n ORDER BY n",
    );
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    rows.iter()
        .map(|row| (text(&row[0]), text(&row[1])))
        .collect()
}

pub(super) fn all_are(database: &TestDatabase, n: &str) {
    assert_eq!(counts(database), [(n.to_owned(), "300".to_owned())]);
}

/// What the binary of the package does in a process of its own.
pub(super) struct Running(Child);

impl Running {
    pub(super) fn start(project: &Project, database: &TestDatabase, arguments: &[&str]) -> Self {
        let binary = project.path(&format!(
            "{}/debug/walks-{}",
            workspace().join("target/tmp/cli").display(),
            database.dialect
        ));
        let child = project
            .command(binary.as_os_str(), arguments, &[])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the package's binary");
        Self(child)
    }

    pub(super) fn is_over(&mut self) -> bool {
        self.0.try_wait().expect("a child").is_some()
    }

    pub(super) fn ends(mut self) -> (Option<i32>, String, String) {
        let read = |pipe: Option<&mut dyn Read>| {
            let mut text = String::new();
            pipe.expect("a pipe")
                .read_to_string(&mut text)
                .expect("UTF-8");
            text
        };
        let out = read(self.0.stdout.as_mut().map(|pipe| pipe as &mut dyn Read));
        let error = read(self.0.stderr.as_mut().map(|pipe| pipe as &mut dyn Read));
        let status = self.0.wait().expect("an end");
        (status.code(), out, error)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may be over.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(super) struct Session {
    pub(super) project: Project,
    pub(super) database: TestDatabase,
}

impl Session {
    /// By the package's own binary: it is built, and several run at once.
    pub(super) fn own(&self, arguments: &[&str]) -> Outcome {
        let name = format!("walks-{}", self.database.dialect);
        self.project.own(&name, arguments)
    }

    pub(super) fn step(&self, version: &str) -> Value {
        let status = self.own(&["data", "status", "--all", "--json"]).exits(0);
        let all = status.json();
        let steps = all["steps"].as_array().expect("a list").clone();
        let mut steps = steps.into_iter();
        steps
            .find(|step| step["version"] == version)
            .unwrap_or_else(|| panic!("no {version} in {all}"))
    }

    pub(super) fn until(&self, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let start = Instant::now();
        loop {
            let step = self.step(COUNT);
            if holds(&step) {
                return step;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "{what}: {step}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

//! The command line from outside: the real `migrate` binary, real packages, real exit codes.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use migration_core::schema::DialectName;
use serde_json::Value;
use tempfile::TempDir;

use crate::server::{TestDatabase, superuser};

/// The workspace's folder.
#[must_use]
pub fn workspace() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        tests.parent().unwrap_or(tests).to_path_buf()
    })
}

/// The `migrate` binary, built once in a run.
#[must_use]
pub fn migrate() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--offline", "-p", "migration-cli"])
            .arg("--message-format=json-render-diagnostics")
            .current_dir(workspace())
            .stderr(Stdio::inherit())
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "migration-cli does not build");
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
            .next_back()
            .expect("migration-cli has a binary")
    })
}

/// Where the packages of the tests are built: together, so that their dependencies compile once.
fn target() -> PathBuf {
    workspace().join("target/tmp/cli")
}

/// A migrations package in a temporary folder, and the database it is about.
#[derive(Debug)]
pub struct Project {
    folder: TempDir,
    url: Option<String>,
}

impl Project {
    /// An empty folder.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            folder: tempfile::Builder::new()
                .prefix("project_")
                .tempdir()
                .expect("a temporary folder"),
            url: None,
        }
    }

    /// A package in `migrations`, made with `migrate init` and these arguments. Its name must
    /// be its own: the packages of all tests are built into one folder.
    #[must_use]
    pub fn init(name: &str, arguments: &[&str]) -> Self {
        let project = Self::empty();
        let init = ["init", "migrations", "--name", name];
        project.migrate(&[&init, arguments].concat()).exits(0);
        project
    }

    /// A package for this database, which DATABASE_URL names. The packages of the tests have
    /// the driver of SQLite or all drivers: each further set would be compiled on its own.
    #[must_use]
    pub fn for_database(name: &str, database: &TestDatabase) -> Self {
        let drivers = match database.dialect {
            DialectName::Sqlite => "sqlite",
            DialectName::Postgres | DialectName::Mysql => "all",
        };
        let name = format!("{name}-{}", database.dialect);
        Self::init(&name, &["--database", drivers]).on(&database.url)
    }

    /// The same package with another database: it is given in DATABASE_URL.
    #[must_use]
    pub fn on(mut self, url: &str) -> Self {
        self.url = Some(url.to_owned());
        self
    }

    /// A path below the folder.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// A file's text.
    #[must_use]
    pub fn read(&self, path: &str) -> String {
        let path = self.path(path);
        std::fs::read_to_string(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::write(&path, text).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()));
    }

    /// Writes a migration's module by hand, with this as the body of `up`, and declares it.
    pub fn write_migration(&self, module: &str, up: &str) {
        self.write(
            &format!("migrations/src/migrations/{module}.rs"),
            &format!(
                "use migration_core::prelude::*;\n\n#[derive(Migration)]\npub struct Change;\n\n\
                 impl Migration for Change {{\n    fn up(&self, schema: &mut SchemaBuilder) {{\n        \
                 {up}\n    }}\n}}\n"
            ),
        );
        self.migrate(&["sync"]).exits(0);
    }

    /// Removes a migration's module, and its declaration.
    pub fn remove_migration(&self, module: &str) {
        let path = self.path(&format!("migrations/src/migrations/{module}.rs"));
        std::fs::remove_file(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()));
        self.migrate(&["sync"]).exits(0);
    }

    /// Runs a line of shell in a folder below this one, with `migrate` in the path, and gives
    /// all that it prints, as a person would see it.
    #[must_use]
    pub fn shell(&self, folder: &str, line: &str) -> String {
        std::fs::create_dir_all(self.path(folder)).expect("a folder in a temporary one");
        let binaries = migrate().parent().unwrap_or(Path::new(""));
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{path}", binaries.display());
        let line = format!("exec 2>&1; cd {folder}; {line}");
        let outcome = self.run(OsStr::new("bash"), &["-c", &line], &[("PATH", &path)]);
        outcome.stdout.trim_end().to_owned()
    }

    /// Runs `migrate` in the folder.
    pub fn migrate(&self, arguments: &[&str]) -> Outcome {
        self.run(migrate().as_os_str(), arguments, &[])
    }

    /// Runs `migrate` with further variables.
    pub fn migrate_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Outcome {
        self.run(migrate().as_os_str(), arguments, variables)
    }

    /// Runs a shell script in the folder, in which `migrate` is the one under test.
    pub fn script(&self, script: &str) -> Outcome {
        let own = migrate().parent().unwrap_or(Path::new(".")).to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&path)))
            .expect("the folders of PATH hold no separator");
        let path = path.to_string_lossy();
        self.run("sh".as_ref(), &["-e", "-c", script], &[("PATH", &path)])
    }

    /// Runs a package's own binary, once `migrate` has built it.
    pub fn own(&self, package: &str, arguments: &[&str]) -> Outcome {
        self.own_with(package, &[], arguments)
    }

    /// As [`Project::own`], with further variables.
    pub fn own_with(
        &self,
        package: &str,
        variables: &[(&str, &str)],
        arguments: &[&str],
    ) -> Outcome {
        let binary = target().join("debug").join(package);
        self.run(binary.as_os_str(), arguments, variables)
    }

    /// Runs a package's own binary, once `migrate` has built it, as a user who owns nothing
    /// here; as this user, where that is not the superuser.
    pub fn unprivileged(&self, package: &str, arguments: &[&str]) -> Outcome {
        // The folders above the build's are not open to everyone.
        let binary = self.path(package);
        if !binary.exists() {
            std::fs::copy(target().join("debug").join(package), &binary).expect("a binary");
        }
        let binary = binary.display().to_string();
        let home = self.path("").display().to_string();
        let home = [("HOME", home.as_str())];
        if !superuser() {
            return self.run(binary.as_ref(), arguments, &home);
        }
        let user = [
            "--reuid",
            "65534",
            "--regid",
            "65534",
            "--clear-groups",
            "--",
        ];
        let all = [&user, &[binary.as_str()][..], arguments].concat();
        self.run("setpriv".as_ref(), &all, &home)
    }

    fn run(&self, program: &OsStr, arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
        let output = self
            .command(program, arguments, variables)
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        Outcome {
            command: arguments.join(" "),
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// A program to be run in the folder, with the variables of the tests and these.
    #[must_use]
    pub fn command(
        &self,
        program: &OsStr,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", target())
            // All that is needed was fetched to build these tests.
            .env("CARGO_NET_OFFLINE", "true");
        for name in [
            "DATABASE_URL",
            "MIGRATE_ENV",
            "MIGRATE_DIR",
            "NO_COLOR",
            "CLICOLOR_FORCE",
        ] {
            command.env_remove(name);
        }
        command.envs(self.url.iter().map(|url| ("DATABASE_URL", url)));
        command.envs(variables.iter().copied());
        command
    }
}

/// How a run ended and what it printed.
#[derive(Debug)]
pub struct Outcome {
    command: String,
    /// The exit code, if the program came to its end.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// The error stream.
    pub stderr: String,
}

impl Outcome {
    /// Holds when the exit code is this one.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "exit code of {self}");
        self
    }

    /// Holds when standard output has each of these texts.
    #[track_caller]
    pub fn says(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.stdout.contains(text), "no {text:?} in {self}");
        }
        self
    }

    /// Holds when the error stream has each of these texts.
    #[track_caller]
    pub fn complains(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.stderr.contains(text), "no {text:?} in {self}");
        }
        self
    }

    /// Standard output as JSON.
    #[must_use]
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|cause| panic!("{cause} in {self}"))
    }

    /// The error stream as JSON.
    #[must_use]
    #[track_caller]
    pub fn error(&self) -> Value {
        serde_json::from_str(&self.stderr).unwrap_or_else(|cause| panic!("{cause} in {self}"))
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "`migrate {}`, which ended with {:?}\n--- stdout\n{}--- stderr\n{}---",
            self.command, self.code, self.stdout, self.stderr
        )
    }
}

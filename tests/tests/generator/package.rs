//! A migrations package that the generator writes into.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, Utc};
use clap::Parser;
use migration_cli::generate::{self, Draft, Flags, Folded, GenerateError, Request};
use migration_core::migration::{Down, Recorded};
use migration_core::schema::DialectName;
use tempfile::TempDir;

/// Beside the workspace's build: what cargo compiled for one run serves the next.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

/// What the command line makes of `generate`'s arguments.
#[derive(Parser)]
#[command(no_binary_name = true)]
struct Arguments {
    words: Vec<String>,
    #[command(flatten)]
    flags: Flags,
}

/// The library and the binary of a package; the binary lists what is recorded, and runs it.
const LIB: &str = "\
//! Generated.
#![deny(warnings)]

mod migrations;

/// The migrations.
pub fn registry() -> migration_core::migration::Registry {
    migration_core::registry!()
}
";

const MAIN: &str = r#"
use migration_core::migration::Registry;
use migration_core::driver::DatabaseUrl;
use migration_core::{DownTarget, Migrator};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let recorded = CRATE::registry().record();
    if arguments[0] == "list" {
        for migration in recorded {
            println!("m{}_{} {:?}", migration.version, migration.name, migration.operations);
        }
        return;
    }
    let url = DatabaseUrl::parse(&arguments[1]).unwrap();
    let skipped: Vec<&str> = arguments[2].split(',').collect();
    let last_kept = arguments[3].parse().unwrap();
    let kept = recorded
        .into_iter()
        .filter(|migration| !skipped.contains(&migration.name.as_str()))
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let migrator = Migrator::new(Registry::of_recorded(kept));
        let told = |error: migration_core::Error| -> ! { panic!("{error}\n{:?}\n{error:?}", error.help()) };
        let up = migrator.up(&url).await.unwrap_or_else(|error| told(error));
        // What cannot be undone stands before it.
        let down = migrator
            .down(&url, DownTarget::Version(last_kept))
            .await
            .unwrap_or_else(|error| told(error));
        println!("{} up, {} down", up.ran.len(), down.ran.len());
    });
}
"#;

pub(crate) struct Package {
    folder: PathBuf,
    _temporary: Option<TempDir>,
}

impl Package {
    /// A package of this name, emptied first, that can be compiled.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(SCRATCH).join("generator").join(name);
        let _ = fs::remove_dir_all(&folder);
        let package = Self {
            folder,
            _temporary: None,
        };
        let root = root();
        package.put(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                 [workspace]\n\n[dependencies]\n\
                 migration-core = {{ path = {:?}, default-features = false, \
                 features = [\"sqlite\", \"postgres\", \"mysql\"] }}\n\
                 tokio = {{ version = \"1\", features = [\"rt\", \"time\", \"net\"] }}\n\n\
                 [profile.dev]\ndebug = 0\n",
                root.join("migration-core")
            ),
        );
        // The versions that the workspace has are on this machine already.
        let lock = fs::read_to_string(root.join("Cargo.lock")).expect("the lock file");
        package.put("Cargo.lock", &lock);
        package.put("src/lib.rs", LIB);
        package.put(
            "src/main.rs",
            &MAIN.replace("CRATE", &name.replace('-', "_")),
        );
        package
    }

    /// A package with nothing in it, for what is never compiled.
    pub(crate) fn unwritten() -> Self {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        Self {
            folder: temporary.path().to_owned(),
            _temporary: Some(temporary),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn put(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, text).expect("a writable folder");
    }

    /// Drafts a migration and folds it, so that the next one finds it.
    pub(crate) fn draft(
        &self,
        words: &[&str],
        dialect: DialectName,
        folded: &mut Folded,
    ) -> Result<Draft, GenerateError> {
        let arguments = Arguments::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
        let now: DateTime<Utc> = "2026-11-20T09:30:00Z".parse().expect("a moment");
        let draft = generate::draft(
            &Request {
                words: arguments.words,
                flags: arguments.flags,
                dialect,
                now,
                package: self.folder.clone(),
                template_dir: None,
            },
            folded,
        )?;
        folded.fold(&Recorded::new(
            draft.version,
            &draft.name,
            draft.operations.clone(),
            Down::Derived,
        ))?;
        Ok(draft)
    }

    /// Drafts a migration, writes and folds it.
    pub(crate) fn generate(
        &self,
        words: &[&str],
        dialect: DialectName,
        folded: &mut Folded,
    ) -> Result<Draft, GenerateError> {
        let draft = self.draft(words, dialect, folded)?;
        let written = generate::write(&draft)?;
        assert_eq!(written.first(), Some(&draft.path));
        Ok(draft)
    }

    /// `rustfmt --check` on every migration, and on their list.
    pub(crate) fn check_format(&self) {
        let files = fs::read_dir(self.folder.join("src/migrations"))
            .expect("the migrations")
            .map(|entry| entry.expect("an entry").path());
        let output = Command::new("rustfmt")
            .args(["--check", "--edition", "2024"])
            .args(files)
            .output()
            .expect("rustfmt runs");
        assert!(
            output.status.success(),
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Runs the package's binary and gives what it prints.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--offline", "--"])
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", Path::new(SCRATCH).join("cli"))
            .output()
            .expect("cargo runs");
        assert!(
            output.status.success(),
            "{arguments:?}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ has a parent")
}

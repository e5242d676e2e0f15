//! A migrations package as `migrate init` lays it out, with a binary that lists its registry.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Beside the workspace's build: what cargo compiled for one test serves the next run too.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

/// A package in a folder of its own, which is emptied first.
pub(crate) struct Package {
    pub(crate) folder: PathBuf,
}

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ has a parent")
}

impl Package {
    /// A package of this name with these migrations, declared: one binary crate.
    pub(crate) fn binary(name: &str, migrations: &[&str]) -> Self {
        let package = Self::library(name, migrations);
        fs::remove_file(package.folder.join("src/lib.rs")).expect("a library");
        let main = format!(
            "mod migrations;\n\n{}",
            lister(&["migration_core::registry!()"])
        );
        package.write("src/main.rs", &main);
        package
    }

    /// A package of this name with these migrations, declared: a library with a binary.
    pub(crate) fn library(name: &str, migrations: &[&str]) -> Self {
        let folder = Path::new(SCRATCH).join("registration").join(name);
        let _ = fs::remove_dir_all(&folder);
        let package = Self { folder };
        let crate_name = name.replace('-', "_");
        let core = root().join("migration-core");
        package.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                 [workspace]\n\n[dependencies]\n\
                 migration-core = {{ path = {core:?}, default-features = false }}\n"
            ),
        );
        // The versions that the workspace has are on this machine already.
        let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the lock file");
        package.write("Cargo.lock", &lock);
        for (template, file) in [
            ("build.rs.txt", "build.rs"),
            ("lib.rs.txt", "src/lib.rs"),
            ("gitattributes.txt", ".gitattributes"),
            ("gitignore.txt", ".gitignore"),
        ] {
            let path = root().join("templates/project").join(template);
            let text = fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            package.write(file, &text);
        }
        package.write(
            "src/main.rs",
            &lister(&[&format!("{crate_name}::registry()")]),
        );
        for migration in migrations {
            package.add_file(migration);
        }
        package.declare(migrations);
        package
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, text).expect("a writable folder");
    }

    /// Writes the file of a migration, without declaring it.
    pub(crate) fn add_file(&self, module: &str) {
        let table = module.get(17..).expect("a module's name");
        self.write(
            &format!("src/migrations/{module}.rs"),
            &format!(
                "use migration_core::prelude::*;\n\n#[derive(Migration)]\npub struct Create;\n\n\
                 impl Migration for Create {{\n    fn up(&self, schema: &mut SchemaBuilder) {{\n        \
                 schema.create_table(\"{table}\", |t| {{\n            t.id();\n        }});\n    }}\n}}\n"
            ),
        );
    }

    pub(crate) fn remove_file(&self, module: &str) {
        fs::remove_file(self.folder.join(format!("src/migrations/{module}.rs"))).expect("a file");
    }

    /// Writes `mod.rs` with these modules.
    pub(crate) fn declare(&self, modules: &[&str]) {
        let lines: String = modules
            .iter()
            .map(|module| format!("mod {module};\n"))
            .collect();
        self.write(
            "src/migrations/mod.rs",
            &format!("//! The migrations, oldest first.\n\n{lines}"),
        );
    }

    /// The migrations that stand in the folder.
    pub(crate) fn files(&self) -> BTreeSet<String> {
        fs::read_dir(self.folder.join("src/migrations"))
            .expect("the folder of migrations")
            .filter_map(|entry| {
                let name = entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("UTF-8");
                name.strip_suffix(".rs")
                    .filter(|stem| *stem != "mod")
                    .map(str::to_owned)
            })
            .collect()
    }

    /// What the package's binary lists, or what cargo said.
    pub(crate) fn registry(&self, profile: &str) -> Result<BTreeSet<String>, String> {
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--offline", "--profile", profile])
            .current_dir(&self.folder)
            .env(
                "CARGO_TARGET_DIR",
                Path::new(SCRATCH).join("registration-target"),
            )
            .output()
            .expect("cargo runs");
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout)
                .lines()
                .map(str::to_owned)
                .collect())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}

/// A main file that lists these registries.
pub(crate) fn lister(registries: &[&str]) -> String {
    let lists: String = registries
        .iter()
        .map(|registry| {
            format!(
                "    for entry in {registry}.entries() {{\n        \
                 println!(\"{{}}\", entry.module.rsplit(\"::\").next().unwrap_or_default());\n    }}\n"
            )
        })
        .collect();
    format!("fn main() {{\n{lists}}}\n")
}

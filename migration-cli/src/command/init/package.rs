//! The files of a new migrations package.

use std::path::{Path, PathBuf};

use askama::Template;

use super::framework::Framework;
use super::workspace::Place;
use super::{Database, Flags};
use crate::error::CliError;

/// One file to write.
pub(crate) struct File {
    /// Its path in the package.
    pub(crate) path: &'static str,
    /// What it holds.
    pub(crate) text: String,
}

/// A package that is about to be written.
pub(crate) struct Package {
    pub(crate) folder: PathBuf,
    pub(crate) name: String,
    core: String,
    cli: String,
    database: Database,
    library: bool,
    standalone: bool,
    lock: Option<String>,
}

#[derive(Template)]
#[template(path = "project/Cargo.toml.txt")]
struct Manifest<'a> {
    name: &'a str,
    core: &'a str,
    cli: &'a str,
    drivers: &'a str,
    standalone: bool,
    heavy: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "project/main.rs.txt")]
struct Main<'a> {
    library: bool,
    crate_name: &'a str,
}

#[derive(Template)]
#[template(path = "project/migrate.toml.txt")]
struct Configuration<'a> {
    url: &'a str,
}

#[derive(Template)]
#[template(path = "project/env.example.txt")]
struct EnvExample<'a> {
    example: &'a str,
}

/// Files that are the same in every package.
const FIXED: [(&str, &str); 3] = [
    (
        "build.rs",
        include_str!("../../../../templates/project/build.rs.txt"),
    ),
    (
        ".gitattributes",
        include_str!("../../../../templates/project/gitattributes.txt"),
    ),
    (
        ".gitignore",
        include_str!("../../../../templates/project/gitignore.txt"),
    ),
];

/// Crates that weigh in every package's binary; its driver is the other one.
const HEAVY: [&str; 7] = [
    "migration-core",
    "migration-cli",
    "clap_builder",
    "sea-query",
    "tokio",
    "toml",
    "toml_parser",
];

/// The library target, for a package that is linked into an application.
const LIBRARY: (&str, &str) = (
    "src/lib.rs",
    include_str!("../../../../templates/project/lib.rs.txt"),
);

impl Package {
    pub(crate) fn new(
        folder: &Path,
        flags: &Flags,
        framework: &Framework,
        place: &Place,
    ) -> Result<Self, CliError> {
        let name = match &flags.name {
            Some(name) if is_package_name(name) => name.clone(),
            Some(name) => {
                return Err(CliError::usage(
                    "name",
                    format!("{name:?} cannot be the name of a package"),
                )
                .help("use small letters, digits, - and _, and begin with a letter"));
            }
            None => name_of(folder),
        };
        let standalone = *place == Place::Alone;
        // The versions that the framework was tested with; Cargo drops what is not needed.
        let lock = match framework.path()? {
            Some(path) if standalone => std::fs::read_to_string(path.join("Cargo.lock")).ok(),
            _ => None,
        };
        Ok(Self {
            folder: folder.to_path_buf(),
            name,
            core: framework.dependency("migration-core", folder)?,
            cli: framework.dependency("migration-cli", folder)?,
            database: flags.database,
            library: flags.lib,
            standalone,
            lock,
        })
    }

    /// Every file of the package.
    pub(crate) fn files(&self) -> Result<Vec<File>, CliError> {
        let crate_name = self.name.replace('-', "_");
        let (drivers, url, example) = self.database_texts();
        let mut files = vec![
            rendered(
                "Cargo.toml",
                &Manifest {
                    name: &self.name,
                    core: &self.core,
                    cli: &self.cli,
                    drivers,
                    standalone: self.standalone,
                    heavy: self.heavy(),
                },
            )?,
            rendered(
                "src/main.rs",
                &Main {
                    library: self.library,
                    crate_name: &crate_name,
                },
            )?,
            rendered("migrate.toml", &Configuration { url: &url })?,
            rendered(".env.example", &EnvExample { example })?,
            File {
                path: "src/migrations/mod.rs",
                text: crate::generate::HEADER.to_owned(),
            },
        ];
        let library = self.library.then_some(LIBRARY);
        files.extend(FIXED.into_iter().chain(library).map(|(path, text)| File {
            path,
            text: text.to_owned(),
        }));
        files.extend(self.lock.clone().map(|text| File {
            path: "Cargo.lock",
            text,
        }));
        files.sort_by_key(|file| file.path);
        Ok(files)
    }

    /// The crates that most of what is linked comes from.
    fn heavy(&self) -> Vec<&'static str> {
        let mut heavy = HEAVY.to_vec();
        heavy.extend(match self.database {
            Database::Sqlite => &["sqlx-sqlite"][..],
            Database::Postgres => &["sqlx-postgres"],
            Database::Mysql => &["sqlx-mysql"],
            Database::All => &["sqlx-sqlite", "sqlx-postgres", "sqlx-mysql"],
        });
        heavy
    }

    fn database_texts(&self) -> (&'static str, String, &'static str) {
        let name = self
            .name
            .trim_end_matches("migrations")
            .trim_end_matches(['-', '_']);
        let name = if name.is_empty() { "app" } else { name }.replace('-', "_");
        match self.database {
            Database::Sqlite => (
                "\"sqlite\"",
                "sqlite://app.db".to_owned(),
                "sqlite:///var/lib/app/app.db",
            ),
            Database::Postgres => (
                "\"postgres\"",
                format!("postgres://postgres@localhost:5432/{name}_dev"),
                "postgres://user:password@host:5432/name",
            ),
            Database::Mysql => (
                "\"mysql\"",
                format!("mysql://root@localhost:3306/{name}_dev"),
                "mysql://user:password@host:3306/name",
            ),
            Database::All => (
                "\"sqlite\", \"postgres\", \"mysql\"",
                "sqlite://app.db".to_owned(),
                "postgres://user:password@host:5432/name",
            ),
        }
    }

    /// Whether it belongs to a workspace, whose manifest alone can hold build profiles.
    pub(crate) const fn is_member(&self) -> bool {
        !self.standalone
    }

    /// Commands to go on with, and what each does.
    pub(crate) fn next_steps(&self) -> Vec<(&'static str, &'static str)> {
        let mut steps = vec![
            (
                "migrate generate create_table users name:string email:string:unique",
                "write a first migration",
            ),
            ("migrate up", "apply it"),
            ("migrate status", "see what is applied"),
        ];
        if matches!(self.database, Database::Postgres | Database::Mysql) {
            steps.insert(
                0,
                (
                    "migrate db create",
                    "create the database of the profile dev",
                ),
            );
        }
        steps
    }
}

fn rendered(path: &'static str, template: &impl Template) -> Result<File, CliError> {
    let text = template.render().map_err(|cause| {
        CliError::new(crate::exit::Exit::Unexpected, "template", cause.to_string())
    })?;
    Ok(File {
        path,
        text: text.trim_end().to_owned() + "\n",
    })
}

/// `blog/migrations` becomes `blog-migrations`, so that two packages of one workspace differ.
fn name_of(folder: &Path) -> String {
    let part = |path: &Path| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().to_lowercase());
        let name = name.unwrap_or_default();
        let clean = |c: char| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        };
        name.chars()
            .map(clean)
            .collect::<String>()
            .trim_matches('-')
            .to_owned()
    };
    let own = part(folder);
    let joined = match folder.parent().map(part) {
        Some(parent) if own == "migrations" => format!("{parent}-{own}"),
        _ => own,
    };
    if is_package_name(&joined) {
        joined
    } else {
        "migrations".to_owned()
    }
}

/// Cargo refuses Rust's keywords and the names that the compiler keeps for itself.
fn is_package_name(name: &str) -> bool {
    const CRATES: &[&str] = &[
        "test",
        "core",
        "std",
        "alloc",
        "proc-macro",
        "proc_macro",
        "migration-core",
        "migration-cli",
    ];
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
        "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
        "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
        "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type",
        "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(rest)
        && !CRATES.contains(&name)
        && !KEYWORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_named_after_their_folders() {
        for (folder, expected) in [
            ("/home/blog/migrations", "blog-migrations"),
            ("/home/me/.tmpQx1/migrations", "tmpqx1-migrations"),
            ("/home/2fa/migrations", "migrations"),
            ("/home/My App", "my-app"),
            ("/home/type", "migrations"),
            ("/migrations", "migrations"),
        ] {
            assert_eq!(name_of(Path::new(folder)), expected, "{folder}");
        }
    }
}

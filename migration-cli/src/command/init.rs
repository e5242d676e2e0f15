//! `migrate init`: writes a migrations package that builds at once.

mod framework;
mod package;
mod workspace;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::json;

use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::style::{BOLD, GOOD, paint};
use crate::project::working_directory;
use framework::Framework;
use package::Package;

/// Where and how.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// The folder of the new package
    #[arg(default_value = "migrations", value_name = "DIR")]
    folder: PathBuf,
    /// The framework's crates: a version, path=DIR or git=URL
    /// [default: the checkout this program was built from]
    #[arg(long, value_name = "SOURCE")]
    framework: Option<Framework>,
    /// The database, which decides the driver that is compiled
    #[arg(long, value_enum, default_value_t)]
    database: Database,
    /// Make the package a library too, for an application that depends on it
    #[arg(long)]
    lib: bool,
    /// The name of the package [default: from the folder]
    #[arg(long)]
    name: Option<String>,
}

/// The databases there are drivers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Database {
    /// A file.
    #[default]
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
    /// A MySQL or MariaDB server.
    #[value(alias = "mariadb")]
    Mysql,
    /// All three, for a package that runs on each.
    All,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let here = working_directory()?;
    let folder = normal(&here.join(&flags.folder));
    let framework = match &flags.framework {
        Some(framework) => framework.clone(),
        None => Framework::checkout()?,
    };
    let place = workspace::Place::of(&folder)?;
    let package = Package::new(&folder, flags, &framework, &place)?;
    let files = package.files()?;
    refuse_to_overwrite(&folder, &files)?;
    for file in &files {
        let path = folder.join(file.path);
        let parent = path.parent().unwrap_or(&folder);
        std::fs::create_dir_all(parent)
            .map_err(|cause| CliError::file("create the folder", parent, &cause))?;
        std::fs::write(&path, &file.text)
            .map_err(|cause| CliError::file("write", &path, &cause))?;
    }
    let joined = place.join(&folder)?;
    report(context, flags, &package, &files, joined.as_deref());
    Ok(Exit::Ok)
}

/// All or nothing: a half-written package would be worse than none.
fn refuse_to_overwrite(folder: &Path, files: &[package::File]) -> Result<(), CliError> {
    let present: Vec<&str> = files
        .iter()
        .map(|file| file.path)
        .filter(|path| folder.join(path).exists())
        .collect();
    if present.is_empty() {
        return Ok(());
    }
    let (named, more) = present.split_at(present.len().min(4));
    let more = match more.len() {
        0 => String::new(),
        count => format!(" and {count} more of the files"),
    };
    Err(CliError::usage(
        "exists",
        format!(
            "{} has {}{more} already",
            folder.display(),
            named.join(", ")
        ),
    )
    .help("nothing was written; name an empty folder: `migrate init DIR`"))
}

fn report(
    context: &Context,
    flags: &Flags,
    package: &Package,
    files: &[package::File],
    joined: Option<&Path>,
) {
    let output = &context.output;
    if output.json {
        let paths: Vec<&str> = files.iter().map(|file| file.path).collect();
        output.document(&json!({
            "folder": package.folder,
            "package": package.name,
            "files": paths,
            "workspace": joined,
        }));
        return;
    }
    output.line(format!(
        "{} made the package {} in {}",
        paint(GOOD, "✓"),
        paint(BOLD, &package.name),
        flags.folder.display()
    ));
    for file in files {
        output.line(format!("    {}", file.path));
    }
    if let Some(manifest) = joined {
        output.line(format!(
            "    and added it to the members in {}",
            manifest.display()
        ));
    }
    if package.is_member() {
        output.note(
            "its builds link faster with `[profile.dev]` and `debug = 0` in the workspace's manifest",
        );
    }
    output.line("\nnext:");
    for (command, what) in package.next_steps() {
        output.line(format!(
            "  {}  {what}",
            paint(BOLD, format!("{command:<66}"))
        ));
    }
}

/// The path without `.` and `..`: it names the package, and is compared with others.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

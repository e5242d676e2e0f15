//! `migrate restore`: what a backup holds takes the place of what the database holds.

use std::path::{Path, PathBuf};
use std::time::Instant;

use migration_core::driver::admin;
use migration_core::schema::DialectName;
use serde_json::json;

use crate::backup::{self, BackupSettings};
use crate::context::{Context, Target};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::progress::Progress;
use crate::output::style::{BOLD, DIM, paint};
use crate::output::time;
use crate::prompt;
use crate::report::Reporter;
use crate::work;

/// From where.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// A backup: of `migrate backup`, `pg_dump`, `mariadb-dump` or `mysqldump`, or a SQLite file
    file: PathBuf,
    /// The database's name, which a protected one asks for
    #[arg(long, value_name = "DATABASE")]
    confirm: Option<String>,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, CliError> {
    let target = context.target()?;
    backup::fits(&target, &flags.file)?;
    let before = backup::contents(&target)?;
    let start = Instant::now();
    let safety = if before.tables.is_empty() {
        None
    } else {
        agree(context, &target, &before, flags.confirm.as_deref())?;
        let usual = BackupSettings::usual(&context.config_folder()?);
        let settings = target.backup.as_ref().unwrap_or(&usual);
        Some(backup::safety_place(&target, settings))
    };
    if target.url.dialect() != DialectName::Sqlite {
        work::wait(admin::create(&target.url))??;
    }
    let reporter = Reporter::new(context);
    let migrator = work::migrator_on(context, &target, &reporter);
    let restored = work::while_locked(&migrator, &target.url, || {
        let doing = format!("restoring {}", target.describe());
        let _progress = Progress::start(&context.output, doing);
        bring_back(context, &target, flags, safety.as_deref())
    });
    if let (Err(error), Some(safety)) = (&restored, &safety)
        && safety.exists()
    {
        return Err(error.clone().help(format!(
            "what the database held is in {}: `migrate restore` brings it back",
            safety.display()
        )));
    }
    restored?;
    report(context, &target, flags, safety, start)
}

/// What is there is copied first.
fn bring_back(
    context: &Context,
    target: &Target,
    flags: &Flags,
    safety: Option<&Path>,
) -> Result<(), CliError> {
    match safety {
        // SQLite's copy is made while writers are kept out.
        Some(place) if target.url.dialect() == DialectName::Sqlite => {
            backup::file::reserve(place)?;
            let restored = backup::put_back(target, &flags.file, safety);
            if std::fs::metadata(place).is_ok_and(|file| file.len() == 0) {
                let _ = std::fs::remove_file(place);
            }
            restored
        }
        Some(place) => {
            let own = BackupSettings::usual(place.parent().unwrap_or(place));
            backup::take(context, target, &own, Some(place))?;
            backup::put_back(target, &flags.file, None)
        }
        None => backup::put_back(target, &flags.file, None),
    }
}

fn agree(
    context: &Context,
    target: &Target,
    before: &migration_core::backup::Contents,
    confirmed: Option<&str>,
) -> Result<(), CliError> {
    let what = format!(
        "overwriting {} with {}",
        count(before.tables.len() as u64, "table"),
        count(before.rows(), "row")
    );
    prompt::confirm_loss(context, target, &what, confirmed)
}

fn report(
    context: &Context,
    target: &Target,
    flags: &Flags,
    safety: Option<PathBuf>,
    start: Instant,
) -> Result<Exit, CliError> {
    let after = backup::contents(target)?;
    let applied = after.head.as_ref().map(|head| head.applied);
    let safety = safety.filter(|file| file.exists());
    if context.output.json {
        context.output.document(&json!({
            "file": flags.file.display().to_string(),
            "tables": after.tables.len(),
            "rows": after.rows(),
            "applied": applied,
            "before": safety.as_ref().map(|file| file.display().to_string()),
            "duration_ms": time::millis(start.elapsed()),
        }));
    }
    let output = &context.output;
    output.line(format!(
        "{} restored in {} {}",
        paint(
            BOLD,
            format!(
                "{} with {}",
                count(after.tables.len() as u64, "table"),
                count(after.rows(), "row")
            )
        ),
        time::duration(start.elapsed()),
        paint(DIM, format!("· {}", target.describe())),
    ));
    if let Some(file) = safety {
        output.line(format!("what was there before is in {}", file.display()));
    }
    let says = work::wait(work::reader(context).protection(&target.url))??;
    if let (Some(says), None) = (&says, &target.protected) {
        output.note(format!(
            "the database says now that it is {says:?}, as the backup does; `migrate db unprotect {}` takes that back",
            prompt::database_name(target)
        ));
    }
    Ok(Exit::Ok)
}

fn count(of: u64, what: &str) -> String {
    let plural = if of == 1 { "" } else { "s" };
    format!("{of} {what}{plural}")
}

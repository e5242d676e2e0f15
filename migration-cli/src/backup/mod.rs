//! Backups: made as the profile says, before data is lost and when somebody asks.

mod dump;
pub(crate) mod file;
mod program;
mod settings;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Utc};
use migration_core::backup as core;
use migration_core::schema::DialectName;

pub(crate) use settings::BackupSettings;
use settings::Way;

use crate::context::{Context, Target};
use crate::error::CliError;
use crate::output::progress::Progress;
use crate::output::style::{DIM, GOOD, paint};
use crate::output::{size, time};
use crate::prompt::database_name;
use crate::work;

/// A backup that was made.
pub(crate) struct Made {
    /// The file; `None` where a command of the user's wrote elsewhere.
    pub(crate) file: Option<PathBuf>,
    /// Its size.
    pub(crate) bytes: u64,
    pub(crate) took: Duration,
}

/// Before data is lost in a protected database there is a backup: made here, or by somebody else
/// in time. Without one nothing is lost.
pub(crate) fn before_loss(context: &Context, target: &Target) -> Result<(), CliError> {
    let Some(settings) = &target.backup else {
        let profile = target.protected.as_deref().unwrap_or("NAME");
        return Err(CliError::decision(
            format!(
                "{} is protected, and nothing says how it is backed up before data is lost",
                target.describe()
            ),
            format!(
                "in migrate.toml, under [profile.{profile}], {}; \
                 `backup = {{ check = \"true\" }}` if somebody else sees to it",
                BackupSettings::FORMS
            ),
        ));
    };
    if let Way::Check { command, max_age } = &settings.way {
        let found = checked(command, *max_age, settings)?;
        context.output.line(format!("{} {found}", paint(GOOD, "✓")));
        return Ok(());
    }
    let made = take(context, target, settings, None)?;
    print(context, &made);
    Ok(())
}

/// Makes a backup: into this file, or into the folder of the settings.
pub(crate) fn take(
    context: &Context,
    target: &Target,
    settings: &BackupSettings,
    to: Option<&Path>,
) -> Result<Made, CliError> {
    let start = Instant::now();
    let place = match to {
        Some(file) => file.to_path_buf(),
        None => settings.folder.join(name(target, Utc::now())),
    };
    let overwrite = to.is_some() && context.global.yes;
    if place.exists() && !overwrite {
        return Err(file::exists(&place));
    }
    let progress = Progress::start(&context.output, format!("backing up {}", target.describe()));
    let draft = file::Draft::beside(&place)?;
    let command = match &settings.way {
        Way::Command(line) => Some(line),
        // Where another sees to backups, one that is asked for is made here.
        Way::Own | Way::Check { .. } => None,
    };
    match command {
        Some(line) => {
            let path = draft.path().display().to_string();
            let database = target.url.database();
            let variables = [
                ("MIGRATE_BACKUP_FILE", path.as_str()),
                ("MIGRATE_DATABASE", database.as_str()),
            ];
            program::shell(line, &variables, &settings.folder)?;
            if !draft.path().exists() {
                // It wrote where it wanted to.
                return Ok(Made {
                    file: None,
                    bytes: 0,
                    took: start.elapsed(),
                });
            }
        }
        None => dump::write(&target.url, &draft)?,
    }
    let bytes = draft.publish(overwrite)?;
    drop(progress);
    let made = Made {
        file: Some(place),
        bytes,
        took: start.elapsed(),
    };
    if to.is_none()
        && let Some(keep) = settings.keep
    {
        prune(target, &settings.folder, keep)?;
    }
    log(context, target, &made)?;
    Ok(made)
}

/// `✓ backup backups/shop-20261120T153000Z.dump, 1.2 MB in 310 ms`.
pub(crate) fn print(context: &Context, made: &Made) {
    context
        .output
        .line(format!("{} {}", paint(GOOD, "✓"), said(made)));
}

fn said(made: &Made) -> String {
    let took = time::duration(made.took);
    match &made.file {
        Some(file) => format!(
            "backup {}, {} {}",
            short(file),
            size::bytes(made.bytes),
            paint(DIM, format!("in {took}"))
        ),
        None => format!(
            "backup made by the profile's command {}",
            paint(DIM, format!("in {took}"))
        ),
    }
}

fn short(file: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    file.strip_prefix(&here)
        .unwrap_or(file)
        .display()
        .to_string()
}

/// Writes into the event log that there is a backup, and of what.
fn log(context: &Context, target: &Target, made: &Made) -> Result<(), CliError> {
    let Some(file) = &made.file else {
        return Ok(());
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let detail = format!("{}, {}", file.display(), size::bytes(made.bytes));
    let reader = work::reader(context);
    work::wait(reader.log_backup(&target.url, &name, made.took, &detail))??;
    Ok(())
}

/// `shop-20261120T153000Z.dump`.
fn name(target: &Target, at: DateTime<Utc>) -> String {
    format!(
        "{}-{}.{}",
        stem(target),
        at.format(MOMENT),
        dump::extension(target.url.dialect())
    )
}

const MOMENT: &str = "%Y%m%dT%H%M%S%3fZ";

fn stem(target: &Target) -> String {
    let name = database_name(target);
    let stem = match target.url.dialect() {
        DialectName::Sqlite => name.rsplit_once('.').map(|(stem, _)| stem.to_owned()),
        DialectName::Postgres | DialectName::Mysql => None,
    };
    stem.unwrap_or(name).replace(['/', '\\'], "_")
}

/// Removes the oldest of this database's backups until `keep` of them are left. Nothing but what
/// has the name of one is touched.
fn prune(target: &Target, folder: &Path, keep: usize) -> Result<(), CliError> {
    let (begin, end) = (
        format!("{}-", stem(target)),
        format!(".{}", dump::extension(target.url.dialect())),
    );
    let entries =
        std::fs::read_dir(folder).map_err(|cause| CliError::file("read", folder, &cause))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| {
            let moment = name
                .strip_prefix(&begin)
                .and_then(|rest| rest.strip_suffix(&end));
            moment.is_some_and(is_moment)
        })
        .collect();
    // The moment in the name sorts them.
    names.sort();
    let surplus = names.len().saturating_sub(keep);
    for name in names.iter().take(surplus) {
        let file = folder.join(name);
        std::fs::remove_file(&file).map_err(|cause| CliError::file("remove", &file, &cause))?;
    }
    Ok(())
}

fn is_moment(text: &str) -> bool {
    text.len() == 19
        && text.chars().enumerate().all(|(at, c)| match at {
            8 => c == 'T',
            18 => c == 'Z',
            _ => c.is_ascii_digit(),
        })
}

/// Asks the profile's command when the last backup was made, and whether that is recent enough.
fn checked(
    command: &str,
    max_age: Option<Duration>,
    settings: &BackupSettings,
) -> Result<String, CliError> {
    let refused = |problem: String| {
        CliError::decision(
            problem,
            "make a backup, or see why the profile's check finds none",
        )
    };
    let folder = settings.folder.parent().unwrap_or(Path::new(""));
    let said = program::shell(command, &[], folder)
        .map_err(|error| refused(format!("no recent backup is known: {}", error.message)))?;
    let Some(max_age) = max_age else {
        return Ok("a backup is there, by the profile's check".to_owned());
    };
    let Some(at) = moment(&said) else {
        return Err(refused(format!(
            "the profile's check says {said:?}: it has to print when the last backup was made \
             (like 2026-11-20T09:30:00Z), or its file"
        )));
    };
    let age = (Utc::now() - at).to_std().unwrap_or_default();
    let when = time::relative(at, Utc::now());
    if age > max_age {
        return Err(refused(format!(
            "the last backup was made {when}, and may not be older than {}",
            time::duration(max_age)
        )));
    }
    Ok(format!("the last backup was made {when}"))
}

/// An instant, the seconds since 1970, or a file that was written then.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.to_utc());
    }
    if let Ok(seconds) = text.parse() {
        return DateTime::from_timestamp(seconds, 0);
    }
    let written: SystemTime = std::fs::metadata(text).ok()?.modified().ok()?;
    Some(written.into())
}

/// What the database holds; nothing where it is not there yet.
pub(crate) fn contents(target: &Target) -> Result<core::Contents, CliError> {
    match work::wait(core::contents(&target.url))? {
        Ok(contents) => Ok(contents.unwrap_or_default()),
        // PostgreSQL invalid_catalog_name, MySQL ER_BAD_DB_ERROR.
        Err(migration_core::Error::Connect { code, .. })
            if matches!(code.as_deref(), Some("3D000" | "1049")) =>
        {
            Ok(core::Contents::default())
        }
        Err(error) => Err(error.into()),
    }
}

/// Brings the content of a file into the database, which loses what it holds.
pub(crate) fn put_back(
    target: &Target,
    file: &Path,
    safety: Option<&Path>,
) -> Result<(), CliError> {
    dump::read(&target.url, file, safety)
}

/// Whether the file is a backup of this kind of database.
pub(crate) fn fits(target: &Target, file: &Path) -> Result<(), CliError> {
    let (own, its) = (target.url.dialect(), dump::Format::of(file)?.dialect());
    if own == its {
        return Ok(());
    }
    Err(CliError::usage(
        "wrong_backup",
        format!(
            "{} is a backup of {its}, and the database is {own}: nothing was changed",
            file.display()
        ),
    )
    .help("name the database with -e or --database-url"))
}

/// Where a copy of what is there goes before something else takes its place.
pub(crate) fn safety_place(target: &Target, settings: &BackupSettings) -> PathBuf {
    let name = format!("before-restore-{}", name(target, Utc::now()));
    settings.folder.join(name)
}

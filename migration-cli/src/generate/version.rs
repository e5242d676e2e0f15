use std::path::Path;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Timelike, Utc};
use migration_core::migration::Version;

use super::GenerateError;

/// The version of a new migration: now, or the next second after the newest migration there
/// is, so that it comes behind everything that it was checked against.
pub(super) fn next(directory: &Path, now: DateTime<Utc>) -> Result<Version, GenerateError> {
    let newest = existing(directory)?.into_iter().max();
    let now = now.naive_utc();
    let moment = match newest.and_then(moment) {
        Some(newest) if newest >= seconds(now) => newest + Duration::seconds(1),
        _ => now,
    };
    of(moment).ok_or_else(|| {
        GenerateError::usage(
            "the clock shows no moment that can be a version",
            "set the machine's clock",
        )
    })
}

/// The second after a version.
pub(super) fn after(version: Version) -> Option<Version> {
    of(moment(version)? + Duration::seconds(1))
}

/// The versions of the migrations in a folder.
pub(super) fn existing(directory: &Path) -> Result<Vec<Version>, GenerateError> {
    let entries = match std::fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(GenerateError::file(directory, "read", &error)),
    };
    let mut versions = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| GenerateError::file(directory, "read", &error))?;
        let path = entry.path();
        if let Some(stem) = path.file_stem().and_then(|stem| stem.to_str())
            && let Ok((version, _)) = Version::from_file_stem(stem)
        {
            versions.push(version);
        }
    }
    Ok(versions)
}

fn of(moment: NaiveDateTime) -> Option<Version> {
    let date = u32::try_from(moment.year()).ok()? * 10_000 + moment.month() * 100 + moment.day();
    Version::new(
        date,
        moment.hour() * 10_000 + moment.minute() * 100 + moment.second(),
    )
}

fn moment(version: Version) -> Option<NaiveDateTime> {
    let (date, time) = (version.date(), version.time());
    NaiveDate::from_ymd_opt(
        i32::try_from(date / 10_000).ok()?,
        date / 100 % 100,
        date % 100,
    )?
    .and_hms_opt(time / 10_000, time / 100 % 100, time % 100)
}

fn seconds(moment: NaiveDateTime) -> NaiveDateTime {
    moment.with_nanosecond(0).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_version_comes_last() {
        let directory = tempfile::tempdir().unwrap();
        let now: DateTime<Utc> = "2026-11-20T09:30:59.7Z".parse().unwrap();
        let check = |expected: &str| {
            assert_eq!(next(directory.path(), now).unwrap().to_string(), expected);
        };
        check("20261120_093059");
        for (file, expected) in [
            ("m20261120_080000_a.rs", "20261120_093059"),
            ("m20261120_093059_b.rs", "20261120_093100"),
            ("m20261231_235959_c.rs", "20270101_000000"),
            ("notes.md", "20270101_000000"),
        ] {
            std::fs::write(directory.path().join(file), "").unwrap();
            check(expected);
        }
        let version = Version::new(20_261_120, 93_059).unwrap();
        assert_eq!(after(version).unwrap().to_string(), "20261120_093100");
    }
}

//! `backup = …` of a profile.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

/// How a database is backed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BackupSettings {
    /// Where the files go.
    pub(crate) folder: PathBuf,
    /// How many of them stay.
    pub(crate) keep: Option<usize>,
    pub(crate) way: Way,
}

/// Who makes the backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// We do, with the server's own program.
    Own,
    /// A command of the user's.
    Command(String),
    /// Somebody else, in time: a command knows when.
    Check {
        command: String,
        max_age: Option<Duration>,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    folder: Option<PathBuf>,
    keep: Option<usize>,
    command: Option<String>,
    check: Option<String>,
    max_age: Option<String>,
}

/// The folder beside the configuration, where none is named.
pub(crate) const FOLDER: &str = "backups";

impl BackupSettings {
    /// The ways to write it.
    pub(crate) const FORMS: &str = "write `backup = \"FOLDER\"`, `backup = { folder = \"FOLDER\", keep = 7 }`, \
         `backup = { command = \"…\" }` or `backup = { check = \"…\", max_age = \"1h\" }`";

    /// What is done where a profile says nothing.
    pub(crate) fn usual(beside: &Path) -> Self {
        Self {
            folder: beside.join(FOLDER),
            keep: None,
            way: Way::Own,
        }
    }

    /// Reads the value of `backup`; the error is what is wrong with it.
    pub(crate) fn read(value: &toml::Value, beside: &Path) -> Result<Self, String> {
        if let toml::Value::String(folder) = value {
            return Ok(Self {
                folder: beside.join(folder),
                ..Self::usual(beside)
            });
        }
        let table: Table = value
            .clone()
            .try_into()
            .map_err(|cause: toml::de::Error| cause.message().replace('\n', " "))?;
        let max_age = table.max_age.as_deref().map(age).transpose()?;
        let way = match (table.command, table.check) {
            (Some(_), Some(_)) => return Err("there is both a command and a check".to_owned()),
            (None, None) if max_age.is_some() => {
                return Err(
                    "max_age needs a check, which says when the last one was made".to_owned(),
                );
            }
            (Some(_), None) if max_age.is_some() => {
                return Err("max_age is of a check, not of a command".to_owned());
            }
            (Some(command), None) => Way::Command(command),
            (None, Some(command)) => Way::Check { command, max_age },
            (None, None) => Way::Own,
        };
        if table.keep == Some(0) {
            return Err("keep = 0 would keep none".to_owned());
        }
        Ok(Self {
            folder: beside.join(table.folder.unwrap_or_else(|| FOLDER.into())),
            keep: table.keep,
            way,
        })
    }
}

/// `90s`, `30m`, `12h`, `7d`.
fn age(text: &str) -> Result<Duration, String> {
    let wrong = || format!("{text:?} is no age: write it like 30m, 12h or 7d");
    let (number, unit) =
        text.split_at(text.len() - text.chars().next_back().map_or(0, char::len_utf8));
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return Err(wrong()),
    };
    let number: u64 = number.trim().parse().map_err(|_| wrong())?;
    number
        .checked_mul(seconds)
        .map(Duration::from_secs)
        .ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<BackupSettings, String> {
        let table: toml::Table = format!("backup = {text}").parse().unwrap();
        BackupSettings::read(&table["backup"], Path::new("/p"))
    }

    #[test]
    fn the_ways_to_say_how() {
        let own = |folder: &str, keep| BackupSettings {
            folder: folder.into(),
            keep,
            way: Way::Own,
        };
        assert_eq!(read("\"old\""), Ok(own("/p/old", None)));
        assert_eq!(read("\"/old\""), Ok(own("/old", None)));
        assert_eq!(read("{ keep = 7 }"), Ok(own("/p/backups", Some(7))));
        assert_eq!(
            read("{ command = \"snap\" }").unwrap().way,
            Way::Command("snap".to_owned())
        );
        assert_eq!(
            read("{ check = \"last\", max_age = \"2h\" }").unwrap().way,
            Way::Check {
                command: "last".to_owned(),
                max_age: Some(Duration::from_secs(7_200)),
            }
        );
        for (text, problem) in [
            ("7", "invalid type"),
            ("{ keep = 0 }", "would keep none"),
            ("{ urk = 1 }", "unknown field"),
            ("{ command = \"a\", check = \"b\" }", "both"),
            ("{ max_age = \"1h\" }", "needs a check"),
            ("{ check = \"a\", max_age = \"soon\" }", "no age"),
            ("{ check = \"a\", max_age = \"\" }", "no age"),
        ] {
            let found = read(text).unwrap_err();
            assert!(found.contains(problem), "{text}: {found}");
        }
    }
}

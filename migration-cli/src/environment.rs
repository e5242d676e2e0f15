//! Variables: those of the process, then those of the `.env` files.
//!
//! The files are read into a map: the process's own environment is never changed.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::CliError;

/// The variables that a run sees.
#[derive(Debug, Default)]
pub(crate) struct Environment {
    files: BTreeMap<String, String>,
    process: bool,
}

impl Environment {
    /// The process's variables, and those of the nearest `.env` at or above `here`, then
    /// of the one in `package`.
    pub(crate) fn load(here: &Path, package: Option<&Path>) -> Result<Self, CliError> {
        let mut files = BTreeMap::new();
        let nearest = here.ancestors().find(|dir| dir.join(".env").is_file());
        for dir in [nearest, package].into_iter().flatten() {
            let path = dir.join(".env");
            if !path.is_file() {
                continue;
            }
            let broken = |cause: dotenvy::Error| {
                let problem = match &cause {
                    // What stands behind the name may be a password.
                    dotenvy::Error::LineParse(line, _) => {
                        let name = line.split('=').next().unwrap_or_default().trim();
                        format!(
                            "the line of {name:?} is not NAME=value; put the value between single quotes"
                        )
                    }
                    other => other.to_string(),
                };
                CliError::usage(
                    "dotenv",
                    format!("cannot read {}: {problem}", path.display()),
                )
            };
            for pair in dotenvy::from_path_iter(&path).map_err(broken)? {
                let (name, value) = pair.map_err(broken)?;
                files.entry(name).or_insert(value);
            }
        }
        Ok(Self {
            files,
            process: true,
        })
    }

    /// The value of a variable; an empty one counts as absent.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let own = self.process.then(|| std::env::var(name).ok()).flatten();
        own.or_else(|| self.files.get(name).cloned())
            .filter(|value| !value.is_empty())
    }

    #[cfg(test)]
    pub(crate) fn fixed(pairs: &[(&str, &str)]) -> Self {
        Self {
            files: pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            process: false,
        }
    }
}

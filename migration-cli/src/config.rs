//! `migrate.toml`: the profiles, and which database a run is about.

mod place;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::args::Global;
use crate::backup::BackupSettings;
use crate::data::DataSettings;
use crate::environment::Environment;
use crate::error::CliError;
use crate::hooks::Hooks;
use crate::limits::Timeouts;
use crate::output::without_secrets;
use crate::project::Project;

/// The profile that is used when none is named.
const DEFAULT_PROFILE: &str = "dev";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    profile: BTreeMap<String, Profile>,
    #[serde(default)]
    drift: Drift,
}

/// What `drift` does not tell.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Drift {
    /// Kinds and names with `*`: `table audit_*`.
    #[serde(default)]
    pub(crate) ignore: Vec<String>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Profile {
    url: Option<String>,
    #[serde(default)]
    protected: bool,
    /// Whether a pooler that gives each transaction another session stands before the server.
    pooled: Option<bool>,
    /// How the database is backed up.
    backup: Option<toml::Value>,
    /// The servers that `verify` tries the migrations on.
    verify: Option<Vec<String>>,
    #[serde(default)]
    timeouts: Timeouts,
    /// How data migrations run in batches.
    #[serde(default)]
    data: DataSettings,
    #[serde(default)]
    hooks: Hooks,
}

/// The configuration file, if there is one.
#[derive(Debug, Default)]
pub(crate) struct Config {
    path: PathBuf,
    profiles: BTreeMap<String, Profile>,
    pub(crate) drift: Drift,
}

/// The database that a run is about, before its address is parsed.
#[derive(Debug)]
pub(crate) struct Selected {
    /// The address; never printed as it is, since it may hold a password.
    pub(crate) url: String,
    /// The protected profile that it is of: losing data there needs more than `--yes`.
    pub(crate) protected: Option<String>,
    /// Whether it is reached through a pooler, where its profile says so.
    pub(crate) pooled: Option<bool>,
    /// How it is backed up, where its profile says so.
    pub(crate) backup: Option<BackupSettings>,
    /// The profile's name, whether there is one or not.
    pub(crate) profile: String,
    /// How long it is waited for, where no flag says it.
    pub(crate) timeouts: Timeouts,
    /// How data migrations run in batches, with the addresses that it names.
    pub(crate) data: (DataSettings, Vec<String>),
    /// What is run when a run has ended.
    pub(crate) hooks: Hooks,
    /// Something the user should know about how it was chosen.
    pub(crate) note: Option<String>,
}

impl Config {
    /// Reads the project's file. Without a file there are no profiles.
    pub(crate) fn load(project: Option<&Project>) -> Result<Self, CliError> {
        let Some(project) = project else {
            return Ok(Self::default());
        };
        let path = project.config.clone();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self {
                    path,
                    ..Self::default()
                });
            }
            Err(cause) => return Err(CliError::file("read", &path, &cause)),
        };
        Self::parse(path, &text)
    }

    fn parse(path: PathBuf, text: &str) -> Result<Self, CliError> {
        let file: File = toml::from_str(text).map_err(|cause| {
            let place = place::place(text, cause.span());
            CliError::usage(
                "config",
                format!(
                    "{}{place}: {}",
                    path.display(),
                    without_secrets(&cause.message().replace('\n', " "))
                ),
            )
            .help("a profile is `[profile.NAME]` with `url` and, if need be, `protected = true`, `pooled = true`, `backup = \"FOLDER\"` and `verify = [\"sqlite\", …]`, \
                and the tables `timeouts`, `data` and `hooks`")
        })?;
        Ok(Self {
            path,
            profiles: file.profile,
            drift: file.drift,
        })
    }

    /// Which database to use: `--database-url`, then DATABASE_URL, then the profile's address.
    pub(crate) fn select(
        &self,
        global: &Global,
        environment: &Environment,
    ) -> Result<Selected, CliError> {
        let named = global
            .env
            .clone()
            .or_else(|| environment.get("MIGRATE_ENV"));
        let name = named.clone().unwrap_or_else(|| DEFAULT_PROFILE.to_owned());
        let profile = self.profiles.get(&name);
        if profile.is_none() && named.is_some() {
            return Err(self.unknown_profile(&name));
        }
        let given = match &global.database_url {
            Some(url) => Some((url.clone(), None)),
            None => environment.get("DATABASE_URL").map(|url| {
                let overrides = global.env.is_some()
                    && profile
                        .and_then(|profile| profile.url.as_deref())
                        .and_then(|own| expand(own, environment).ok())
                        .is_some_and(|own| own != url);
                let note = overrides
                    .then(|| format!("DATABASE_URL is used instead of profile {name}'s address"));
                (url, note)
            }),
        };
        let (url, note) = match given {
            Some(given) => given,
            None => (self.profile_url(&name, profile, environment)?, None),
        };
        let own = profile
            .filter(|profile| profile.protected)
            .map(|_| name.clone());
        let protected = own.or_else(|| self.protected_profile(&url, environment));
        // What is known of a protected database holds however it was named.
        let its = protected.as_deref().unwrap_or(&name);
        Ok(Selected {
            backup: self.backup(its)?,
            pooled: self.profiles.get(its).and_then(|profile| profile.pooled),
            protected,
            timeouts: profile.map(|profile| profile.timeouts).unwrap_or_default(),
            data: self.data(&name, profile, environment)?,
            hooks: profile
                .map(|profile| profile.hooks.clone())
                .unwrap_or_default(),
            profile: name,
            url,
            note,
        })
    }

    fn data(
        &self,
        name: &str,
        profile: Option<&Profile>,
        environment: &Environment,
    ) -> Result<(DataSettings, Vec<String>), CliError> {
        let settings = profile.map(|profile| profile.data.clone());
        let settings = settings.unwrap_or_default();
        let replicas = settings.replicas.iter();
        let replicas = replicas.map(|url| self.expanded(name, url, environment));
        let replicas = replicas.collect::<Result<_, _>>()?;
        Ok((settings, replicas))
    }

    fn backup(&self, profile: &str) -> Result<Option<BackupSettings>, CliError> {
        let Some(value) = self.profiles.get(profile).and_then(|p| p.backup.as_ref()) else {
            return Ok(None);
        };
        BackupSettings::read(value, self.folder())
            .map(Some)
            .map_err(|problem| {
                CliError::usage(
                    "config",
                    format!(
                        "{}: backup of profile {profile}: {problem}",
                        self.describe()
                    ),
                )
                .help(BackupSettings::FORMS)
            })
    }

    /// The servers that the profile names for `verify`; `None` where it names none.
    pub(crate) fn verify(
        &self,
        global: &Global,
        environment: &Environment,
    ) -> Result<Option<Vec<String>>, CliError> {
        let named = global
            .env
            .clone()
            .or_else(|| environment.get("MIGRATE_ENV"));
        let name = named.unwrap_or_else(|| DEFAULT_PROFILE.to_owned());
        let Some(servers) = self.profiles.get(&name).and_then(|p| p.verify.as_ref()) else {
            return Ok(None);
        };
        let all = servers
            .iter()
            .map(|url| self.expanded(&name, url, environment));
        all.collect::<Result<_, _>>().map(Some)
    }

    /// The address of a protected profile is protected however it was given.
    pub(crate) fn is_protected(&self, url: &str, environment: &Environment) -> bool {
        self.protected_profile(url, environment).is_some()
    }

    fn protected_profile(&self, url: &str, environment: &Environment) -> Option<String> {
        let is_its = |own: &str| {
            // `${DATABASE_URL}` says nothing about which database it is.
            !own.contains("${DATABASE_URL}")
                && expand(own, environment).is_ok_and(|own| relative_to(&own, self.folder()) == url)
        };
        self.profiles
            .iter()
            .find(|(_, profile)| profile.protected && profile.url.as_deref().is_some_and(is_its))
            .map(|(name, _)| name.clone())
    }

    fn profile_url(
        &self,
        name: &str,
        profile: Option<&Profile>,
        environment: &Environment,
    ) -> Result<String, CliError> {
        let url = profile.and_then(|profile| profile.url.as_deref());
        let Some(url) = url else {
            return Err(CliError::usage("no_database", "no database is named").help(format!(
                "give --database-url, set DATABASE_URL, or add `[profile.{name}]` with `url` to {}",
                self.describe(),
            )));
        };
        let url = self.expanded(name, url, environment)?;
        Ok(relative_to(&url, self.folder()))
    }

    /// An address of a profile with its variables replaced.
    fn expanded(
        &self,
        name: &str,
        url: &str,
        environment: &Environment,
    ) -> Result<String, CliError> {
        expand(url, environment).map_err(|variable| {
            CliError::usage(
                "config",
                format!(
                    "{}: profile {name} needs the variable {variable}",
                    self.describe()
                ),
            )
            .help(format!("set {variable} in the environment or in .env"))
        })
    }

    fn unknown_profile(&self, name: &str) -> CliError {
        let known: Vec<&str> = self.profiles.keys().map(String::as_str).collect();
        let error = CliError::usage(
            "unknown_profile",
            format!("{} has no profile {name:?}", self.describe()),
        );
        if known.is_empty() {
            error
        } else {
            error.help(format!("profiles: {}", known.join(", ")))
        }
    }

    fn describe(&self) -> String {
        if self.path.as_os_str().is_empty() {
            crate::project::CONFIG.to_owned()
        } else {
            self.path.display().to_string()
        }
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

/// Replaces every `${NAME}`; the error is the name of the variable that is not set.
fn expand(text: &str, environment: &Environment) -> Result<String, String> {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        result.push_str(before);
        result.push_str(&environment.get(name).ok_or(name)?);
        rest = tail;
    }
    result.push_str(rest);
    Ok(result)
}

/// A SQLite file is looked for beside the configuration, wherever the command was started.
fn relative_to(url: &str, folder: &Path) -> String {
    let Some(rest) = url.strip_prefix("sqlite:") else {
        return url.to_owned();
    };
    let path = rest.strip_prefix("//").unwrap_or(rest);
    let (file, options) = path.split_at(path.find('?').unwrap_or(path.len()));
    if file.is_empty() || file == ":memory:" || Path::new(file).is_absolute() {
        return url.to_owned();
    }
    format!("sqlite://{}{options}", folder.join(file).display())
}

#[cfg(test)]
mod tests;

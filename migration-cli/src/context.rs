//! What a command works with: the flags, the output, the migrations, the database.

use std::cell::OnceCell;
use std::path::PathBuf;
use std::sync::Arc;

use migration_core::DataOptions;
use migration_core::driver::DatabaseUrl;
use migration_core::migration::{Limits, Registry};
use migration_core::schema::DialectName;

use crate::args::Global;
use crate::backup::BackupSettings;
use crate::config::{Config, Drift, Selected};
use crate::environment::Environment;
use crate::error::CliError;
use crate::event_log::EventLog;
use crate::hooks::Hooks;
use crate::output::Output;
use crate::project::{Project, working_directory};

/// Everything a command may need; what it does not ask for is not read.
pub(crate) struct Context {
    pub(crate) global: Global,
    pub(crate) output: Output,
    /// The migrations of this program; none in the installed one.
    pub(crate) registry: Registry,
    /// Whether this is the installed program, which holds no migrations.
    #[cfg(feature = "generate")]
    pub(crate) is_installed: bool,
    /// The command's name.
    pub(crate) command: String,
    /// Where events are written to, where that was asked for.
    pub(crate) log: Option<Arc<EventLog>>,
    environment: OnceCell<Environment>,
}

/// A database, and how careful to be with it.
pub(crate) struct Target {
    pub(crate) url: DatabaseUrl,
    /// The protected profile that it is of.
    pub(crate) protected: Option<String>,
    /// Whether it is reached through a pooler, where its profile says so.
    pub(crate) pooled: Option<bool>,
    /// How it is backed up, where its profile says so.
    pub(crate) backup: Option<BackupSettings>,
    /// How long its statements wait.
    pub(crate) limits: Limits,
    /// How data migrations run in batches.
    pub(crate) data: DataOptions,
    /// The profile's name.
    pub(crate) profile: String,
    /// What is run when a run has ended.
    pub(crate) hooks: Hooks,
}

impl Context {
    pub(crate) fn new(
        global: Global,
        output: Output,
        registry: Option<Registry>,
        command: String,
        log: Option<Arc<EventLog>>,
    ) -> Self {
        Self {
            global,
            command,
            log,
            output,
            #[cfg(feature = "generate")]
            is_installed: registry.is_none(),
            registry: registry.unwrap_or_default(),
            environment: OnceCell::new(),
        }
    }

    /// The database that the flags, the environment and the profile name.
    pub(crate) fn target(&self) -> Result<Target, CliError> {
        let project = Project::find(&self.global)?;
        let config = Config::load(project.as_ref())?;
        let environment = self.environment(project.as_ref())?;
        let selected = config.select(&self.global, environment)?;
        if let Some(note) = &selected.note {
            self.output.note(note);
        }
        let url = DatabaseUrl::parse(&selected.url)?;
        let data = data(&selected, &url)?;
        Ok(Target {
            url,
            data,
            protected: selected.protected,
            limits: selected.timeouts.limits(&self.global),
            profile: selected.profile,
            hooks: selected.hooks,
            pooled: selected.pooled,
            backup: selected.backup,
        })
    }

    /// Where the configuration lies, or would lie.
    pub(crate) fn config_folder(&self) -> Result<PathBuf, CliError> {
        let project = Project::find(&self.global)?;
        match project.as_ref().and_then(|project| project.config.parent()) {
            Some(folder) => Ok(folder.to_path_buf()),
            None => working_directory(),
        }
    }

    /// The servers to try migrations on: those that are given, or else those of the profile, or
    /// else SQLite and the server of the project's own database.
    pub(crate) fn servers(&self, given: &[String]) -> Result<Vec<DatabaseUrl>, CliError> {
        let project = Project::find(&self.global)?;
        let config = Config::load(project.as_ref())?;
        let environment = self.environment(project.as_ref())?;
        let named = match given {
            [] => config.verify(&self.global, environment)?,
            given => Some(given.to_vec()),
        };
        if let Some(named) = named {
            return named
                .iter()
                .map(|url| {
                    if config.is_protected(url, environment) {
                        return Err(CliError::decision(
                            "the database that is named is protected: no migration is tried on its server",
                            "name another server with --url, or leave this one out",
                        ));
                    }
                    Ok(server(url)?)
                })
                .collect();
        }
        self.usual_servers()
    }

    /// What `migrate.toml` says of comparisons with a live database.
    pub(crate) fn drift(&self) -> Result<Drift, CliError> {
        let project = Project::find(&self.global)?;
        Ok(Config::load(project.as_ref())?.drift)
    }

    /// A server to make a scratch database on, where its database is not protected.
    pub(crate) fn server(&self, given: &str) -> Result<DatabaseUrl, CliError> {
        let mut servers = self.servers(&[given.to_owned()])?;
        servers
            .pop()
            .ok_or_else(|| CliError::usage("no_database", "no server is named"))
    }

    fn usual_servers(&self) -> Result<Vec<DatabaseUrl>, CliError> {
        let mut servers: Vec<DatabaseUrl> = server("sqlite").into_iter().collect();
        match self.target() {
            Ok(target) if target.protected.is_some() => self.output.note(format!(
                "{} is protected: no migration is tried on its server; name another with --url",
                target.describe()
            )),
            Ok(target) if target.url.dialect() != DialectName::Sqlite => servers.push(target.url),
            Ok(_) => {}
            // Where SQLite will do, no database has to be named.
            Err(error) if error.code == "no_database" && !servers.is_empty() => {}
            Err(error) => return Err(error),
        }
        if servers.is_empty() {
            return Err(
                CliError::usage("no_database", "there is no server to try on")
                    .help("name one with --url, or in the profile: `verify = [\"postgres://…\"]`"),
            );
        }
        Ok(servers)
    }

    fn environment(&self, project: Option<&Project>) -> Result<&Environment, CliError> {
        if let Some(environment) = self.environment.get() {
            return Ok(environment);
        }
        let package = project.map(|project| project.dir.as_path());
        let environment = Environment::load(&working_directory()?, package)?;
        Ok(self.environment.get_or_init(|| environment))
    }
}

impl Target {
    /// `sqlite app.db`: where a command worked, without user and password.
    pub(crate) fn describe(&self) -> String {
        format!("{} {}", self.url.dialect(), short(&self.url.database()))
    }
}

/// How data migrations run in batches on a database.
fn data(selected: &Selected, url: &DatabaseUrl) -> Result<DataOptions, CliError> {
    let (settings, replicas) = &selected.data;
    let replicas = replicas.iter().map(|replica| {
        DatabaseUrl::parse(replica).map_err(|error| {
            let error = CliError::from(error);
            let key = format!("profile.{}.data.replicas", selected.profile);
            CliError {
                message: format!("{key}: {}", error.message),
                ..error
            }
        })
    });
    let variables = vec![
        ("PROFILE", selected.profile.clone()),
        ("DIALECT", url.dialect().to_string()),
        ("DATABASE", url.database()),
    ];
    Ok(settings.options(replicas.collect::<Result<_, _>>()?, variables))
}

/// A server by its URL, or SQLite by its name.
fn server(text: &str) -> Result<DatabaseUrl, migration_core::Error> {
    DatabaseUrl::parse(if text.trim() == "sqlite" {
        "sqlite::memory:"
    } else {
        text
    })
}

/// A path below the working directory is written from there.
fn short(database: &str) -> String {
    let below = std::env::current_dir().ok().and_then(|here| {
        let path = std::path::Path::new(database).strip_prefix(here).ok()?;
        Some(path.display().to_string())
    });
    below.unwrap_or_else(|| database.to_owned())
}

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::applied;
use super::batches::DataOptions;
use super::guard::{self, Consent};
use super::locked::{or_unfit, under_lock};
use super::report::{Readiness, Report, Status};
use super::select::{DownTarget, Goal, Target};
use super::trace;
use super::transaction::TransactionMode;
use crate::dialect::Capabilities;
use crate::driver::{Access, Connection, Source};
use crate::error::Error;
use crate::event::Event;
use crate::ledger::{History, LedgerDigest, LedgerStore, Settings};
use crate::migration::{Limits, Registry, Summary};
use crate::plan::Plan;

/// What the ledger is compared with, worked out once: a readiness probe asks again and again.
struct Known {
    summaries: Vec<Summary>,
    /// The head of a ledger that has exactly these migrations.
    digest: String,
}

/// From how many migrations on a thread of its own is worth its start.
const LONG_HISTORY: usize = 100;

type Listener = Arc<dyn Fn(&Event) + Send + Sync>;

/// Applies and undoes migrations, and tells how a database stands.
///
/// ```no_run
/// # #[cfg(feature = "sqlite")]
/// # async fn start(registry: migration_core::migration::Registry) -> Result<(), Box<dyn std::error::Error>> {
/// let pool = sqlx::SqlitePool::connect("sqlite://app.db").await?;
/// let migrator = migration_core::Migrator::new(registry);
/// migrator.up(&pool).await?;
/// assert!(migrator.check(&pool).await?.is_ready());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Migrator {
    pub(super) registry: Registry,
    known: Arc<OnceLock<Known>>,
    pub(crate) listener: Listener,
    pub(super) lock_timeout: Duration,
    pub(super) limits: Limits,
    pub(super) lock_lease: Duration,
    pub(super) pooled: Option<bool>,
    pub(super) transaction: TransactionMode,
    pub(super) data: DataOptions,
    /// The protected environment that the databases are.
    pub(super) environment: Option<String>,
    pub(super) consent: Consent,
}

impl Migrator {
    /// For these migrations. The macro [`registry!`](crate::registry) gives those of a crate.
    #[must_use]
    pub fn new(registry: Registry) -> Self {
        Self {
            registry,
            known: Arc::default(),
            listener: Arc::new(trace::event),
            lock_timeout: Duration::from_secs(60),
            limits: Limits::new(),
            lock_lease: Duration::from_secs(15),
            pooled: None,
            transaction: TransactionMode::default(),
            data: DataOptions::default(),
            environment: None,
            consent: Consent::default(),
        }
    }

    /// Has events reported to this function.
    #[must_use]
    pub fn on_event(mut self, listener: Arc<dyn Fn(&Event) + Send + Sync>) -> Self {
        self.listener = Arc::new(move |event| {
            trace::event(event);
            listener(event);
        });
        self
    }

    /// The migrations.
    #[must_use]
    pub const fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The migrations record for it once.
    fn known(&self) -> Result<&Known, Error> {
        if let Some(known) = self.known.get() {
            return Ok(known);
        }
        self.registry.check()?;
        Ok(self.known.get_or_init(|| {
            let summaries = self.registry.summaries();
            let all = summaries.iter();
            let digest = LedgerDigest::of(all.map(|one| (one.version, &one.checksum))).to_string();
            Known { summaries, digest }
        }))
    }

    /// Begins to record on a thread of its own: with a long history that takes as long as to
    /// connect and to ask for the head, and is most of the work where there is nothing to do.
    fn record_meanwhile(&self) {
        if self.known.get().is_none() && self.registry.entries().len() >= LONG_HISTORY {
            let migrator = self.clone();
            // Who needs it waits for it, and meets its error there.
            tokio::task::spawn_blocking(move || migrator.known().is_ok());
        }
    }

    /// What the ledger is compared with.
    pub(super) fn summaries(&self) -> Result<&[Summary], Error> {
        Ok(&self.known()?.summaries)
    }

    /// Applies everything that is pending.
    ///
    /// # Errors
    /// Whatever keeps a migration from being applied: see [`Error`].
    pub async fn up(&self, source: &impl Source) -> Result<Report, Error> {
        self.up_to(source, Target::Latest).await
    }

    /// Applies what is pending, up to a target.
    ///
    /// # Errors
    /// As [`Migrator::up`].
    pub async fn up_to(&self, source: &impl Source, target: Target) -> Result<Report, Error> {
        trace::run("up", source, self.apply(source, target)).await
    }

    async fn apply(&self, source: &impl Source, target: Target) -> Result<Report, Error> {
        self.registry.check()?;
        self.record_meanwhile();
        let mut connection = match self.open(source, Access::Read).await? {
            Some(connection) => connection,
            // Nothing is made for migrations that cannot be recorded.
            None => {
                self.summaries()?;
                self.made(source).await?
            }
        };
        let result = async {
            // One row tells at any length of history that there is nothing to do.
            if target == Target::Latest {
                match self.is_up_to_date(&mut connection).await {
                    Ok((true, _)) => {
                        self.stays_protected(&mut connection).await?;
                        return Ok(Report::default());
                    }
                    Ok((false, _)) => {}
                    Err(error) => return Err(or_unfit(&mut connection, error).await),
                }
            }
            let registered = self.summaries()?;
            under_lock!(self, source, connection, "up", async |connection, lease| {
                self.run(source, connection, registered, Goal::Up(target), lease)
                    .await
            })
        }
        .await;
        connection.close().await;
        result
    }

    /// Undoes migrations, the newest first.
    ///
    /// # Errors
    /// As [`Migrator::up`]; a migration that cannot be reversed stops the call before
    /// anything is undone.
    pub async fn down(&self, source: &impl Source, target: DownTarget) -> Result<Report, Error> {
        trace::run("down", source, self.undo(source, Goal::Down(target))).await
    }

    /// Goes down the way that the goal says.
    pub(super) async fn undo(&self, source: &impl Source, goal: Goal) -> Result<Report, Error> {
        let registered = self.summaries()?;
        let Some(mut connection) = self.open(source, Access::Read).await? else {
            return Ok(Report::default());
        };
        let result = under_lock!(
            self,
            source,
            connection,
            "down",
            async |connection, lease| {
                self.run(source, connection, registered, goal, lease).await
            }
        );
        connection.close().await;
        result
    }

    /// How the database stands. It is only looked at.
    ///
    /// # Errors
    /// Where it cannot be reached or its ledger cannot be read.
    pub async fn status(&self, source: &impl Source) -> Result<Status, Error> {
        let twins;
        let registered = match self.summaries() {
            Ok(registered) => registered,
            // Which two share a version is a state like others.
            Err(Error::DuplicateVersion { .. }) => {
                twins = self.registry.summaries();
                &twins
            }
            Err(error) => return Err(error),
        };
        let entries = applied::read(source).await?;
        let history = History::new(registered, &entries);
        Ok(Status {
            dialect: source.dialect(),
            database: source.database(),
            current: history.current(),
            migrations: history.status(),
        })
    }

    /// Whether the database has exactly these migrations: one round trip that reads one row.
    ///
    /// # Errors
    /// Where it cannot be reached.
    pub async fn check(&self, source: &impl Source) -> Result<Readiness, Error> {
        let registered = self.summaries()?.len();
        let Some(mut connection) = source.open(Access::Read).await? else {
            return Ok(Readiness::NotUpToDate {
                applied: 0,
                registered,
            });
        };
        let answer = self.is_up_to_date(&mut connection).await;
        connection.close().await;
        Ok(match answer? {
            (true, _) => Readiness::UpToDate,
            (false, applied) => Readiness::NotUpToDate {
                applied,
                registered,
            },
        })
    }

    /// What [`Migrator::up_to`] would do now. The database is only looked at.
    ///
    /// # Errors
    /// As [`Migrator::up`].
    pub async fn plan_up(&self, source: &impl Source, target: Target) -> Result<Plan, Error> {
        self.plan(source, Goal::Up(target)).await
    }

    /// What [`Migrator::down`] would do now. The database is only looked at.
    ///
    /// # Errors
    /// As [`Migrator::down`].
    pub async fn plan_down(&self, source: &impl Source, target: DownTarget) -> Result<Plan, Error> {
        self.plan(source, Goal::Down(target)).await
    }

    pub(super) async fn plan(&self, source: &impl Source, goal: Goal) -> Result<Plan, Error> {
        let registered = self.summaries()?;
        let (capabilities, entries, down, settings) = match source.open(Access::Read).await? {
            Some(mut connection) => {
                let found = async {
                    let server = capabilities(&mut connection).await?;
                    let entries = LedgerStore::entries(&mut connection).await?;
                    let history = History::new(registered, &entries);
                    let down = match goal.is_down() {
                        true => {
                            let plans = self.plans_down(&mut connection, &history, goal, server);
                            Some(plans.await?)
                        }
                        false => None,
                    };
                    let settings = LedgerStore::settings(&mut connection).await?;
                    Ok::<_, Error>((server, entries, down, settings))
                }
                .await;
                connection.close().await;
                found?
            }
            None => (
                Capabilities::common(source.dialect()),
                Vec::new(),
                None,
                Settings::default(),
            ),
        };
        let history = History::new(registered, &entries);
        let migrations = match down {
            Some(plans) => plans,
            None => {
                let chosen = goal.choose(&history, &self.registry)?;
                self.upwards(&history, &chosen, capabilities)?
                    .collect::<Result<_, _>>()?
            }
        };
        Ok(Plan {
            database: guard::database(source.dialect(), &source.database(), &settings),
            capabilities,
            migrations,
        })
    }

    /// A connection to change the database with; `None` where there is no SQLite file and
    /// none may be made.
    pub(super) async fn open(
        &self,
        source: &impl Source,
        access: Access,
    ) -> Result<Option<Connection>, Error> {
        let Some(mut connection) = source.open(access).await? else {
            return Ok(None);
        };
        match connection.set_patience(self.lock_timeout).await {
            Ok(()) => Ok(Some(connection)),
            Err(cause) => Err(Error::Database {
                doing: "open the database".to_owned(),
                cause: cause.to_string(),
            }),
        }
    }

    /// As [`Migrator::open`], of a database that is made where it is not there.
    pub(super) async fn made(&self, source: &impl Source) -> Result<Connection, Error> {
        self.open(source, Access::Write)
            .await?
            .ok_or_else(|| Error::Database {
                doing: "open the database".to_owned(),
                cause: "there is none".to_owned(),
            })
    }

    async fn is_up_to_date(&self, connection: &mut Connection) -> Result<(bool, usize), Error> {
        let head = LedgerStore::head(connection).await?;
        let known = self.known()?;
        Ok(match head {
            Some(head) => (head.digest == known.digest, head.applied),
            None => (known.summaries.is_empty(), 0),
        })
    }
}

impl std::fmt::Debug for Migrator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Migrator")
            .field("migrations", &self.registry.entries().len())
            .field("lock_timeout", &self.lock_timeout)
            .field("limits", &self.limits)
            .field("lock_lease", &self.lock_lease)
            .field("transaction", &self.transaction)
            .finish_non_exhaustive()
    }
}

pub(super) async fn capabilities(connection: &mut Connection) -> Result<Capabilities, Error> {
    connection
        .capabilities()
        .await
        .map_err(|cause| Error::Database {
            doing: "ask the server for its version".to_owned(),
            cause: cause.to_string(),
        })
}

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::identity::Identity;
use super::report::{Readiness, Report, Status};
use super::runner::{Runner, Stopped};
use super::select::{self, DownTarget, Goal, Target};
use crate::dialect::Capabilities;
use crate::driver::{Access, Connection, Source};
use crate::error::Error;
use crate::event::Event;
use crate::ledger::{Entry, History, HistoryEntry, LedgerDigest, LedgerStore};
use crate::lock::locked;
use crate::migration::{Recorded, Registry, Version};
use crate::plan::{MigrationPlan, Plan, Planner, Ran};
use crate::schema::DialectName;

/// How many transactions a run has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TransactionMode {
    /// One for each migration.
    #[default]
    PerMigration,
    /// One for all: either every migration happens, or none.
    All,
}

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
    registry: Registry,
    recorded: Arc<OnceLock<Vec<Recorded>>>,
    listener: Listener,
    lock_timeout: Duration,
    transaction: TransactionMode,
}

impl Migrator {
    /// For these migrations. The macro [`registry!`](crate::registry) gives those of a crate.
    #[must_use]
    pub fn new(registry: Registry) -> Self {
        Self {
            registry,
            recorded: Arc::default(),
            listener: Arc::new(|_| {}),
            lock_timeout: Duration::from_secs(60),
            transaction: TransactionMode::default(),
        }
    }

    /// Has events reported to this function.
    #[must_use]
    pub fn on_event(mut self, listener: Arc<dyn Fn(&Event) + Send + Sync>) -> Self {
        self.listener = listener;
        self
    }

    /// How long another runner is waited for; a minute where this is not said.
    #[must_use]
    pub const fn lock_timeout(mut self, limit: Duration) -> Self {
        self.lock_timeout = limit;
        self
    }

    /// How many transactions a run has.
    #[must_use]
    pub const fn transaction(mut self, mode: TransactionMode) -> Self {
        self.transaction = mode;
        self
    }

    /// The migrations.
    #[must_use]
    pub const fn registry(&self) -> &Registry {
        &self.registry
    }

    /// What the migrations recorded, by version. They record once.
    fn recorded(&self) -> Result<&[Recorded], Error> {
        self.registry.check()?;
        Ok(self.recorded.get_or_init(|| self.registry.record()))
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
        let recorded = self.recorded()?;
        let mut connection = open(source, Access::Write).await?;
        let result = async {
            // One row tells at any length of history that there is nothing to do.
            if target == Target::Latest && self.is_up_to_date(&mut connection).await?.0 {
                return Ok(Report::default());
            }
            locked(source, self.lock_timeout, &*self.listener, async {
                self.run(&mut connection, recorded, Goal::Up(target)).await
            })
            .await
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
        let recorded = self.recorded()?;
        let Some(mut connection) = source.open(Access::Read).await? else {
            return Ok(Report::default());
        };
        let result = locked(source, self.lock_timeout, &*self.listener, async {
            self.run(&mut connection, recorded, Goal::Down(target))
                .await
        })
        .await;
        connection.close().await;
        result
    }

    /// How the database stands. It is only looked at.
    ///
    /// # Errors
    /// Where it cannot be reached or its ledger cannot be read.
    pub async fn status(&self, source: &impl Source) -> Result<Status, Error> {
        let recorded = self.recorded()?;
        let entries = read(source).await?;
        let history = History::new(recorded, &entries);
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
        let registered = self.recorded()?.len();
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

    /// Everything that ever happened, the newest first.
    ///
    /// # Errors
    /// As [`Migrator::status`].
    pub async fn history(&self, source: &impl Source) -> Result<Vec<HistoryEntry>, Error> {
        let Some(mut connection) = source.open(Access::Read).await? else {
            return Ok(Vec::new());
        };
        let events = LedgerStore::events(&mut connection).await;
        connection.close().await;
        events
    }

    /// Records every migration up to this version as applied, without running it.
    ///
    /// # Errors
    /// Where the version is unknown or the ledger cannot be written.
    pub async fn stamp(&self, source: &impl Source, version: Version) -> Result<Report, Error> {
        let recorded = self.recorded()?;
        let mut connection = open(source, Access::Write).await?;
        let result = locked(source, self.lock_timeout, &*self.listener, async {
            self.stamp_locked(&mut connection, recorded, version).await
        })
        .await;
        connection.close().await;
        result
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

    async fn plan(&self, source: &impl Source, goal: Goal) -> Result<Plan, Error> {
        let recorded = self.recorded()?;
        let (capabilities, entries) = match source.open(Access::Read).await? {
            Some(mut connection) => {
                let found = async {
                    Ok::<_, Error>((
                        capabilities(&mut connection).await?,
                        LedgerStore::entries(&mut connection).await?,
                    ))
                }
                .await;
                connection.close().await;
                found?
            }
            None => (Capabilities::common(source.dialect()), Vec::new()),
        };
        let history = History::new(recorded, &entries);
        let migrations = planned(
            &history,
            &goal.choose(&history)?,
            capabilities,
            matches!(goal, Goal::Down(_)),
        )?;
        Ok(Plan {
            capabilities,
            migrations,
        })
    }

    async fn is_up_to_date(&self, connection: &mut Connection) -> Result<(bool, usize), Error> {
        let recorded = self.recorded()?;
        let expected = LedgerDigest::of(
            recorded
                .iter()
                .map(|migration| (migration.version, &migration.checksum)),
        );
        Ok(match LedgerStore::head(connection).await? {
            Some(head) => (head.digest == expected.to_string(), head.applied),
            None => (recorded.is_empty(), 0),
        })
    }

    /// Plans and runs, and begins again where another runner was faster.
    async fn run(
        &self,
        connection: &mut Connection,
        recorded: &[Recorded],
        goal: Goal,
    ) -> Result<Report, Error> {
        let start = Instant::now();
        let mut report = Report::default();
        let capabilities = capabilities(connection).await?;
        loop {
            let entries = self.true_ledger(connection).await?;
            let history = History::new(recorded, &entries);
            let plans = planned(
                &history,
                &goal.choose(&history)?,
                capabilities,
                matches!(goal, Goal::Down(_)),
            )?;
            (self.listener)(&Event::Planned {
                migrations: plans.len(),
            });
            let stopped = self
                .execute(connection, &plans, &entries, capabilities, &mut report.ran)
                .await;
            match stopped {
                Ok(()) => return Ok(report),
                Err(Stopped::Error(Error::Failed(mut failure))) => {
                    failure.ran = report.ran;
                    return Err(Error::Failed(failure));
                }
                Err(Stopped::Error(error)) => return Err(error),
                Err(Stopped::Outdated) if start.elapsed() < self.lock_timeout => {}
                Err(Stopped::Outdated) => {
                    return Err(Error::LockBusy {
                        holder: None,
                        waited: start.elapsed(),
                    });
                }
            }
        }
    }

    /// The ledger's entries, with the tables made and the head where the entries say.
    async fn true_ledger(&self, connection: &mut Connection) -> Result<Vec<Entry>, Error> {
        if LedgerStore::head(connection).await?.is_none() {
            LedgerStore::create(connection).await?;
        }
        loop {
            let head = LedgerStore::head(connection).await?;
            let entries = LedgerStore::entries(connection).await?;
            let seen = head.map(|head| head.digest).unwrap_or_default();
            if seen == LedgerStore::digest(&entries).to_string() {
                return Ok(entries);
            }
            // Either another runner finished a migration between the two reads, or the head is
            // not what the entries amount to, after a restored backup or a script run by hand.
            if LedgerStore::head(connection).await?.map(|head| head.digest) == Some(seen) {
                LedgerStore::mend_head(connection, &entries).await?;
            }
        }
    }

    async fn execute(
        &self,
        connection: &mut Connection,
        plans: &[MigrationPlan],
        entries: &[Entry],
        capabilities: Capabilities,
        ran: &mut Vec<Ran>,
    ) -> Result<(), Stopped> {
        let identity = Identity::of_process();
        let mut runner = Runner {
            connection,
            listener: &*self.listener,
            identity: &identity,
            digest: LedgerStore::digest(entries),
            patience: self.lock_timeout,
        };
        if self.transaction == TransactionMode::All {
            one_transaction_can_hold(plans, capabilities)?;
            ran.extend(runner.all_in_transaction(plans).await?);
            return Ok(());
        }
        for (i, plan) in plans.iter().enumerate() {
            runner.tell(plan, i + 1, plans.len());
            let under_way = entries.iter().find(|entry| {
                entry.version == plan.version && entry.state != crate::ledger::EntryState::Applied
            });
            let transactional = capabilities.transactional_ddl()
                && plan.steps.iter().all(|step| step.transactional);
            ran.push(if transactional && under_way.is_none() {
                runner.in_transaction(plan).await?
            } else {
                runner.journaled(plan, under_way).await?
            });
        }
        Ok(())
    }

    async fn stamp_locked(
        &self,
        connection: &mut Connection,
        recorded: &[Recorded],
        version: Version,
    ) -> Result<Report, Error> {
        let entries = self.true_ledger(connection).await?;
        let capabilities = capabilities(connection).await?;
        let history = History::new(recorded, &entries);
        select::known(&history, version)?;
        let chosen: Vec<&Recorded> = history
            .pending()
            .filter(|migration| migration.version <= version)
            .collect();
        let plans = planned(&history, &chosen, capabilities, false)?;
        let identity = Identity::of_process();
        let mut runner = Runner {
            connection,
            listener: &*self.listener,
            identity: &identity,
            digest: LedgerStore::digest(&entries),
            patience: self.lock_timeout,
        };
        let mut ran = Vec::with_capacity(plans.len());
        for plan in &plans {
            ran.push(runner.stamp(plan).await?);
        }
        Ok(Report { ran })
    }

    /// The migrations between two versions, planned without a database for any server of the dialect.
    ///
    /// # Errors
    /// As [`Migrator::up`].
    pub fn offline_plan(
        &self,
        dialect: DialectName,
        from: Option<Version>,
        to: Option<Version>,
        down: bool,
    ) -> Result<Plan, Error> {
        let recorded = self.recorded()?;
        for version in [from, to].into_iter().flatten() {
            if !recorded
                .iter()
                .any(|migration| migration.version == version)
            {
                return Err(Error::UnknownVersion {
                    version,
                    problem: "is none of the migrations there are".to_owned(),
                });
            }
        }
        let capabilities = Capabilities::common(dialect);
        let mut planner = Planner::new(capabilities);
        let (low, high) = if down { (to, from) } else { (from, to) };
        let before = |migration: &&Recorded| low.is_some_and(|low| migration.version <= low);
        let within = |migration: &&Recorded| {
            !before(migration) && high.is_none_or(|high| migration.version <= high)
        };
        for migration in recorded.iter().filter(before) {
            planner.fold(migration)?;
        }
        let chosen: Vec<&Recorded> = recorded.iter().filter(within).collect();
        let migrations = if down {
            planner.down(&chosen)?
        } else {
            chosen
                .into_iter()
                .map(|migration| planner.up(migration))
                .collect::<Result<_, _>>()?
        };
        Ok(Plan {
            capabilities,
            migrations,
        })
    }
}

impl std::fmt::Debug for Migrator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Migrator")
            .field("migrations", &self.registry.entries().len())
            .field("lock_timeout", &self.lock_timeout)
            .field("transaction", &self.transaction)
            .finish_non_exhaustive()
    }
}

/// Plans the chosen migrations on the schema that the applied ones amount to.
fn planned(
    history: &History<'_>,
    chosen: &[&Recorded],
    capabilities: Capabilities,
    down: bool,
) -> Result<Vec<MigrationPlan>, Error> {
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let mut planner = Planner::new(capabilities);
    let is_chosen =
        |migration: &&Recorded| chosen.iter().any(|other| std::ptr::eq(*other, *migration));
    if down {
        let first = chosen[0].version;
        for migration in history
            .applied()
            .filter(|migration| migration.version < first)
        {
            planner.fold(migration)?;
        }
        return planner.down(chosen);
    }
    for migration in history.applied().filter(|migration| !is_chosen(migration)) {
        planner.fold(migration)?;
    }
    chosen
        .iter()
        .map(|migration| planner.up(migration))
        .collect()
}

fn one_transaction_can_hold(
    plans: &[MigrationPlan],
    capabilities: Capabilities,
) -> Result<(), Error> {
    if !capabilities.transactional_ddl() {
        return Err(Error::Call {
            problem: format!(
                "{capabilities} commits every change of the schema by itself, so one transaction cannot hold all"
            ),
            help: "leave `--transaction all` out".to_owned(),
        });
    }
    let alone = plans.iter().find_map(|plan| {
        let step = plan.steps.iter().find(|step| !step.transactional)?;
        Some((plan, step))
    });
    match alone {
        None => Ok(()),
        Some((plan, step)) => Err(Error::Call {
            problem: format!(
                "migration {} {} cannot share a transaction: {}",
                plan.version, plan.name, step.description
            ),
            help: "leave `--transaction all` out, or run this migration on its own first"
                .to_owned(),
        }),
    }
}

async fn open(source: &dyn Source, access: Access) -> Result<Connection, Error> {
    source.open(access).await?.ok_or_else(|| Error::Database {
        doing: "open the database".to_owned(),
        cause: "there is none".to_owned(),
    })
}

async fn read(source: &impl Source) -> Result<Vec<Entry>, Error> {
    let Some(mut connection) = source.open(Access::Read).await? else {
        return Ok(Vec::new());
    };
    let entries = LedgerStore::entries(&mut connection).await;
    connection.close().await;
    entries
}

async fn capabilities(connection: &mut Connection) -> Result<Capabilities, Error> {
    connection
        .capabilities()
        .await
        .map_err(|cause| Error::Database {
            doing: "ask the server for its version".to_owned(),
            cause: cause.to_string(),
        })
}

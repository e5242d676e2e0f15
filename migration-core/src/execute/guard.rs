//! Whether a plan may run: what it loses, what the database says it is, and what was agreed to.

use sha2::{Digest, Sha256};

use super::apply::Place;
use super::identity::Identity;
use super::migrator::Migrator;
use super::select::Goal;
use crate::driver::{Access, Connection, Source, quoted_table};
use crate::error::Error;
use crate::event::Event;
use crate::health::{Check, Level, preflight};
use crate::ledger::{History, LedgerStore, Settings, Timestamp};
use crate::plan::{Direction, MigrationPlan};
use crate::protect::{Assessment, Database, PlanHash, PlannedLoss, Unapproved};
use crate::schema::DialectName;

/// What was agreed to before a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Consent {
    /// What loses data may run where nothing is protected.
    #[default]
    Usual,
    /// Nothing that loses data may run anywhere.
    Ask,
    /// Exactly this plan may run, wherever it is.
    Plan(PlanHash),
}

impl Migrator {
    /// Says that the databases it works on are this protected environment: each remembers it at
    /// the first run, and from then on says so itself, whoever asks.
    ///
    /// A protected database refuses to lose data, to run what has no way back, and to reverse
    /// anything, with [`Error::Unapproved`], unless exactly that plan is approved.
    #[must_use]
    pub fn protected(mut self, environment: impl Into<String>) -> Self {
        self.environment = Some(environment.into());
        self
    }

    /// Agrees to exactly one plan: [`Assessment::hash`] of a plan, or what [`Error::Unapproved`]
    /// said. Any other plan that has something to do is refused.
    #[must_use]
    pub fn approve(mut self, plan: PlanHash) -> Self {
        self.consent = Consent::Plan(plan);
        self
    }

    /// Has every plan refused that loses data, on a database that is not protected too, until
    /// it is approved.
    #[must_use]
    pub fn ask_before_loss(mut self) -> Self {
        self.consent = Consent::Ask;
        self
    }

    /// As for databases that nobody keeps: a proof makes them and drops them.
    pub(crate) fn unguarded(mut self) -> Self {
        self.environment = None;
        self.consent = Consent::Usual;
        self
    }

    /// The protected environment that the database says it is.
    ///
    /// # Errors
    /// Where it cannot be reached.
    pub async fn protection(&self, source: &impl Source) -> Result<Option<String>, Error> {
        let Some(mut connection) = source.open(Access::Read).await? else {
            return Ok(None);
        };
        let settings = LedgerStore::settings(&mut connection).await;
        connection.close().await;
        Ok(settings?.environment)
    }

    /// Has the database forget that it is protected. Tells what it said before.
    ///
    /// # Errors
    /// Where it cannot be reached or may not be written.
    pub async fn unprotect(&self, source: &impl Source) -> Result<Option<String>, Error> {
        let Some(mut connection) = source.open(Access::Read).await? else {
            return Ok(None);
        };
        let forgotten = async {
            let said = LedgerStore::settings(&mut connection).await?.environment;
            if said.is_some() {
                LedgerStore::unprotect(&mut connection).await?;
            }
            Ok(said)
        }
        .await;
        connection.close().await;
        forgotten
    }

    /// Refuses a plan that nobody agreed to. Everything is planned on the way, so that what
    /// cannot be planned is known before anything runs.
    pub(super) async fn guard(
        &self,
        place: Place<'_>,
        connection: &mut Connection,
        history: &History<'_>,
        goal: Goal,
    ) -> Result<(), Error> {
        let name = &place.source.database();
        let capabilities = place.capabilities;
        let chosen = goal.choose(history, &self.registry)?;
        let down = match goal.is_down() {
            true => {
                let plans = self.plans_down(connection, history, goal, capabilities);
                Some(plans.await?)
            }
            false => None,
        };
        if down.as_ref().map_or(chosen.is_empty(), Vec::is_empty) {
            return match goal {
                Goal::Up(_) | Goal::Data(_) => self.stays_protected(connection).await,
                Goal::Down(_) | Goal::Kept(_) | Goal::Finish { .. } => Ok(()),
            };
        }
        let settings = LedgerStore::settings(connection).await?;
        self.is_called_what_it_is(name, &settings)?;
        if let (Some(environment), None) = (&settings.environment, &self.environment) {
            (self.listener)(&Event::Protected {
                environment: environment.clone(),
            });
        }
        let database = database(connection.dialect(), name, &settings);
        let protected = database.environment.is_some() || self.environment.is_some();
        let assess = |hashed: bool| {
            let start = if hashed {
                Assessment::begin(&database)
            } else {
                Assessment::without_hash()
            };
            match &down {
                Some(plans) => Ok(assessed(start, plans)),
                None => {
                    let mut assessment = start;
                    for plan in self.upwards(history, &chosen, capabilities)? {
                        assessment.see(&plan?);
                    }
                    Ok::<_, Error>(assessment)
                }
            }
        };
        let mut assessment = assess(protected || matches!(self.consent, Consent::Plan(_)))?;
        if history.applied().next().is_none() && history.under_way().is_none() {
            // Nothing stands there yet that a way back would lead to.
            assessment.one_way.clear();
        }
        let to_agree = match (protected, goal) {
            // What was begun is finished.
            (_, Goal::Finish { .. }) => false,
            (true, Goal::Down(_) | Goal::Kept(_)) => true,
            (true, Goal::Up(_) | Goal::Data(_)) => {
                !assessment.losses.is_empty() || !assessment.one_way.is_empty()
            }
            (false, _) => self.consent == Consent::Ask && !assessment.losses.is_empty(),
        };
        if to_agree || matches!(self.consent, Consent::Plan(_)) {
            let hash = match assessment.hash() {
                Some(hash) => Some(hash),
                None => assess(true)?.hash(),
            };
            if let Some(hash) = hash.filter(|hash| self.consent != Consent::Plan(hash.clone())) {
                count(connection, &mut assessment.losses).await;
                return Err(self.unapproved(database, assessment, hash, protected));
            }
        }
        self.fits(connection, name, &assessment).await?;
        match goal {
            Goal::Up(_) | Goal::Data(_) => self.remember(connection, &settings).await,
            Goal::Down(_) | Goal::Kept(_) | Goal::Finish { .. } => Ok(()),
        }
    }

    /// Refuses what would fail half way, and tells what it would wait for.
    async fn fits(
        &self,
        connection: &mut Connection,
        name: &str,
        assessment: &Assessment,
    ) -> Result<(), Error> {
        let checks = preflight(connection, name, &assessment.needs, assessment.rebuilds).await;
        let (failures, rest): (Vec<Check>, Vec<Check>) = checks
            .into_iter()
            .partition(|check| check.level == Level::Failure);
        if !failures.is_empty() {
            return Err(Error::Unfit { checks: failures });
        }
        let is_warning = |check: &Check| check.level == Level::Warning;
        for check in rest.into_iter().filter(is_warning) {
            (self.listener)(&Event::Warned { check });
        }
        Ok(())
    }

    fn unapproved(
        &self,
        database: Database,
        assessment: Assessment,
        hash: PlanHash,
        protected: bool,
    ) -> Error {
        Error::Unapproved(Box::new(Unapproved {
            database,
            called: self.environment.clone(),
            direction: assessment.direction.unwrap_or(Direction::Up),
            migrations: assessment.migrations,
            losses: assessment.losses,
            one_way: if protected {
                assessment.one_way
            } else {
                Vec::new()
            },
            hash,
            approved: match &self.consent {
                Consent::Plan(other) => Some(other.clone()),
                Consent::Usual | Consent::Ask => None,
            },
        }))
    }

    /// Where there is nothing to do: the database remembers what it is nevertheless.
    pub(super) async fn stays_protected(&self, connection: &mut Connection) -> Result<(), Error> {
        if self.environment.is_none() {
            return Ok(());
        }
        let settings = LedgerStore::settings(connection).await?;
        self.is_called_what_it_is("", &settings)?;
        self.remember(connection, &settings).await
    }

    async fn remember(
        &self,
        connection: &mut Connection,
        settings: &Settings,
    ) -> Result<(), Error> {
        let (Some(environment), None) = (&self.environment, &settings.environment) else {
            return Ok(());
        };
        let by = format!("{}, {}", Identity::of_process().who, Timestamp::now());
        let seed = format!("{by} {} {environment}", std::process::id());
        let digest = Sha256::digest(seed);
        let id: String = digest.iter().take(8).map(|b| format!("{b:02x}")).collect();
        LedgerStore::protect(connection, environment, &id, &by).await
    }

    /// One protected environment is not taken for another.
    fn is_called_what_it_is(&self, name: &str, settings: &Settings) -> Result<(), Error> {
        match (&self.environment, &settings.environment) {
            (Some(called), Some(says)) if called != says => Err(Error::OtherEnvironment {
                database: name.to_owned(),
                says: says.clone(),
                called: called.clone(),
            }),
            _ => Ok(()),
        }
    }
}

/// Takes in the plans one after another.
fn assessed(mut assessment: Assessment, plans: &[MigrationPlan]) -> Assessment {
    for plan in plans {
        assessment.see(plan);
    }
    assessment
}

/// The database as a plan's hash knows it.
pub(super) fn database(dialect: DialectName, name: &str, settings: &Settings) -> Database {
    let file = match dialect {
        // However the path is written, it is the same file.
        DialectName::Sqlite => std::fs::canonicalize(name).ok(),
        DialectName::Postgres | DialectName::Mysql => None,
    };
    Database {
        dialect,
        name: file.map_or_else(|| name.to_owned(), |file| file.display().to_string()),
        id: settings.id.clone(),
        environment: settings.environment.clone(),
    }
}

/// Counts the rows that are at stake, up to a limit. Where that fails, nothing is said.
async fn count(connection: &mut Connection, losses: &mut [PlannedLoss]) {
    for lost in losses {
        let Some(table) = &lost.loss.table else {
            continue;
        };
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM {} LIMIT {}) AS counted",
            quoted_table(connection.dialect(), table),
            PlannedLoss::MOST_ROWS + 1
        );
        let rows = connection.value(&sql).await.ok().flatten();
        lost.rows = rows.and_then(|rows| rows.parse().ok());
    }
}

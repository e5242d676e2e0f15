use std::time::{Duration, Instant};

use super::batches::DataOptions;
use super::blockers::Watch;
use super::identity::Identity;
use super::limits::InForce;
use super::statement::{StatementError, shown};
use crate::conflict::Conflict;
use crate::dialect::{Outcome, Statement};
use crate::driver::{Connection, ErrorKind};
use crate::error::Error;
use crate::event::Event;
use crate::failure::Failure;
use crate::ledger::{Entry, EntryState, HistoryEntry, LedgerDigest, Statements};
use crate::lock::Lease;
use crate::migration::{Checksum, Limits, Version};
use crate::plan::{Direction, MigrationPlan, Ran};
use crate::schema::DialectName;

/// How a run of one migration can end without having happened.
#[derive(Debug)]
pub(super) enum Stopped {
    /// Another runner moved the ledger's head: what was planned is out of date.
    Outdated,
    /// It went wrong.
    Error(Error),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// What every way of running a migration needs.
pub(super) struct Runner<'a> {
    pub(super) connection: &'a mut Connection,
    pub(super) listener: &'a (dyn Fn(&Event) + Send + Sync),
    pub(super) identity: &'a Identity,
    /// The lock, which fences whatever is written.
    pub(super) lease: &'a Lease,
    /// What runs now, for those who wait.
    pub(super) step: String,
    /// The migration that comes after the one that runs, for those who wait.
    pub(super) next: Option<String>,
    /// The ledger's digest as this runner knows it.
    pub(super) digest: LedgerDigest,
    /// Whether foreign keys are switched off on the connection.
    pub(super) unenforced: bool,
    /// The rows that referred to none before, where foreign keys are switched off.
    pub(super) broken: Option<Outcome>,
    /// The statement that drops what an attempt has left.
    pub(super) leftover: Option<String>,
    /// How long another writer is waited for.
    pub(super) patience: Duration,
    /// The time limits of the run.
    pub(super) limits: Limits,
    /// Who has what a statement waits for.
    pub(super) watch: Watch<'a>,
    /// How data migrations run in batches.
    pub(super) data: &'a DataOptions,
}

impl Runner<'_> {
    pub(super) fn statements(&self) -> Statements {
        Statements::new(self.connection.dialect())
    }

    /// The time limits that hold for a migration.
    pub(super) fn limits_of(&self, plan: &MigrationPlan) -> InForce {
        let limits = InForce::of(plan.limits, self.limits);
        // On SQLite the same setting says how long another runner is waited for.
        match self.connection.dialect() {
            DialectName::Sqlite => limits.at_most(self.patience),
            DialectName::Postgres | DialectName::Mysql => limits,
        }
    }

    pub(super) fn tell(&self, plan: &MigrationPlan, index: usize, total: usize) {
        (self.listener)(&Event::MigrationStarted {
            version: plan.version,
            name: plan.name.clone(),
            direction: plan.direction,
            index,
            total,
        });
    }

    /// Says that a migration is done, once the ledger says so.
    pub(super) fn finished(&mut self, plan: &MigrationPlan, start: Instant) -> Ran {
        self.digest = self.digest.toggled(plan.version, &plan.checksum);
        self.told(plan, start)
    }

    /// Tells that a migration is done, where the digest is known to be right.
    pub(super) fn told(&self, plan: &MigrationPlan, start: Instant) -> Ran {
        let ran = Ran {
            version: plan.version,
            name: plan.name.clone(),
            direction: plan.direction,
            duration: start.elapsed(),
            statements: plan.statements(),
        };
        (self.listener)(&Event::MigrationFinished {
            version: ran.version,
            name: ran.name.clone(),
            direction: ran.direction,
            duration: ran.duration,
            statements: ran.statements,
        });
        ran
    }

    pub(super) fn entry(&self, plan: &MigrationPlan, state: EntryState, start: Instant) -> Entry {
        Entry {
            version: plan.version,
            name: plan.name.clone(),
            checksum: plan.checksum,
            algorithm: Checksum::ALGORITHM,
            state,
            direction: plan.direction,
            done: 0,
            applied_at: chrono::Utc::now(),
            duration: start.elapsed(),
            applied_by: self.identity.who.clone(),
            tool: self.identity.tool.clone(),
        }
    }

    pub(super) fn event(
        &self,
        plan: &MigrationPlan,
        kind: &str,
        start: Instant,
        detail: Option<String>,
    ) -> String {
        self.statements().event(&HistoryEntry {
            at: chrono::Utc::now(),
            kind: kind.to_owned(),
            version: plan.version,
            name: plan.name.clone(),
            who: self.identity.who.clone(),
            tool: self.identity.tool.clone(),
            duration: Some(start.elapsed()),
            detail,
        })
    }

    /// Writes a failure into the event log, outside any transaction. It is only told on top of
    /// the failure itself, so an error here is left alone.
    pub(super) async fn log_failure(&mut self, plan: &MigrationPlan, start: Instant, cause: &str) {
        let event = self.event(plan, "failed", start, Some(cause.to_owned()));
        let _ = self.write(&[&event]).await;
    }

    /// The statements that make a finished migration part of the ledger.
    pub(super) fn conclusion(&self, plan: &MigrationPlan, start: Instant) -> String {
        let entry = match plan.direction {
            Direction::Up => self
                .statements()
                .insert(&self.entry(plan, EntryState::Applied, start), plan),
            Direction::Down => self.statements().delete(plan.version),
        };
        format!(
            "{entry}; {}",
            self.event(plan, plan.direction.as_str(), start, None)
        )
    }

    /// Says which migration comes after the one that runs now.
    pub(super) fn comes_after(&mut self, next: Option<(Version, &str)>) {
        self.next = next.map(|(version, name)| format!("{version} {name}"));
    }

    /// The statement that moves the ledger's head past some migrations, where this runner has the
    /// lock. What it says of the next step is seen when it is committed, that is when that begins.
    pub(super) fn move_head(&self, plans: &[MigrationPlan]) -> String {
        let mut change = 0;
        let mut digest = self.digest;
        for plan in plans {
            digest = digest.toggled(plan.version, &plan.checksum);
            change += match plan.direction {
                Direction::Up => 1,
                Direction::Down => -1,
            };
        }
        let next = self.next.as_deref().unwrap_or_default();
        self.statements()
            .move_head_held(&self.digest, &digest, change, &self.lease.mine(), next)
    }

    /// The statement that takes back what the head was moved by as a migration began its way down.
    pub(super) fn move_head_back(&self, plan: &MigrationPlan) -> String {
        let digest = self.digest.toggled(plan.version, &plan.checksum);
        self.statements().move_head(&self.digest, &digest, 1)
    }
}

/// Says that a statement begins.
pub(super) fn tell_statement(
    listener: &(dyn Fn(&Event) + Send + Sync),
    step: &str,
    statement: &Statement,
    index: usize,
    total: usize,
) {
    listener(&Event::Statement {
        step: step.to_owned(),
        sql: shown(statement).to_owned(),
        index,
        total,
    });
}

/// The error for a statement that failed.
pub(super) fn failure(
    plan: &MigrationPlan,
    step: &str,
    statement: Option<(usize, &Statement)>,
    error: StatementError,
    undone: bool,
) -> Error {
    let statements = plan.statements();
    Error::Failed(Box::new(Failure {
        ran: Vec::new(),
        version: plan.version,
        name: plan.name.clone(),
        direction: plan.direction,
        step: step.to_owned(),
        statement: statement.map_or(statements, |(index, _)| index + 1),
        statements,
        sql: error.sql.or_else(|| match statement?.1 {
            Statement::Run(sql) => Some(sql.clone()),
            Statement::Verify { .. }
            | Statement::Data(_)
            | Statement::Batches(_)
            | Statement::Rebuild(_) => None,
        }),
        cause: error.cause,
        hint: error.hint,
        conflict: error
            .conflict
            .or_else(|| (error.kind == ErrorKind::Busy).then(Conflict::default)),
        undone,
        part: error.part,
    }))
}

//! Plans without a database.

use super::identity::Identity;
use super::migrator::Migrator;
use crate::dialect::{Capabilities, Statement};
use crate::error::Error;
use crate::ledger::{self, LedgerDigest};
use crate::migration::{Recorded, Version};
use crate::plan::{Plan, Planner};
use crate::protect::Database;
use crate::schema::DialectName;

/// Migrations that are planned without a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfflinePlan {
    /// The plan.
    pub plan: Plan,
    /// What the ledger says before it.
    begins_at: LedgerDigest,
}

impl OfflinePlan {
    /// The plan as a script that keeps the ledger too: for a client it is what
    /// [`Migrator::up_to`] and [`Migrator::down`] are for an application. It stops where the
    /// ledger does not say what the plan begins with.
    ///
    /// [`Plan::script`] has the migrations' statements alone.
    ///
    /// # Errors
    /// A migration with data code in Rust, which no script runs.
    pub fn script(&self) -> Result<String, Error> {
        for migration in &self.plan.migrations {
            let mut statements = migration.steps.iter().flat_map(|step| &step.statements);
            if let Some(code) = statements.find_map(Statement::code) {
                return Err(Error::Call {
                    problem: format!(
                        "migration {} {} runs data code in Rust ({}), which no script can",
                        migration.version, migration.name, code
                    ),
                    help: "end the script before it (`--to`), apply it with `migrate up -n 1`, and begin \
                           another script behind it (`--from`); or leave the ledger out with `--no-ledger`"
                        .to_owned(),
                });
            }
        }
        let tool = format!("{} sql", Identity::tool());
        Ok(ledger::script(&self.plan, self.begins_at, &tool))
    }
}

impl Migrator {
    /// The migrations between two versions, planned without a database for any server of the
    /// dialect: upwards behind `from` to `to`, downwards from `from` to behind `to`.
    ///
    /// # Errors
    /// As [`Migrator::up`].
    pub fn offline_plan(
        &self,
        dialect: DialectName,
        from: Option<Version>,
        to: Option<Version>,
        down: bool,
    ) -> Result<OfflinePlan, Error> {
        self.registry.check()?;
        let recorded = self.registry.record();
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
        let there = |migration: &&Recorded| before(migration) || (down && within(migration));
        let begins_at = LedgerDigest::of(
            recorded
                .iter()
                .filter(there)
                .map(|migration| (migration.version, &migration.checksum)),
        );
        let chosen: Vec<&Recorded> = recorded.iter().filter(within).collect();
        let migrations = if down {
            planner.down(&chosen)?
        } else {
            chosen
                .into_iter()
                .map(|migration| planner.up(migration))
                .collect::<Result<_, _>>()?
        };
        Ok(OfflinePlan {
            plan: Plan {
                database: Database::named(dialect, ""),
                capabilities,
                migrations,
            },
            begins_at,
        })
    }
}

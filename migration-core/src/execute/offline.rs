//! Plans without a database.

use super::migrator::Migrator;
use crate::dialect::Capabilities;
use crate::error::Error;
use crate::migration::{Recorded, Version};
use crate::plan::{Plan, Planner};
use crate::schema::DialectName;

impl Migrator {
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

use std::collections::BTreeSet;

use super::plan_hash::Hasher;
use super::{Database, Loss, PlanHash};
use crate::dialect::Statement;
use crate::migration::Version;
use crate::plan::{Direction, MigrationPlan, Need, Plan, Reversal};

/// A loss, and the migration that brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedLoss {
    /// The migration's version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// What is lost.
    pub loss: Loss,
    /// How many rows the table has, where they were counted: see [`PlannedLoss::MOST_ROWS`].
    pub rows: Option<u64>,
}

impl PlannedLoss {
    /// So many rows are counted at most: to say how much is at stake takes no longer than that.
    pub const MOST_ROWS: u64 = 10_000;

    /// `12 rows`, `more than 10000 rows`, or nothing where they were not counted.
    #[must_use]
    pub fn counted(&self) -> Option<String> {
        Some(match self.rows? {
            1 => "1 row".to_owned(),
            rows if rows > Self::MOST_ROWS => format!("more than {} rows", Self::MOST_ROWS),
            rows => format!("{rows} rows"),
        })
    }
}

/// A migration without a way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneWay {
    /// The migration's version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// The operation that has none, and why.
    pub why: String,
}

/// What of a plan cannot be taken back, and the plan's hash.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// What is lost, in the order of the plan.
    pub losses: Vec<PlannedLoss>,
    /// The migrations that have no way back.
    pub one_way: Vec<OneWay>,
    /// Which way the plan goes; `None` where it is empty.
    pub direction: Option<Direction>,
    /// How many migrations it has.
    pub migrations: usize,
    /// The rights that it needs, as far as they are known.
    pub needs: BTreeSet<Need>,
    /// Whether it makes tables of SQLite anew.
    pub rebuilds: bool,
    hasher: Option<Hasher>,
}

impl Assessment {
    /// Of a plan for this database, before its first migration.
    #[must_use]
    pub fn begin(database: &Database) -> Self {
        Self {
            hasher: Some(Hasher::new(database)),
            ..Self::without_hash()
        }
    }

    /// As [`Assessment::begin`], where nobody asks for the hash: it costs as much as the plan.
    #[must_use]
    pub const fn without_hash() -> Self {
        Self {
            losses: Vec::new(),
            one_way: Vec::new(),
            direction: None,
            migrations: 0,
            needs: BTreeSet::new(),
            rebuilds: false,
            hasher: None,
        }
    }

    /// Of a whole plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let mut assessment = Self::begin(&plan.database);
        for migration in &plan.migrations {
            assessment.see(migration);
        }
        assessment
    }

    /// Takes in the next migration of the plan.
    pub fn see(&mut self, migration: &MigrationPlan) {
        self.migrations += 1;
        self.direction = Some(migration.direction);
        let losses = migration.destroys.iter().map(|loss| PlannedLoss {
            version: migration.version,
            name: migration.name.clone(),
            loss: loss.clone(),
            rows: None,
        });
        self.losses.extend(losses);
        if let Some(Reversal::Impossible { operation, cause }) = &migration.reversal {
            self.one_way.push(OneWay {
                version: migration.version,
                name: migration.name.clone(),
                why: format!("{operation}: {cause}"),
            });
        }
        self.needs.extend(migration.needs.iter().cloned());
        let mut statements = migration.steps.iter().flat_map(|step| &step.statements);
        self.rebuilds |= statements.any(|statement| matches!(statement, Statement::Rebuild(_)));
        if let Some(hasher) = &mut self.hasher {
            hasher.see(migration);
        }
    }

    /// The plan's hash, where it was asked for.
    #[must_use]
    pub fn hash(&self) -> Option<PlanHash> {
        self.hasher.as_ref().map(Hasher::finish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Capabilities;
    use crate::dsl::SchemaBuilder;
    use crate::migration::{Down, Recorded};
    use crate::plan::Planner;
    use crate::schema::DialectName;

    fn plan(name: &str, sql: &str, version: &str, dialect: DialectName) -> Plan {
        let mut schema = SchemaBuilder::new();
        schema.sql(sql);
        let operations = schema.into_operations();
        let recorded = Recorded::new(version.parse().unwrap(), "one", operations, Down::Derived);
        let capabilities = Capabilities::common(dialect);
        Plan {
            database: Database::named(dialect, name),
            capabilities,
            migrations: vec![Planner::new(capabilities).up(&recorded).unwrap()],
        }
    }

    #[test]
    fn a_hash_is_for_one_plan_on_one_database() {
        let of = |plan: &Plan| Assessment::of(plan).hash().unwrap();
        let (version, sqlite) = ("20260101_000000", DialectName::Sqlite);
        let first = plan("shop", "DELETE FROM a", version, sqlite);
        assert_eq!(of(&first), of(&first.clone()));
        assert_eq!(PlanHash::parse(&of(&first).to_string()), Some(of(&first)));
        let mut marked = first.clone();
        marked.database.id = Some("1".to_owned());
        for other in [
            plan("shop2", "DELETE FROM a", version, sqlite),
            plan("shop", "DELETE FROM b", version, sqlite),
            plan("shop", "DELETE FROM a", "20260101_000001", sqlite),
            plan("shop", "DELETE FROM a", version, DialectName::Postgres),
            marked,
            Plan {
                migrations: Vec::new(),
                ..first.clone()
            },
        ] {
            assert_ne!(of(&first), of(&other));
        }
        for text in ["", "abc", "zzzzzzzzzzzzzzzz", "0123456789abcdef0"] {
            assert_eq!(PlanHash::parse(text), None);
        }
    }

    #[test]
    fn a_plan_says_what_it_loses_and_what_has_no_way_back() {
        let plan = plan(
            "shop",
            "DELETE FROM a",
            "20260101_000000",
            DialectName::Sqlite,
        );
        let assessment = Assessment::of(&plan);
        assert_eq!(assessment.losses.len(), 1);
        assert_eq!(assessment.one_way.len(), 1);
        assert!(assessment.one_way[0].why.contains("no reverse"));
        assert_eq!(assessment.direction, Some(Direction::Up));
    }
}

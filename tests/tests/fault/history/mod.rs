//! What is run while something goes wrong: a history with every way that a migration has to
//! change a database. Its rows are told apart: what ran twice, or not at all, shows in them.

mod data;
mod everywhere;
mod mysql;
mod postgres;
mod sqlite;

use migration_core::Migrator;
use migration_core::dsl::SchemaBuilder;
use migration_core::migration::Recorded;
use migration_core::schema::DialectName;
use migration_tests::framework::{migration, migrator, recorded};

use crate::cases;

/// Which migrations are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Story {
    /// Those of this folder.
    Whole,
    /// The golden case of this number, over what it needs.
    Case(usize),
}

impl Story {
    /// As a runner is told it.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Case(number) => number.to_string(),
        }
    }

    pub(crate) fn parse(text: &str) -> Self {
        text.parse().map_or(Self::Whole, Self::Case)
    }

    pub(crate) fn name(self) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Case(number) => format!(" {}", cases::all()[number].name),
        }
    }

    pub(crate) fn migrations(self, dialect: DialectName) -> Vec<Recorded> {
        match self {
            Self::Whole => whole(dialect),
            Self::Case(number) => case(&cases::all()[number]),
        }
    }

    /// What runs it.
    pub(crate) fn migrator(self, dialect: DialectName) -> Migrator {
        migrator(self.migrations(dialect))
    }
}

fn whole(dialect: DialectName) -> Vec<Recorded> {
    let mut all = everywhere::migrations();
    all.extend(match dialect {
        DialectName::Sqlite => sqlite::migrations(),
        DialectName::Postgres => postgres::migrations(),
        DialectName::Mysql => mysql::migrations(),
    });
    all
}

/// The version that a golden case itself has.
pub(crate) const OF_CASE: &str = "20260101_000003";

fn case(case: &cases::Case) -> Vec<Recorded> {
    let (setup, operations) = case.operations();
    let mut rows = SchemaBuilder::new();
    for row in case.rows {
        rows.sql(*row).nothing_to_reverse();
    }
    vec![
        recorded("20260101_000001", "before", setup),
        recorded("20260101_000002", "rows", rows.into_operations()),
        recorded(OF_CASE, case.name, operations),
    ]
}

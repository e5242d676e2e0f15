use std::fmt;

use sha2::{Digest, Sha256};

use crate::plan::MigrationPlan;
use crate::schema::DialectName;

/// The database that a plan is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Database {
    /// Its dialect.
    pub dialect: DialectName,
    /// Its name on the server; for SQLite the file.
    pub name: String,
    /// What the database itself says that tells it from another one of this name.
    pub id: Option<String>,
    /// The protected environment that it says it is.
    pub environment: Option<String>,
}

impl Database {
    /// A database that says nothing about itself.
    #[must_use]
    pub fn named(dialect: DialectName, name: impl Into<String>) -> Self {
        Self {
            dialect,
            name: name.into(),
            id: None,
            environment: None,
        }
    }
}

/// A word for exactly one plan on exactly one database: 16 hexadecimal digits.
///
/// It covers the versions, their order and direction, the checksums, the SQL as it is rendered
/// for this server, and the database. A plan that differs in any of it has another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanHash(String);

impl PlanHash {
    /// Reads what a person gives; `None` where it cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let is_one = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_one.then_some(Self(text))
    }
}

impl fmt::Display for PlanHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Takes in the migrations of a plan one after another.
#[derive(Debug, Clone)]
pub(super) struct Hasher(Sha256);

impl Hasher {
    pub(super) fn new(database: &Database) -> Self {
        let mut hasher = Self(Sha256::new());
        hasher.part("plan 1");
        hasher.part(database.dialect.as_str());
        hasher.part(&database.name);
        hasher.part(database.id.as_deref().unwrap_or_default());
        hasher
    }

    pub(super) fn see(&mut self, migration: &MigrationPlan) {
        self.part(&migration.version.to_string());
        self.part(&migration.name);
        self.part(migration.direction.as_str());
        self.part(&migration.checksum.to_string());
        self.part(&migration.sql());
    }

    pub(super) fn finish(&self) -> PlanHash {
        let digest = self.0.clone().finalize();
        PlanHash(
            digest
                .iter()
                .take(8)
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }

    /// With its length before it, so that no two plans are one text.
    fn part(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text);
    }
}

//! What the registered migrations and the ledger say of each other.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Entry, EntryState};
use crate::error::Error;
use crate::migration::{Checksum, Recorded, Summary, Version};

/// How a migration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Applied, as it is.
    Applied,
    /// Counts as applied: what it makes was there before migrations were used.
    Baseline,
    /// Not applied yet.
    Pending,
    /// Under way: a statement failed, or the runner died.
    Failed,
    /// Applied, and does something else now.
    Changed,
    /// Applied, and not among the registered ones, of which later ones are there.
    Missing,
    /// Applied, and later than every registered one: by a newer build.
    Future,
    /// Another one has its version.
    Duplicate,
    /// Not applied, though a later one is.
    Late,
}

impl State {
    /// The word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Baseline => "baseline",
            Self::Pending => "pending",
            Self::Failed => "failed",
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Future => "future",
            Self::Duplicate => "duplicate",
            Self::Late => "late",
        }
    }
}

/// How one migration stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationStatus {
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub state: State,
    /// When it was applied.
    pub applied_at: Option<DateTime<Utc>>,
    /// How long it took.
    pub duration: Option<Duration>,
    /// Its checksum: the ledger's, or where it is not applied its own.
    pub checksum: Checksum,
    /// User and host that applied it.
    pub applied_by: Option<String>,
}

/// The registered migrations and the ledger's entries, side by side.
#[derive(Debug)]
pub struct History<'a> {
    rows: BTreeMap<Version, (Option<&'a Summary>, Option<&'a Entry>)>,
    /// Those whose version another one has.
    duplicates: Vec<&'a Summary>,
    /// The last registered version.
    newest: Option<Version>,
    current: Option<Version>,
    under_way: Option<&'a Entry>,
}

impl<'a> History<'a> {
    /// Puts them side by side.
    #[must_use]
    pub fn new(registered: &'a [Summary], entries: &'a [Entry]) -> Self {
        let mut rows: BTreeMap<Version, (Option<&Summary>, Option<&Entry>)> = BTreeMap::new();
        let mut duplicates = Vec::new();
        for migration in registered {
            let other = rows
                .entry(migration.version)
                .or_default()
                .0
                .replace(migration);
            duplicates.extend(other);
        }
        for entry in entries {
            rows.entry(entry.version).or_default().1 = Some(entry);
        }
        let applied = entries.iter().filter(|entry| entry.state.is_applied());
        Self {
            rows,
            duplicates,
            newest: registered.iter().map(|migration| migration.version).max(),
            current: applied.map(|entry| entry.version).max(),
            under_way: entries.iter().find(|entry| !entry.state.is_applied()),
        }
    }

    /// The newest applied version.
    #[must_use]
    pub const fn current(&self) -> Option<Version> {
        self.current
    }

    /// Whether a migration of this version is registered or applied.
    #[must_use]
    pub fn knows(&self, version: Version) -> bool {
        self.rows.contains_key(&version)
    }

    /// Whether a migration was there before migrations were used.
    #[must_use]
    pub fn is_baseline(&self, version: Version) -> bool {
        let row = self.rows.get(&version);
        row.and_then(|(_, entry)| *entry)
            .is_some_and(|entry| entry.state == EntryState::Baseline)
    }

    /// How every migration stands, by version.
    #[must_use]
    pub fn status(&self) -> Vec<MigrationStatus> {
        let rows = self.rows.iter().flat_map(|(version, (recorded, entry))| {
            let twins = self
                .duplicates
                .iter()
                .filter(|twin| twin.version == *version);
            let twins = twins.map(|twin| status(*version, Some(twin), *entry, State::Duplicate));
            let state = self.state(*version, *recorded, *entry);
            twins
                .chain([status(*version, *recorded, *entry, state)])
                .collect::<Vec<_>>()
        });
        rows.collect()
    }

    fn state(&self, version: Version, recorded: Option<&Summary>, entry: Option<&Entry>) -> State {
        if self.duplicates.iter().any(|twin| twin.version == version) {
            return State::Duplicate;
        }
        match (recorded, entry) {
            (_, Some(entry)) if !entry.state.is_applied() => State::Failed,
            (None, _) if self.newest.is_some_and(|newest| version > newest) => State::Future,
            (None, _) => State::Missing,
            (Some(recorded), Some(entry)) if recorded.checksum != entry.checksum => State::Changed,
            (Some(_), Some(entry)) if entry.state == EntryState::Baseline => State::Baseline,
            (Some(_), Some(_)) => State::Applied,
            (Some(_), None) if self.current.is_some_and(|current| version < current) => State::Late,
            (Some(_), None) => State::Pending,
        }
    }

    /// The versions of the migrations that stand so, by version.
    #[must_use]
    pub fn versions(&self, state: State) -> Vec<Version> {
        let all = self.status().into_iter();
        all.filter(|status| status.state == state)
            .map(|status| status.version)
            .collect()
    }

    /// The applied migrations that are registered, by version.
    pub fn applied(&self) -> impl DoubleEndedIterator<Item = &'a Summary> + '_ {
        self.rows
            .values()
            .filter_map(|(recorded, entry)| match entry {
                Some(entry) if entry.state.is_applied() => *recorded,
                _ => None,
            })
    }

    /// The ledger's entries, by version.
    pub fn entries(&self) -> impl Iterator<Item = &'a Entry> + '_ {
        self.rows.values().filter_map(|(_, entry)| *entry)
    }

    /// The migrations to apply, by version: those without an entry, and one that is under way.
    pub fn pending(&self) -> impl Iterator<Item = &'a Summary> + '_ {
        self.rows
            .values()
            .filter_map(|(recorded, entry)| match entry {
                Some(entry) if entry.state.is_applied() => None,
                _ => *recorded,
            })
    }

    /// The entry that is under way, if there is one.
    #[must_use]
    pub const fn under_way(&self) -> Option<&'a Entry> {
        self.under_way
    }

    /// Whether what is applied is what is registered.
    ///
    /// # Errors
    /// [`Error::Changed`], [`Error::Missing`] or [`Error::Future`] with the migrations.
    pub fn check(&self) -> Result<(), Error> {
        let status = self.status();
        let of = |wanted: State| -> Vec<(Version, String)> {
            status
                .iter()
                .filter(|status| status.state == wanted)
                .map(|status| (status.version, status.name.clone()))
                .collect()
        };
        let mut missing = of(State::Missing);
        // One that is half done cannot go on without its file either.
        let unknown = |entry: &&Entry| matches!(self.rows.get(&entry.version), Some((None, _)));
        if let Some(entry) = self.under_way.filter(unknown) {
            missing.push((entry.version, entry.name.clone()));
        }
        if !missing.is_empty() {
            return Err(Error::Missing {
                migrations: missing,
            });
        }
        let future = of(State::Future);
        if let Some(newest) = self.newest.filter(|_| !future.is_empty()) {
            return Err(Error::Future {
                migrations: future,
                newest,
            });
        }
        let changed = of(State::Changed);
        if !changed.is_empty() {
            return Err(Error::Changed {
                migrations: changed,
            });
        }
        Ok(())
    }

    /// Whether a pending migration that came late can still be applied: it may not touch what
    /// a later one, applied already, touches. `record` has a migration record its operations.
    ///
    /// # Errors
    /// [`Error::Late`] with the two that collide.
    pub fn check_late(
        &self,
        migration: &Summary,
        record: impl Fn(Version) -> Option<Recorded>,
    ) -> Result<(), Error> {
        if self
            .current
            .is_none_or(|current| migration.version > current)
        {
            return Ok(());
        }
        let later = self
            .applied()
            .filter(|other| other.version > migration.version);
        let Some(this) = record(migration.version) else {
            return Ok(());
        };
        for other in later.filter_map(|other| record(other.version)) {
            if let Some(over) = collision(&this, &other) {
                return Err(Error::Late {
                    version: migration.version,
                    name: migration.name.clone(),
                    collides_with: (other.version, other.name),
                    over,
                });
            }
        }
        Ok(())
    }
}

fn status(
    version: Version,
    recorded: Option<&Summary>,
    entry: Option<&Entry>,
    state: State,
) -> MigrationStatus {
    // Two of one version are told apart by their names.
    let of_entry = entry.filter(|_| state != State::Duplicate || recorded.is_none());
    let name = of_entry.map(|entry| &entry.name);
    let checksum = entry.map(|entry| entry.checksum);
    MigrationStatus {
        version,
        name: name
            .or(recorded.map(|recorded| &recorded.name))
            .cloned()
            .unwrap_or_default(),
        state,
        applied_at: entry.map(|entry| entry.applied_at),
        duration: entry.map(|entry| entry.duration),
        checksum: checksum
            .or(recorded.map(|recorded| recorded.checksum))
            .unwrap_or_else(|| Checksum::of(&[], None)),
        applied_by: entry.map(|entry| entry.applied_by.clone()),
    }
}

/// What two migrations both touch. Raw SQL and data code may touch anything.
fn collision(one: &Recorded, other: &Recorded) -> Option<String> {
    let unknown = |migration: &Recorded| {
        migration
            .operations
            .iter()
            .any(|operation| operation.table().is_none())
    };
    if unknown(one) || unknown(other) {
        return Some("what raw SQL or data code may touch".to_owned());
    }
    let (changes, other_changes) = (one.changes(), other.changes());
    // Two that only refer to the same table do not disturb each other.
    changes
        .iter()
        .find(|table| other_changes.contains(*table) || other.refers_to().contains(*table))
        .or_else(|| {
            other_changes
                .iter()
                .find(|table| one.refers_to().contains(*table))
        })
        .map(|table| format!("table {table:?}"))
}

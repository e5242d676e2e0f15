use crate::error::Error;
use crate::ledger::History;
use crate::migration::{Registry, Summary, Version};
use crate::plan::Direction;

/// How far up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Target {
    /// Everything that is pending.
    #[default]
    Latest,
    /// This many.
    Steps(usize),
    /// Up to this version, and that too.
    Version(Version),
}

/// How far down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DownTarget {
    /// This many.
    Steps(usize),
    /// Down to this version, which stays applied.
    Version(Version),
    /// Everything.
    All,
}

/// Which way a call goes, and how far.
#[derive(Debug, Clone, Copy)]
pub(super) enum Goal {
    Up(Target),
    Down(DownTarget),
    /// The one that is under way, whichever way it goes.
    Finish {
        version: Version,
        direction: Direction,
    },
    /// The pending data migrations that nothing else stands before; of one, those up to it.
    Data(Option<Version>),
    /// Down with what the ledger kept.
    Kept(DownTarget),
}

impl Goal {
    /// The migrations that it takes, oldest first.
    pub(super) fn choose<'a>(
        self,
        history: &History<'a>,
        registry: &Registry,
    ) -> Result<Vec<&'a Summary>, Error> {
        match self {
            Self::Up(target) => up(history, registry, target),
            Self::Down(target) => down(history, target),
            Self::Data(only) => data(history, registry, only),
            // They are entries: whether they are registered makes no difference.
            Self::Kept(_) => Ok(Vec::new()),
            Self::Finish { version, .. } => Ok(history
                .pending()
                .filter(|migration| migration.version == version)
                .collect()),
        }
    }

    /// Whether migrations are undone.
    pub(super) const fn is_down(self) -> bool {
        matches!(
            self,
            Self::Down(_)
                | Self::Kept(_)
                | Self::Finish {
                    direction: Direction::Down,
                    ..
                }
        )
    }
}

/// The migrations to apply, oldest first.
fn up<'a>(
    history: &History<'a>,
    registry: &Registry,
    target: Target,
) -> Result<Vec<&'a Summary>, Error> {
    history.check()?;
    let pending = history.pending();
    let selected: Vec<&Summary> = match target {
        Target::Latest => pending.collect(),
        Target::Steps(steps) => pending.take(steps).collect(),
        Target::Version(version) => {
            known(history, version)?;
            pending
                .filter(|migration| migration.version <= version)
                .collect()
        }
    };
    for migration in &selected {
        history.check_late(migration, |version| registry.get(version))?;
    }
    Ok(selected)
}

/// The data migrations that are due, oldest first.
fn data<'a>(
    history: &History<'a>,
    registry: &Registry,
    only: Option<Version>,
) -> Result<Vec<&'a Summary>, Error> {
    history.check()?;
    let mut chosen = Vec::new();
    // Behind the last one that walks a table there is nothing to be done for it.
    let mut due = 0;
    for migration in history.pending() {
        let recorded = registry.get(migration.version);
        let Some(recorded) = recorded.filter(crate::migration::Recorded::is_data) else {
            break;
        };
        chosen.push(migration);
        if only.is_none_or(|only| only == migration.version) && !recorded.walks().is_empty() {
            due = chosen.len();
        }
    }
    chosen.truncate(due);
    for migration in &chosen {
        history.check_late(migration, |version| registry.get(version))?;
    }
    Ok(chosen)
}

/// The migrations to undo, oldest first.
fn down<'a>(history: &History<'a>, target: DownTarget) -> Result<Vec<&'a Summary>, Error> {
    history.check()?;
    let mut applied: Vec<&Summary> = history.applied().collect();
    // One that was interrupted on its way down goes on first.
    if let Some(entry) = history.under_way() {
        applied.extend(
            history
                .pending()
                .filter(|migration| migration.version == entry.version),
        );
        applied.sort_by_key(|migration| migration.version);
    }
    let keep = match target {
        DownTarget::All => 0,
        DownTarget::Steps(steps) => applied.len().saturating_sub(steps),
        DownTarget::Version(version) => {
            known(history, version)?;
            if !applied.iter().any(|migration| migration.version == version) {
                return Err(Error::UnknownVersion {
                    version,
                    problem: "is not applied, so there is no way down to it".to_owned(),
                });
            }
            applied
                .iter()
                .filter(|migration| migration.version <= version)
                .count()
        }
    };
    let chosen = applied.split_off(keep);
    let baseline = chosen
        .iter()
        .find(|migration| history.is_baseline(migration.version));
    match baseline {
        None => Ok(chosen),
        Some(migration) => Err(is_baseline(&migration.name, migration.version)),
    }
}

/// The error for what was there before migrations were used.
pub(super) fn is_baseline(name: &str, version: Version) -> Error {
    Error::Call {
        problem: format!(
            "migration {version} {name} is a baseline: what it makes was there before migrations were used, and is not undone"
        ),
        help: "`migrate down --to` the last baseline reverses what came after it".to_owned(),
    }
}

/// Whether a version is one of those there are.
pub(super) fn known(history: &History<'_>, version: Version) -> Result<(), Error> {
    if history.knows(version) {
        return Ok(());
    }
    Err(Error::UnknownVersion {
        version,
        problem: "is none of the migrations there are".to_owned(),
    })
}

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
        Some(migration) => Err(Error::Call {
            problem: format!(
                "migration {} {} is a baseline: what it makes was there before migrations were used, and is not undone",
                migration.version, migration.name
            ),
            help: "`migrate down --to` the last baseline reverses what came after it".to_owned(),
        }),
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

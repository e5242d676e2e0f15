use super::{Checksum, Migration, Recorded, Version};
use crate::error::Error;
use crate::schema::Schema;

/// A migration as `#[derive(Migration)]` registers it.
#[derive(Clone, Copy)]
pub struct Registered {
    /// Its version, from the module's name.
    pub version: Version,
    /// Its name, from the module's name.
    pub name: &'static str,
    /// The module's path.
    pub module: &'static str,
    /// The file it stands in, as the compiler was given it.
    pub file: &'static str,
    /// The migration.
    pub migration: &'static dyn Migration,
}

inventory::collect!(Registered);

impl Registered {
    /// Takes version and name from the path of the module that the migration stands in.
    ///
    /// # Panics
    /// While compiling, where the module is not named like one of a migration.
    #[must_use]
    pub const fn new(
        module: &'static str,
        file: &'static str,
        migration: &'static dyn Migration,
    ) -> Self {
        let Some((version, name)) = Version::split_module(last_segment(module)) else {
            panic!(
                "the module of a migration is named m<YYYYMMDD>_<HHMMSS>_<name>, like m20261120_093000_create_posts"
            );
        };
        Self {
            version,
            name,
            module,
            file,
            migration,
        }
    }

    /// What it records.
    #[must_use]
    pub fn record(&self) -> Recorded {
        Recorded::of(self.version, self.name, self.migration)
    }
}

impl std::fmt::Debug for Registered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registered")
            .field("version", &self.version)
            .field("module", &self.module)
            .finish_non_exhaustive()
    }
}

const fn last_segment(path: &str) -> &str {
    let bytes = path.as_bytes();
    let mut start = bytes.len();
    while start > 0 && bytes[start - 1] != b':' {
        start -= 1;
    }
    let (_, last) = path.split_at(start);
    last
}

/// What tells a migration from others: all that the ledger is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// The checksum of what it recorded.
    pub checksum: Checksum,
}

impl Summary {
    fn of(recorded: &Recorded) -> Self {
        Self {
            version: recorded.version,
            name: recorded.name.clone(),
            checksum: recorded.checksum,
        }
    }
}

/// The migrations of one crate, by version.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    entries: Vec<Registered>,
    extra: Vec<Recorded>,
}

impl Registry {
    /// Every migration that is registered in the crate of this name. The macro
    /// [`registry!`](crate::registry) names the crate it stands in.
    #[must_use]
    pub fn of_crate(name: &str) -> Self {
        let mut entries: Vec<Registered> = inventory::iter::<Registered>
            .into_iter()
            .filter(|entry| entry.module.split("::").next() == Some(name))
            .copied()
            .collect();
        entries.sort_by_key(|entry| (entry.version, entry.module));
        Self {
            entries,
            extra: Vec::new(),
        }
    }

    /// A registry of migrations that are values already.
    #[must_use]
    pub fn of_recorded(mut recorded: Vec<Recorded>) -> Self {
        recorded.sort_by_key(|migration| migration.version);
        Self {
            entries: Vec::new(),
            extra: recorded,
        }
    }

    /// The registered migrations, by version.
    #[must_use]
    pub fn entries(&self) -> &[Registered] {
        &self.entries
    }

    /// Has every migration record its operations.
    #[must_use]
    pub fn record(&self) -> Vec<Recorded> {
        let mut all: Vec<Recorded> = self.entries.iter().map(Registered::record).collect();
        if !self.extra.is_empty() {
            all.extend(self.extra.iter().cloned());
            all.sort_by_key(|migration| migration.version);
        }
        all
    }

    /// Each migration's version, name and checksum. What they record is not kept: with a long
    /// history that is most of the memory a run would need.
    #[must_use]
    pub fn summaries(&self) -> Vec<Summary> {
        let mut all = in_parallel(&self.entries, |entry| Summary::of(&entry.record()));
        all.extend(self.extra.iter().map(Summary::of));
        all.sort_by_key(|summary| summary.version);
        all
    }

    /// Has the migration of this version record its operations.
    #[must_use]
    pub fn get(&self, version: Version) -> Option<Recorded> {
        let registered = self
            .entries
            .binary_search_by_key(&version, |entry| entry.version);
        if let Ok(at) = registered {
            return Some(self.entries[at].record());
        }
        let extra = self
            .extra
            .binary_search_by_key(&version, |recorded| recorded.version);
        extra.ok().map(|at| self.extra[at].clone())
    }

    /// Whether each version stands for one migration.
    ///
    /// # Errors
    /// [`Error::DuplicateVersion`] with the two that share a version.
    pub fn check(&self) -> Result<(), Error> {
        for pair in self.entries.windows(2) {
            if pair[0].version == pair[1].version {
                return Err(Error::DuplicateVersion {
                    version: pair[0].version,
                    first: pair[0].file.to_owned(),
                    second: pair[1].file.to_owned(),
                });
            }
        }
        for pair in self.extra.windows(2) {
            if pair[0].version == pair[1].version {
                return Err(Error::DuplicateVersion {
                    version: pair[0].version,
                    first: pair[0].name.clone(),
                    second: pair[1].name.clone(),
                });
            }
        }
        Ok(())
    }

    /// The schema after the newest migration.
    ///
    /// # Errors
    /// Two migrations of one version, or the first operation that does not fit.
    pub fn fold(&self) -> Result<Schema, Error> {
        self.fold_while(|_| true)
    }

    /// The schema after the migration of this version.
    ///
    /// # Errors
    /// As [`Registry::fold`].
    pub fn fold_to(&self, version: Version) -> Result<Schema, Error> {
        self.fold_while(|other| other <= version)
    }

    fn fold_while(&self, include: impl Fn(Version) -> bool) -> Result<Schema, Error> {
        self.check()?;
        let mut schema = Schema::new();
        for migration in self
            .record()
            .iter()
            .filter(|migration| include(migration.version))
        {
            migration.fold(&mut schema)?;
        }
        Ok(schema)
    }
}

/// From how many on another thread is worth its start.
const WORTH_A_THREAD: usize = 200;

/// Does the same with each, on as many threads as there is work and are processors for: a
/// start-up that finds nothing to do does little else.
fn in_parallel<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let most = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = (all.len() / WORTH_A_THREAD).clamp(1, most);
    let mut parts = all.chunks(all.len().div_ceil(threads).max(1));
    let (first, work) = (parts.next().unwrap_or_default(), &work);
    std::thread::scope(|scope| {
        let others: Vec<_> = parts
            .map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<R>>()))
            .collect();
        let mut results: Vec<R> = first.iter().map(work).collect();
        for other in others {
            match other.join() {
                Ok(part) => results.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    })
}

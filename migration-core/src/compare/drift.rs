use super::{Comparison, SchemaSource, Way};
use crate::dialect::Difference;
use crate::diff::Renames;
use crate::driver::DatabaseUrl;
use crate::error::Error;
use crate::execute::Migrator;
use crate::introspect::Unmodelled;
use crate::migration::{Registry, Version};

/// Where a database differs from what its migrations make.
#[derive(Debug, Clone)]
pub struct Drift {
    /// The newest applied version.
    pub current: Option<Version>,
    /// What differs, object by object.
    pub deviations: Vec<Deviation>,
    /// What would make the database what its migrations make, in an order that works; nothing
    /// runs it.
    pub mend: Result<Way, Error>,
    /// What is in the database and no schema has a value for: compared as text alone.
    pub unmodelled: Vec<Unmodelled>,
}

/// An object that is not what the migrations make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// What it is: `table users`.
    pub object: String,
    /// On which side it is.
    pub side: Side,
    /// The lines of its definition that the migrations make, and the database has not.
    pub missing: Vec<String>,
    /// The lines of its definition that the database has, and no migration makes.
    pub extra: Vec<String>,
    /// The statements that would mend it, as far as there are some; those of other objects may
    /// have to come first.
    pub mend: Vec<String>,
}

/// On which side something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The migrations make it, and the database has not got it.
    Missing,
    /// The database has it, and no migration makes it.
    Extra,
    /// Both have it, and it is not the same.
    Different,
}

impl Side {
    /// The word for people and programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Extra => "extra",
            Self::Different => "different",
        }
    }
}

impl Migrator {
    /// Compares a database with what the migrations that are applied to it make: they are run in a
    /// scratch database, on `server` or where none is given on the same server. The database itself
    /// is only read.
    ///
    /// # Errors
    /// A history that does not fit ([`Error::Changed`] and the like), since nobody knows what those
    /// migrations made, a database that is half migrated, and what keeps one of the two from being
    /// made or read.
    pub async fn drift(
        &self,
        url: &DatabaseUrl,
        server: Option<&DatabaseUrl>,
    ) -> Result<Drift, Error> {
        let applied = self.applied(url).await?;
        let current = applied.last().map(|migration| migration.version);
        let within = Self::new(Registry::of_recorded(applied));
        let live = SchemaSource::Database(url.clone());
        let expected = SchemaSource::Migrations(Box::new(within), None);
        let comparison = Comparison::of(&live, &expected, server).await?;
        let mend = comparison.way(&Renames::default());
        let deviations = comparison.differences()?.into_iter();
        Ok(Drift {
            current,
            deviations: deviations
                .map(|each| deviation(each, &comparison, mend.as_ref().ok()))
                .collect(),
            mend,
            unmodelled: comparison.from.unmodelled,
        })
    }
}

fn deviation(difference: Difference, comparison: &Comparison, mend: Option<&Way>) -> Deviation {
    let has = |schema: &crate::schema::Schema| match difference.object.strip_prefix("table ") {
        Some(table) => schema.table(table).is_some(),
        None => schema
            .objects()
            .any(|(id, _)| id.to_string() == difference.object),
    };
    let side = match (has(&comparison.to.schema), has(&comparison.from.schema)) {
        (true, false) => Side::Missing,
        (false, true) => Side::Extra,
        _ if difference.extra.is_empty() && !has(&comparison.from.schema) => Side::Missing,
        _ if difference.missing.is_empty() && !has(&comparison.to.schema) => Side::Extra,
        _ => Side::Different,
    };
    Deviation {
        side,
        mend: mend
            .map(|way| way.statements_of(&difference.object))
            .unwrap_or_default(),
        object: difference.object,
        missing: difference.missing,
        extra: difference.extra,
    }
}

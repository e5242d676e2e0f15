//! The cases, each built on the schema that those before it leave.

mod changes;
mod columns;
mod constraints;
mod objects;
mod rows;
mod several;
mod tables;

use migration_core::schema::DialectName;

/// Words and flags, and what they mean.
pub(crate) struct Case {
    pub(crate) words: &'static [&'static str],
    /// What each operation does.
    pub(crate) does: &'static [&'static str],
    /// Texts that stand in the source.
    pub(crate) source: &'static [&'static str],
    /// Servers that cannot do it.
    pub(crate) not_on: &'static [DialectName],
    /// There is no way back.
    pub(crate) irreversible: bool,
}

impl Case {
    /// The first dialect that can do it.
    pub(crate) fn dialect(&self) -> DialectName {
        let mut all = DialectName::ALL.into_iter();
        all.find(|dialect| !self.not_on.contains(dialect))
            .unwrap_or(DialectName::Sqlite)
    }
}

const fn case(
    words: &'static [&'static str],
    does: &'static [&'static str],
    source: &'static [&'static str],
) -> Case {
    Case {
        words,
        does,
        source,
        not_on: &[],
        irreversible: false,
    }
}

const fn not_on_mysql(
    words: &'static [&'static str],
    does: &'static [&'static str],
    source: &'static [&'static str],
) -> Case {
    Case {
        not_on: &[DialectName::Mysql],
        ..case(words, does, source)
    }
}

/// Every case, in the order in which one builds on the other.
pub(crate) fn all() -> impl Iterator<Item = &'static Case> {
    [
        tables::CASES,
        columns::CASES,
        changes::CASES,
        constraints::CASES,
        rows::CASES,
        several::CASES,
        objects::CASES,
    ]
    .into_iter()
    .flatten()
}

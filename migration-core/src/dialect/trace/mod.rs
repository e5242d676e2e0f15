//! How it is told afterwards whether a statement happened, where its runner died before it
//! could say so. It is read off the statement itself, whoever wrote it; asking is for others.

mod place;
mod read;

pub use place::{Place, Rule, Seen, Settled};
pub(super) use read::Reader;

use super::{Statement, mysql, postgres, sqlite};
use crate::schema::DialectName;

/// How it is told whether a statement happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trace {
    /// It changes rows only, in the transaction that its line in the journal is in too.
    Rows,
    /// To run it again does no harm.
    Repeatable,
    /// It changes the session only, which ends with its runner: whoever goes on behind it runs it again.
    Session,
    /// It makes something that ends with the session, so that nobody can go on behind it.
    Temporary,
    /// The catalogue tells, at these places: the statement changes all of them, or none.
    Catalogue(Vec<Place>),
    /// Nothing tells.
    Unknown,
}

impl Statement {
    /// How it is told whether it happened, where it is in no transaction with its line in
    /// the journal.
    #[must_use]
    pub fn trace(&self, dialect: DialectName) -> Trace {
        match (self, dialect) {
            (Self::Verify { .. }, _) => Trace::Repeatable,
            // How far work in batches is, is said by its batches.
            (Self::Data(_) | Self::Batches(_) | Self::Rebuild(_), _) => Trace::Rows,
            (Self::Run(sql), DialectName::Sqlite) => sqlite::trace(sql),
            (Self::Run(sql), DialectName::Postgres) => postgres::trace(sql),
            (Self::Run(sql), DialectName::Mysql) => mysql::trace(sql),
        }
    }
}

/// What became of a statement, told from all its places together.
#[must_use]
pub fn settle(places: &[Place], before: &[Seen], now: &[Seen]) -> Settled {
    let mut all = places
        .iter()
        .zip(before.iter().zip(now))
        .map(|(place, (before, now))| place.settle(before, now));
    let Some(first) = all.next() else {
        return Settled::Unknown;
    };
    if before.len() != places.len() || now.len() != places.len() {
        return Settled::Unknown;
    }
    all.fold(first, |so_far, next| {
        if so_far == next {
            so_far
        } else {
            Settled::Unknown
        }
    })
}

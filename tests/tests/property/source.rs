//! Where the operations of a chain come from.

use std::collections::VecDeque;

use fastrand::Rng;
use migration_core::dialect::{Capabilities, render};
use migration_core::operation::Operation;
use migration_core::schema::Schema;

use crate::{operations, several};

/// Where the operations come from.
pub(crate) enum Source {
    /// So many, each random one that the schema takes then, and what is to follow the last.
    Random(Box<Rng>, usize, VecDeque<Operation>),
    /// These, as far as the schema takes them.
    Given(Vec<Operation>),
}

impl Source {
    pub(crate) fn random(rng: Rng, length: usize) -> Self {
        Self::Random(rng.into(), length, VecDeque::new())
    }

    /// What was to follow the last one has nothing to follow.
    pub(crate) fn ends_there(&mut self) {
        if let Self::Random(_, _, following) = self {
            following.clear();
        }
    }

    pub(crate) fn next(&mut self, schema: &Schema, server: &Capabilities) -> Option<Operation> {
        match self {
            Self::Given(rest) => (!rest.is_empty()).then(|| rest.remove(0)),
            Self::Random(_, 0, _) => None,
            Self::Random(rng, left, following) => {
                *left -= 1;
                loop {
                    if following.is_empty() && rng.u8(0..10) == 0 {
                        let several = several::operations(rng, schema, server.dialect());
                        following.extend(several.into_iter().flatten());
                    }
                    let next = match following.pop_front() {
                        Some(operation) => Some(operation),
                        None => operations::operation(rng, schema, server.dialect()),
                    };
                    // Something always fits: a table can be created.
                    let Some(operation) = next else {
                        continue;
                    };
                    let fits = operation.apply(&mut schema.clone()).is_ok();
                    let is_refused = || render(&operation, schema, server).is_err();
                    // What is refused says nothing of the server: a few are enough.
                    if fits && (rng.u8(0..8) == 0 || !is_refused()) {
                        return Some(operation);
                    }
                    following.clear();
                }
            }
        }
    }
}

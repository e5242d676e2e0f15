//! What is run on servers: the golden cases with their rows, and the options alone.

use migration_core::operation::Operation;

use crate::{alone, cases};

/// What is there before, and what is run.
pub(crate) struct Run {
    /// For messages.
    pub(crate) name: String,
    pub(crate) setup: Vec<Operation>,
    /// Rows that are there before.
    pub(crate) rows: &'static [&'static str],
    pub(crate) operations: Vec<Operation>,
}

/// The golden cases that are chosen.
pub(crate) fn of_cases() -> Vec<Run> {
    let run = |case: cases::Case| {
        let (setup, operations) = case.operations();
        Run {
            name: case.name.to_owned(),
            setup,
            rows: case.rows,
            operations,
        }
    };
    cases::chosen().into_iter().map(run).collect()
}

/// All that are chosen.
pub(crate) fn all() -> Vec<Run> {
    let alone = alone::all().into_iter().map(|each| Run {
        name: each.name,
        setup: each.setup,
        rows: &[],
        operations: each.run,
    });
    let alone = alone.filter(|run| cases::is_chosen(&run.name));
    of_cases().into_iter().chain(alone).collect()
}

//! A failing chain made as short as it gets while it still fails.

use migration_core::operation::Operation;
use migration_tests::server::TestDatabase;

use crate::run::{self, Counts, Outcome};

/// Takes operations away as long as some chain fails. What the rest needs of them is skipped
/// when it runs.
pub(crate) async fn shorten(
    mut chain: Vec<Operation>,
    mut problem: String,
    database: &TestDatabase,
) -> (Vec<Operation>, String) {
    let mut size = chain.len() / 2;
    while size > 0 {
        let mut at = 0;
        let mut shorter = false;
        while at < chain.len() {
            let mut rest = chain.clone();
            rest.drain(at..(at + size).min(rest.len()));
            match run::chain(&rest, database, &mut Counts::default()).await {
                Outcome::Fails(found) => {
                    chain = rest;
                    problem = found;
                    shorter = true;
                }
                Outcome::Holds => at += size,
            }
        }
        if !shorter || size > 1 {
            size /= 2;
        }
    }
    (chain, problem)
}

//! A rebuild of a SQLite table as it runs: the live table is asked for, the statements follow
//! from it, and what was true before is true afterwards.

use super::statement::{self, StatementError};
use crate::dialect::{Outcome, Probe, Rebuild, Refusal};
use crate::driver::Connection;

pub(super) async fn run(
    connection: &mut Connection,
    rebuild: &Rebuild,
) -> Result<(), StatementError> {
    let [objects, children, columns] = rebuild.queries();
    let mut answers = [Vec::new(), Vec::new(), Vec::new()];
    for (query, answer) in [objects, children, columns].iter().zip(&mut answers) {
        *answer = connection
            .query(query)
            .await
            .map_err(|cause| statement::explained(&cause))?;
    }
    let prepared = rebuild.prepare(answers).map_err(refused)?;
    let before = ask(connection, &prepared.probes).await;
    for statement in &prepared.statements {
        // A rebuild consists of plain statements: it does not come back here.
        let outcome = Box::pin(statement::run(connection, statement)).await;
        outcome.map_err(|error| StatementError {
            sql: Some(statement::shown(statement).to_owned()),
            ..error
        })?;
    }
    let after = ask(connection, &prepared.probes).await;
    for ((probe, before), after) in prepared.probes.iter().zip(&before).zip(&after) {
        judge(probe, before, after)?;
    }
    Ok(())
}

/// The error where the answers to a probe do not fit each other.
pub(super) fn judge(
    probe: &Probe,
    before: &Outcome,
    after: &Outcome,
) -> Result<(), StatementError> {
    match probe.judge(before, after) {
        None => Ok(()),
        Some(refusal) => Err(refused(refusal)),
    }
}

async fn ask(connection: &mut Connection, probes: &[Probe]) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(probes.len());
    for probe in probes {
        outcomes.push(ask_one(connection, probe).await);
    }
    outcomes
}

/// What the database answers to a probe.
pub(super) async fn ask_one(connection: &mut Connection, probe: &Probe) -> Outcome {
    let rows = connection.query(&probe.query).await;
    rows.map(|rows| probe.answer(rows))
        .map_err(|cause| cause.to_string())
}

fn refused(refusal: Refusal) -> StatementError {
    StatementError {
        hint: Some(refusal.help),
        ..StatementError::plain(refusal.problem)
    }
}

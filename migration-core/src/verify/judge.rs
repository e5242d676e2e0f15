//! What a difference at one migration means, and what to do about it.

use super::compare::Line;
use super::contents::Contents;
use super::keeping::Keeping;
use super::opaque::{Opaque, said_to_be_there};
use super::step::grouped;
use super::verdict::{Finding, Phase};
use crate::failure::Failure;
use crate::migration::{Down, Recorded};
use crate::operation::Operation;
use crate::schema::Schema;

/// What is known of a migration before it runs.
pub(super) struct Judge<'a> {
    migration: &'a Recorded,
    opaque: Opaque,
    said: Vec<String>,
    above: Keeping,
    below: Keeping,
}

const FAULT: &str = "if nothing else changes what is made (an event trigger, an extension), this is a \
                     fault of the framework: report it with the migration";

impl<'a> Judge<'a> {
    pub(super) fn of(migration: &'a Recorded, before: &Schema, after: &Schema) -> Self {
        let above = Keeping::of(&migration.operations, before);
        let below = match &migration.down {
            Down::Derived => above.clone(),
            Down::Written(back) => above.clone().and_back(&Keeping::of(back, after)),
        };
        Self {
            migration,
            opaque: Opaque::of(migration),
            said: said_to_be_there(migration),
            above,
            below,
        }
    }

    pub(super) fn operations(&self) -> &[Operation] {
        &self.migration.operations
    }

    /// The schema after up, against what the operations say.
    pub(super) fn schema_above(&self, lines: Result<Vec<Line>, String>) -> Vec<Finding> {
        let lines = match lines {
            Ok(lines) => lines,
            Err(problem) => return vec![incomparable(Phase::Up, problem)],
        };
        let (claimed, others): (Vec<Line>, Vec<Line>) = lines
            .into_iter()
            .partition(|line| line.missing && self.said.contains(&line.object));
        let mut all = grouped(
            &claimed,
            finding(
                Phase::Up,
                true,
                "the migration says that this is there, and nothing has made it",
                "let a migration make it, or take it out of `state_only`; where it was there before \
                 the first migration, judge what comes behind it with `--from`",
            ),
        );
        all.extend(match self.opaque.what {
            Some(what) => grouped(
                &others,
                finding(
                    Phase::Up,
                    false,
                    &format!("made by {what} that the schema does not know of"),
                    "",
                ),
            ),
            None => grouped(
                &others,
                finding(
                    Phase::Up,
                    true,
                    "the server has something else than the operations say",
                    FAULT,
                ),
            ),
        });
        all
    }

    /// The schema after down, against the one before up.
    pub(super) fn schema_below(&self, lines: Result<Vec<Line>, String>) -> Vec<Finding> {
        let (why, help) = match (self.opaque.what, &self.migration.down) {
            (Some(what), Down::Written(_)) => (
                format!("what {what} of the migration does is not undone"),
                "let `down` undo it",
            ),
            (Some(what), Down::Derived) => (
                format!("what {what} of the migration does is not undone"),
                "let its `.reverse(…)` undo it; `.nothing_to_reverse()` is for what leaves no trace in the schema",
            ),
            (None, Down::Written(_)) => (
                "the written way down does not lead back".to_owned(),
                "mend `down`, or take it out: without it the way back is derived",
            ),
            (None, Down::Derived) => ("the derived way down does not lead back".to_owned(), FAULT),
        };
        judged(Phase::Down, lines, &why, help)
    }

    /// The schema after up again, against the one after up.
    pub(super) fn schema_again(&self, lines: Result<Vec<Line>, String>) -> Vec<Finding> {
        judged(
            Phase::Again,
            lines,
            "going up again leads elsewhere than the first time",
            "look at what the way down leaves behind",
        )
    }

    /// The rows after up, against those before it.
    pub(super) fn rows_above(
        &self,
        phase: Phase,
        before: &Contents,
        after: &Contents,
    ) -> Vec<Finding> {
        let broken = self.above.broken_above(before, after);
        let (counts, why, help) = match (self.opaque.what, self.above.triggered) {
            (Some(what), _) => (false, format!("changed by {what} of the migration"), ""),
            (None, true) => (false, "changed by a trigger".to_owned(), ""),
            (None, false) => (
                true,
                "no operation says that it touches them".to_owned(),
                "look at `on_delete` and `on_update` of the foreign keys: rows go and change with those they refer to",
            ),
        };
        rows(broken, finding(phase, counts, &why, help))
    }

    /// The rows after down, against those before up.
    pub(super) fn rows_below(&self, before: &Contents, after: &Contents) -> Vec<Finding> {
        let broken = self.below.broken_below(before, after);
        let (counts, why, help) = match self.opaque.what {
            Some(what) if self.opaque.leaves_nothing => (
                false,
                format!(
                    "changed by {what} of the migration, which says that there is nothing to reverse"
                ),
                "",
            ),
            Some(what) => (
                true,
                format!("what {what} of the migration does to them is not undone"),
                "let the way down bring them back, or say `.nothing_to_reverse()` where they need not come back",
            ),
            None if self.above.triggered => (false, "changed by a trigger".to_owned(), ""),
            None => (
                true,
                "the way down does not bring them back".to_owned(),
                "look at `on_delete` and `on_update` of the foreign keys: rows go and change with those they refer to",
            ),
        };
        rows(broken, finding(Phase::Down, counts, &why, help))
    }

    /// It failed, and not because of the rows that were made.
    pub(super) fn failed(&self, phase: Phase, failure: &Failure) -> Finding {
        let help = match phase {
            Phase::Again => "look at what the way down leaves behind",
            _ => "mend the migration",
        };
        failing(phase, true, failure, "the migration fails", help)
    }

    /// It failed on the rows that were made for it, and works without.
    pub(super) fn without_rows(&self, phase: Phase, failure: &Failure) -> Finding {
        let why =
            "it works on tables without rows, and fails on rows like those that were made for it";
        failing(phase, false, failure, why, "")
    }
}

fn failing(phase: Phase, counts: bool, failure: &Failure, why: &str, help: &str) -> Finding {
    let why = format!("{why}: {}", failure.cause);
    Finding {
        sql: failure.sql.clone(),
        ..finding(phase, counts, &why, help)(failure.step.clone(), Vec::new(), Vec::new())
    }
}

fn incomparable(phase: Phase, problem: String) -> Finding {
    finding(
        phase,
        true,
        "what is there cannot be compared",
        "let SQL of the migrations make nothing that no operation can make",
    )("schema".to_owned(), Vec::new(), vec![problem])
}

fn judged(phase: Phase, lines: Result<Vec<Line>, String>, why: &str, help: &str) -> Vec<Finding> {
    match lines {
        Ok(lines) => grouped(&lines, finding(phase, true, why, help)),
        Err(problem) => vec![incomparable(phase, problem)],
    }
}

fn rows(
    broken: Vec<(String, String)>,
    finding: impl Fn(String, Vec<String>, Vec<String>) -> Finding,
) -> Vec<Finding> {
    broken
        .into_iter()
        .map(|(table, line)| finding(format!("rows of {table}"), Vec::new(), vec![line]))
        .collect()
}

pub(super) fn finding(
    phase: Phase,
    counts: bool,
    why: &str,
    help: &str,
) -> impl Fn(String, Vec<String>, Vec<String>) -> Finding {
    let (why, help) = (why.to_owned(), help.to_owned());
    move |object, missing, extra| Finding {
        phase,
        counts,
        object,
        missing,
        extra,
        why: why.clone(),
        sql: None,
        help: help.clone(),
    }
}

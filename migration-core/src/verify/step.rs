//! The proof of one migration.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compare::{self, Line};
use super::contents::{self, Contents};
use super::judge::Judge;
use super::moment::Moment;
use super::run::Run;
use super::verdict::{Finding, MigrationVerdict, Outcome, Phase, RowCounts};
use crate::error::Error;
use crate::failure::Failure;
use crate::migration::Recorded;
use crate::schema::Schema;

/// How a run of a migration ended that was not an error of another kind.
enum Ran {
    Yes,
    /// It works, but not on the rows that were there: why not.
    WithoutRows(Box<Failure>),
    Never(Box<Failure>),
}

impl Run<'_> {
    /// Up, down, up again, and a look at the database after each.
    pub(super) async fn migration(
        &mut self,
        migration: &Recorded,
        no_way_back: &Option<String>,
        at: (usize, usize),
    ) -> Result<MigrationVerdict, Error> {
        let mut verdict = MigrationVerdict {
            version: migration.version,
            name: migration.name.clone(),
            up: Outcome::NotRun,
            down: Outcome::NotRun,
            again: Outcome::NotRun,
            rows: RowCounts::default(),
            irreversible: no_way_back.clone(),
            findings: Vec::new(),
        };
        self.phase(migration, "make rows", at);
        verdict.rows = self.fed().await;
        let mut before = self.look().await?;
        verdict.rows.present = contents::count(&before.contents);
        let earlier = self.fold.clone();
        migration.fold(&mut self.fold)?;
        let judge = Judge::of(migration, &earlier, &self.fold);

        self.phase(migration, "up", at);
        match self.goes_up(migration, &mut before.contents).await? {
            Ran::Yes => {}
            Ran::WithoutRows(failure) => {
                verdict
                    .findings
                    .push(judge.without_rows(Phase::Up, &failure));
            }
            Ran::Never(failure) => {
                verdict.up = Outcome::Failed;
                verdict.findings.push(judge.failed(Phase::Up, &failure));
                return Ok(verdict);
            }
        }
        self.version = Some(migration.version);
        self.now = self.look().await?;
        verdict.up = self.judged_up(&judge, &before, &mut verdict.findings);
        if no_way_back.is_none() {
            self.back_and_again(migration, &judge, before, &mut verdict, at)
                .await?;
        }
        self.known = self.deviations().unwrap_or_default();
        self.grow_hungry(&earlier);
        Ok(verdict)
    }

    async fn back_and_again(
        &mut self,
        migration: &Recorded,
        judge: &Judge<'_>,
        mut before: Moment,
        verdict: &mut MigrationVerdict,
        at: (usize, usize),
    ) -> Result<(), Error> {
        let up = self.now.clone();
        self.phase(migration, "down", at);
        match self.goes_down(migration, &mut before.contents).await? {
            Ran::Yes => {}
            Ran::WithoutRows(failure) => {
                verdict
                    .findings
                    .push(judge.without_rows(Phase::Down, &failure));
            }
            Ran::Never(failure) => {
                verdict.down = Outcome::Failed;
                verdict.findings.push(judge.failed(Phase::Down, &failure));
                return self.begin_again(Some(migration.version)).await;
            }
        }
        self.now = self.look().await?;
        let lines = compare::with_earlier(&before.found, &self.now.found, &self.capabilities);
        let mut findings = judge.schema_below(lines);
        findings.extend(judge.rows_below(&before.contents, &self.now.contents));
        verdict.down = outcome(&findings);
        verdict.findings.append(&mut findings);

        let below = self.now.clone();
        self.phase(migration, "up again", at);
        match self.up_to(migration.version).await {
            Ok(()) => {}
            Err(Error::Failed(failure)) => {
                verdict.again = Outcome::Failed;
                verdict.findings.push(judge.failed(Phase::Again, &failure));
                return self.begin_again(Some(migration.version)).await;
            }
            Err(error) => return Err(error),
        }
        self.now = self.look().await?;
        let lines = compare::with_earlier(&up.found, &self.now.found, &self.capabilities);
        let mut findings = judge.schema_again(lines);
        findings.extend(judge.rows_above(Phase::Again, &below.contents, &self.now.contents));
        verdict.again = outcome(&findings);
        verdict.findings.append(&mut findings);
        Ok(())
    }

    /// Makes the rows that tables want, and counts them.
    async fn fed(&mut self) -> RowCounts {
        let (inserted, refused) = (self.filler.inserted, self.filler.refused);
        self.feed().await;
        RowCounts {
            inserted: self.filler.inserted - inserted,
            refused: self.filler.refused - refused,
            present: 0,
        }
    }

    /// Applies the migration. Where it fails on the rows there are, it is tried without any.
    async fn goes_up(&mut self, migration: &Recorded, rows: &mut Contents) -> Result<Ran, Error> {
        let failure = match self.up_to(migration.version).await {
            Ok(()) => return Ok(Ran::Yes),
            Err(Error::Failed(failure)) => failure,
            Err(error) => return Err(error),
        };
        if contents::count(rows) == 0 {
            return Ok(Ran::Never(failure));
        }
        self.begin_again(self.version).await?;
        rows.clone_from(&self.now.contents);
        match self.up_to(migration.version).await {
            Ok(()) => Ok(Ran::WithoutRows(failure)),
            Err(Error::Failed(failure)) => Ok(Ran::Never(failure)),
            Err(error) => Err(error),
        }
    }

    /// Reverses the migration. Where it fails on the rows there are, it is tried without any.
    async fn goes_down(&mut self, migration: &Recorded, rows: &mut Contents) -> Result<Ran, Error> {
        let failure = match self.down().await {
            Ok(()) => return Ok(Ran::Yes),
            Err(Error::Failed(failure)) => failure,
            Err(error) => return Err(error),
        };
        self.begin_again(Some(migration.version)).await?;
        // What was there before cannot be there afterwards.
        rows.clear();
        match self.down().await {
            Ok(()) => Ok(Ran::WithoutRows(failure)),
            Err(Error::Failed(failure)) => Ok(Ran::Never(failure)),
            Err(error) => Err(error),
        }
    }

    fn deviations(&self) -> Result<Vec<Line>, String> {
        let found = &self.now.found;
        compare::with_fold(&self.fold, found, &found.schema, &self.capabilities)
    }

    fn judged_up(
        &self,
        judge: &Judge<'_>,
        before: &Moment,
        findings: &mut Vec<Finding>,
    ) -> Outcome {
        let known = compare::renamed(&self.known, judge.operations(), self.capabilities.dialect());
        let lines = self
            .deviations()
            .map(|lines| compare::without(lines, &known));
        let mut found = judge.schema_above(lines);
        found.extend(judge.rows_above(Phase::Up, &before.contents, &self.now.contents));
        let outcome = outcome(&found);
        findings.append(&mut found);
        outcome
    }

    /// Tables that the migration made or changed get rows before the next one; all of them, where
    /// the database is a new one.
    fn grow_hungry(&mut self, earlier: &Schema) {
        let rows = &self.now.contents;
        let empty = contents::count(rows) == 0;
        let wants = |name: &str| match (earlier.shared(name), self.fold.shared(name)) {
            (Some(was), Some(is)) => !Arc::ptr_eq(&was, &is) && was != is,
            _ => true,
        };
        self.hungry = self
            .fold
            .tables()
            .map(|table| table.name.clone())
            .filter(|name| empty || wants(name))
            .collect();
    }
}

fn outcome(findings: &[Finding]) -> Outcome {
    if findings.iter().any(|finding| finding.counts) {
        Outcome::Differs
    } else {
        Outcome::Same
    }
}

/// A finding for each object that lines are in.
pub(super) fn grouped(
    lines: &[Line],
    finding: impl Fn(String, Vec<String>, Vec<String>) -> Finding,
) -> Vec<Finding> {
    let mut objects: BTreeMap<&str, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for line in lines {
        let (missing, extra) = objects.entry(&line.object).or_default();
        let to = if line.missing { missing } else { extra };
        to.push(line.text.clone());
    }
    objects
        .into_iter()
        .map(|(object, (missing, extra))| finding(object.to_owned(), missing, extra))
        .collect()
}

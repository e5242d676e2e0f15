//! What is half done, and the ways on.

use super::Repair;
use crate::dialect::trace::{Seen, Settled, Trace};
use crate::dialect::{Capabilities, Statement};
use crate::driver::{Access, Connection, Source};
use crate::error::Error;
use crate::execute::apply::Place;
use crate::execute::batches;
use crate::execute::identity::Identity;
use crate::execute::migrator::capabilities;
use crate::execute::runner::Runner;
use crate::execute::statement::{flat, shown};
use crate::execute::{DataState, DataStatus, Migrator};
use crate::ledger::{Entry, EntryState, History, Journal, LedgerStore, Mark};
use crate::lock::Lease;
use crate::migration::{Summary, Version};
use crate::plan::{Direction, MigrationPlan, Planner};

/// A migration that is half done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfDone {
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// Which way it was going.
    pub direction: Direction,
    /// How many of its statements are known to be done.
    pub done: usize,
    /// How many statements it has; those that are done, where its file is gone.
    pub statements: usize,
    /// The statement behind those that are done.
    pub statement: Option<String>,
    /// Whether that was interrupted, and may have happened. One that failed did not.
    pub interrupted: bool,
    /// What became of it, as far as the catalogue tells, as a lower-case fragment.
    pub found: Option<&'static str>,
    /// What it changes and what is there now, a line each.
    pub seen: Vec<String>,
    /// How far that is, where it works in batches and some are done.
    pub data: Option<DataStatus>,
    /// The ways on.
    pub choices: Vec<Choice>,
}

/// One way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub way: Repair,
    /// What it runs, a statement each.
    pub sql: Vec<String>,
    /// Why it is not to be had.
    pub hindrance: Option<String>,
}

/// A migration under way as the ledger and the registry know it.
pub(super) struct UnderWay<'a> {
    pub(super) entry: &'a Entry,
    pub(super) journal: Journal,
    /// Its plan; an error where its file is gone, or does not fit.
    pub(super) plan: Result<MigrationPlan, Error>,
    pub(super) summary: Option<&'a Summary>,
    /// The batches of the statement behind those that are done, where there were some.
    pub(super) data: Option<DataStatus>,
}

impl Migrator {
    /// What is half done in the database, and the ways on; `None` where nothing is. The database
    /// is only looked at.
    ///
    /// # Errors
    /// Where it cannot be reached or its ledger cannot be read.
    pub async fn half_done(&self, source: &impl Source) -> Result<Option<HalfDone>, Error> {
        let registered = self.summaries()?;
        let Some(mut connection) = self.open(source, Access::Read).await? else {
            return Ok(None);
        };
        let found = self.look_at(source, &mut connection, registered).await;
        connection.close().await;
        found
    }

    async fn look_at(
        &self,
        source: &dyn Source,
        connection: &mut Connection,
        registered: &[Summary],
    ) -> Result<Option<HalfDone>, Error> {
        let entries = LedgerStore::entries(connection).await?;
        let history = History::new(registered, &entries);
        let capabilities = capabilities(connection).await?;
        let Some(under_way) = self
            .under_way(connection, &history, registered, capabilities)
            .await?
        else {
            return Ok(None);
        };
        let identity = Identity::of_process();
        let place = Place {
            source,
            capabilities,
            lease: &Lease::of_nobody(source.dialect()),
        };
        let mut runner = self.runner(place, connection, &entries, &identity);
        let (found, seen) = runner.became(&under_way).await;
        let choices = self.choices(&history, &under_way, capabilities, found.as_ref());
        let entry = under_way.entry;
        let statement = match &under_way.plan {
            Ok(plan) => flat(plan)
                .get(entry.done)
                .map(|(_, each)| shown(each).to_owned()),
            Err(_) => None,
        };
        Ok(Some(HalfDone {
            version: entry.version,
            name: entry.name.clone(),
            direction: entry.direction,
            done: entry.done,
            statements: under_way
                .plan
                .as_ref()
                .map_or(entry.done, MigrationPlan::statements),
            statement,
            data: under_way.data.clone(),
            interrupted: is_sent(&under_way),
            found: found.as_ref().map(words),
            seen,
            choices,
        }))
    }

    /// The migration that is under way, with its plan.
    pub(super) async fn under_way<'a>(
        &self,
        connection: &mut Connection,
        history: &History<'a>,
        registered: &'a [Summary],
        capabilities: Capabilities,
    ) -> Result<Option<UnderWay<'a>>, Error> {
        let Some(entry) = history.under_way() else {
            return Ok(None);
        };
        let Some(journal) = LedgerStore::journal(connection, entry.version).await? else {
            return Ok(None);
        };
        let summary = registered.iter().find(|each| each.version == entry.version);
        let plan = match summary {
            Some(summary) => {
                self.plan_of(history, summary, entry.direction, &journal, capabilities)
            }
            None => Err(Error::Missing {
                migrations: vec![(entry.version, entry.name.clone())],
            }),
        };
        let data = batches::begun(connection, entry.version, entry.direction).await?;
        Ok(Some(UnderWay {
            entry,
            journal,
            plan,
            summary,
            data,
        }))
    }

    fn plan_of(
        &self,
        history: &History<'_>,
        summary: &Summary,
        direction: Direction,
        journal: &Journal,
        capabilities: Capabilities,
    ) -> Result<MigrationPlan, Error> {
        let chosen = [summary];
        let plan = match direction {
            Direction::Up => self
                .upwards(history, &chosen, capabilities)?
                .next()
                .transpose()?,
            Direction::Down => {
                let part = journal.part.map(|part| (summary.version, part));
                self.downwards(history, &chosen, capabilities, part)?.pop()
            }
        };
        plan.ok_or_else(|| Error::UnknownVersion {
            version: summary.version,
            problem: "has no plan".to_owned(),
        })
    }

    fn choices(
        &self,
        history: &History<'_>,
        under_way: &UnderWay<'_>,
        capabilities: Capabilities,
        found: Option<&Settled>,
    ) -> Vec<Choice> {
        let mut all = Vec::new();
        for way in Repair::ALL {
            let sql = match way {
                Repair::MarkApplied | Repair::MarkPending => Ok(Vec::new()),
                Repair::RollBack => self
                    .to_undo(history, under_way, capabilities, found)
                    .map(|(_, plan)| plan.map_or_else(Vec::new, |plan| sql_from(&plan, 0))),
                Repair::Continue | Repair::Again => match &under_way.plan {
                    Ok(plan) => {
                        let behind = usize::from(way == Repair::Continue);
                        Ok(sql_from(plan, under_way.entry.done + behind))
                    }
                    Err(error) => Err(error.to_string()),
                },
            };
            let (sql, hindrance) = match sql {
                Ok(sql) => (sql, None),
                Err(why) => (Vec::new(), Some(why)),
            };
            all.push(Choice {
                way,
                sql,
                hindrance,
            });
        }
        all
    }

    /// How many operations there are to undo, and the plan that undoes them; or why that cannot be.
    pub(super) fn to_undo(
        &self,
        history: &History<'_>,
        under_way: &UnderWay<'_>,
        capabilities: Capabilities,
        found: Option<&Settled>,
    ) -> Result<(usize, Option<MigrationPlan>), String> {
        let (entry, text) = (under_way.entry, |error: Error| error.to_string());
        let plan = under_way.plan.as_ref().map_err(|error| error.to_string())?;
        if entry.direction == Direction::Down {
            return Err("it is on its way back already: `migrate down` finishes it".to_owned());
        }
        let Some(summary) = under_way.summary else {
            return Err("its file is gone".to_owned());
        };
        if let Some(data) = &under_way.data {
            return Err(format!(
                "{} rows of {} are walked, and the way back walks all of them: `migrate {}` finishes it, \
                 and `migrate down` reverses it then",
                data.walked,
                data.table,
                if data.state == DataState::Paused {
                    "data resume` and `migrate up"
                } else {
                    "up"
                },
            ));
        }
        let happened = matches!(found, Some(Settled::Happened));
        let done = entry.done + usize::from(happened);
        let Some(operations) = plan.operations_done(done) else {
            return Err(
                "one operation is done by half, and its other half has to be run or undone first"
                    .to_owned(),
            );
        };
        if operations == 0 {
            return Ok((0, None));
        }
        let mut planner = Planner::new(capabilities);
        for migration in history.applied() {
            let recorded = self.recorded(migration).map_err(text)?;
            planner.fold(&recorded).map_err(text)?;
        }
        let recorded = self.recorded(summary).map_err(text)?;
        let mut plans = planner.undo(&recorded, operations).map_err(text)?;
        Ok((operations, plans.pop()))
    }
}

impl Runner<'_> {
    /// What became of the statement that was sent last, and what is seen of it.
    pub(super) async fn became(
        &mut self,
        under_way: &UnderWay<'_>,
    ) -> (Option<Settled>, Vec<String>) {
        let (Ok(plan), Some(mark)) = (&under_way.plan, sent(under_way)) else {
            return (None, Vec::new());
        };
        let all = flat(plan);
        let Some((step, statement)) = all.get(under_way.entry.done) else {
            return (None, Vec::new());
        };
        let trace = statement.trace(self.connection.dialect());
        if self.shares_transaction(step, &trace) {
            return (Some(Settled::DidNot), Vec::new());
        }
        let settled = self.what_became(&trace, mark, &under_way.journal).await;
        let mut lines = Vec::new();
        if let Trace::Catalogue(places) = &trace {
            let now = self.look(places).await;
            for (i, (place, now)) in places.iter().zip(&now).enumerate() {
                let before = match mark {
                    Mark::Seen(all) => all.get(i),
                    Mark::Sent | Mark::Chosen => None,
                };
                lines.push(format!("{} {}", place.what, seen(before, now)));
            }
        }
        (Some(settled), lines)
    }
}

/// What was seen before the statement that was sent last, if one was.
fn sent<'a>(under_way: &'a UnderWay<'_>) -> Option<&'a Mark> {
    match under_way.entry.state {
        EntryState::Running => under_way.journal.mark.as_ref(),
        _ => None,
    }
}

fn is_sent(under_way: &UnderWay<'_>) -> bool {
    sent(under_way).is_some()
}

fn seen(before: Option<&Seen>, now: &Seen) -> String {
    let is = match now {
        Seen::Nothing => "is not there",
        Seen::Whole(_) => "is there",
        Seen::Half(_) => "is there by half",
        Seen::Unreadable => "cannot be read",
    };
    match before {
        Some(Seen::Unreadable) | None => is.to_owned(),
        Some(before) if before == now => format!("{is}, as before"),
        Some(Seen::Nothing) => format!("{is}, and was not before"),
        Some(_) => format!("{is}, and was another before"),
    }
}

const fn words(settled: &Settled) -> &'static str {
    match settled {
        Settled::Happened => "it happened",
        Settled::DidNot => "it did not happen",
        Settled::Again(_) => "it left a half behind, which the next run clears away",
        Settled::Finish(_) => "it happened by half, and the next run finishes it",
        Settled::Unknown => "it is not known whether it happened",
    }
}

/// The statements of a plan from one on.
fn sql_from(plan: &MigrationPlan, first: usize) -> Vec<String> {
    let text = |statement: &Statement| crate::plan::statement(statement).trim_end().to_owned();
    let all = flat(plan);
    all.iter()
        .skip(first)
        .map(|(_, statement)| text(statement))
        .collect()
}

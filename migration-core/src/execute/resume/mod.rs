//! Going on with a migration whose runner died or failed. What it sent last may have happened, be
//! happening still, or never have reached the server: first the server's session is waited for that
//! is busy with it, then the catalogue is asked.

mod look;
mod orphan;

use super::journal::Place;
use super::journal::lines::lost;
use super::runner::{Runner, Stopped};
use super::statement::{self, shown};
use crate::dialect::trace::{Settled, Trace, settle};
use crate::dialect::{Statement, Step};
use crate::error::Error;
use crate::event::Event;
use crate::ledger::{Entry, EntryState, Journal, LedgerStore, Mark};
use crate::plan::{Direction, MigrationPlan};

type All<'a> = [(&'a Step, &'a Statement)];

/// Where a migration goes on, and why there.
struct Found {
    next: usize,
    /// What became of the statement that was interrupted.
    words: Option<String>,
}

impl Runner<'_> {
    /// Finds out where a migration that is under way goes on, and says in the ledger that it does.
    pub(super) async fn resume(
        &mut self,
        plan: &MigrationPlan,
        all: &All<'_>,
        entry: &Entry,
    ) -> Result<Place, Stopped> {
        if entry.direction != plan.direction {
            return Err(Stopped::Error(Error::OtherWay {
                version: plan.version,
                name: plan.name.clone(),
                direction: entry.direction,
            }));
        }
        let Some(journal) = LedgerStore::journal(self.connection, plan.version).await? else {
            return Err(Stopped::Outdated);
        };
        if entry.state == EntryState::Running
            && let Some((_, statement)) = all.get(entry.done)
        {
            let sql = shown(statement);
            self.wait_for_orphan(journal.backend.as_deref(), sql)
                .await?;
        }
        let found = self.where_to_go_on(plan, all, entry, &journal).await?;
        let next = from_the_start(all, found.next);
        let mark = match all.get(next) {
            Some((step, statement)) => self.mark_of(step, statement).await,
            None => None,
        };
        let sql = self
            .statements()
            .resume(entry, plan.direction, next, mark.as_ref(), &plan.sql());
        let sql = self.statements().counted(&sql);
        match self.open(plan, &sql).await {
            Ok(1) => {}
            // The server was still ending what a killed runner sent last, and it moved the journal.
            Ok(_) => return Err(Stopped::Outdated),
            Err(unwritten) => return Err(unwritten.stopped("go on with a migration")),
        }
        (self.listener)(&Event::Resumed {
            version: plan.version,
            name: plan.name.clone(),
            statement: next + 1,
            statements: all.len(),
            found: found.words,
        });
        self.prepare_session(plan, &all[..next]).await?;
        Ok(Place {
            done: next,
            marked: mark.is_some(),
        })
    }

    async fn where_to_go_on(
        &mut self,
        plan: &MigrationPlan,
        all: &All<'_>,
        entry: &Entry,
        journal: &Journal,
    ) -> Result<Found, Stopped> {
        let doubt = |why: &str| {
            let statement = all.get(entry.done).map(|(_, statement)| shown(statement));
            Stopped::Error(Error::Interrupted {
                version: plan.version,
                name: plan.name.clone(),
                done: entry.done,
                doubtful: statement.unwrap_or_default().to_owned(),
                why: why.to_owned(),
            })
        };
        let sent = match (entry.state, all.get(entry.done)) {
            (EntryState::Running, Some(next)) => journal.mark.as_ref().map(|mark| (mark, next)),
            _ => None,
        };
        // Who chose where to go on has looked.
        if journal.mark == Some(Mark::Chosen) {
            return Ok(Found {
                next: entry.done,
                words: None,
            });
        }
        // What has begun may not change any more.
        let begun = entry.done + usize::from(sent.is_some());
        if !is_same(plan, &all[..begun.min(all.len())], journal) {
            return Err(doubt(
                "the statements that are done are not those of the migration any more",
            ));
        }
        if temporary(self, &all[..entry.done.min(all.len())]) {
            return Err(doubt(
                "a temporary table that the statements before it made ended with its session",
            ));
        }
        // A statement that failed did not happen, nor did one that was never sent.
        let Some((mark, (step, statement))) = sent else {
            return Ok(Found {
                next: entry.done,
                words: None,
            });
        };
        let trace = statement.trace(self.connection.dialect());
        if self.shares_transaction(step, &trace) {
            return Ok(Found {
                next: entry.done,
                words: None,
            });
        }
        match self.what_became(&trace, mark, journal).await {
            Settled::Happened => Ok(Found {
                next: entry.done + 1,
                words: Some("had happened".to_owned()),
            }),
            Settled::DidNot => Ok(Found {
                next: entry.done,
                words: Some("had not happened".to_owned()),
            }),
            Settled::Again(clear) => {
                // The step's own first statements clear away what is left behind.
                if !step.from_the_start {
                    self.send(&clear).await?;
                }
                Ok(Found {
                    next: entry.done,
                    words: Some("had left a half behind, which was cleared away".to_owned()),
                })
            }
            Settled::Finish(sql) => {
                self.send(&[sql]).await?;
                Ok(Found {
                    next: entry.done + 1,
                    words: Some("had happened by half, and was finished".to_owned()),
                })
            }
            Settled::Unknown => Err(doubt(why_unknown(&trace, mark, journal))),
        }
    }

    /// Tells from the catalogue what became of a statement that was sent.
    pub(super) async fn what_became(
        &mut self,
        trace: &Trace,
        mark: &Mark,
        journal: &Journal,
    ) -> Settled {
        match (trace, mark) {
            (Trace::Repeatable | Trace::Session, _) => Settled::DidNot,
            (Trace::Catalogue(places), Mark::Seen(before)) => {
                let now = self.look(places).await;
                match settle(places, before, &now) {
                    // The same thing may only be printed in another way.
                    Settled::Happened if !journal.prints_alike => Settled::Unknown,
                    settled => settled,
                }
            }
            _ => Settled::Unknown,
        }
    }

    async fn send(&mut self, all: &[String]) -> Result<(), Stopped> {
        for sql in all {
            self.connection
                .execute(sql)
                .await
                .map_err(|cause| lost("clear away what an interrupted statement left", &cause))?;
        }
        Ok(())
    }

    /// What the statements before set in their session is set in this one too.
    async fn prepare_session(
        &mut self,
        plan: &MigrationPlan,
        done: &All<'_>,
    ) -> Result<(), Stopped> {
        for (step, statement) in done {
            if statement.trace(self.connection.dialect()) == Trace::Session
                && let Err(error) = statement::run(self.connection, statement).await
            {
                let error = super::runner::failure(plan, &step.description, None, error, false);
                return Err(Stopped::Error(error));
            }
        }
        Ok(())
    }
}

/// The statement to go on with: some steps do so from their first.
fn from_the_start(all: &All<'_>, next: usize) -> usize {
    match all.get(next) {
        Some((step, _)) if step.from_the_start => {
            let of_step = |(each, _): &(&Step, &Statement)| std::ptr::eq(*each, *step);
            all.iter().position(of_step).unwrap_or(next)
        }
        _ => next,
    }
}

/// Whether the ledger's statements begin as those of the plan do.
fn is_same(plan: &MigrationPlan, begun: &All<'_>, journal: &Journal) -> bool {
    let kept = match plan.direction {
        Direction::Up => Some(journal.up_sql.as_str()),
        Direction::Down => journal.down_sql.as_deref(),
    };
    let begun: String = begun
        .iter()
        .map(|(_, statement)| crate::plan::statement(statement))
        .collect();
    kept.unwrap_or_default().starts_with(&begun)
}

fn temporary(runner: &Runner<'_>, done: &All<'_>) -> bool {
    let dialect = runner.connection.dialect();
    done.iter()
        .any(|(_, statement)| statement.trace(dialect) == Trace::Temporary)
}

fn why_unknown(trace: &Trace, mark: &Mark, journal: &Journal) -> &'static str {
    match (trace, mark) {
        (Trace::Catalogue(_), Mark::Seen(_)) if !journal.prints_alike => {
            "the server or the session prints definitions in another way than before it"
        }
        (Trace::Catalogue(_), Mark::Seen(_)) => {
            "what it changes is neither as before it nor as after it, or cannot be read"
        }
        (Trace::Catalogue(_), Mark::Sent) => "what was there before it was not recorded",
        _ => "no catalogue tells what it does",
    }
}

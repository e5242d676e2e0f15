//! The proof as a whole.

use std::sync::Arc;

use super::compare::{self, Line};
use super::moment::Moment;
use super::rows::Filler;
use super::step::grouped;
use super::verdict::{Finding, MigrationVerdict, Outcome, Phase, Verdict};
use super::{VerifyOptions, judge};
use crate::dialect::Capabilities;
use crate::driver::{Connection, DatabaseUrl};
use crate::error::Error;
use crate::event::Event;
use crate::execute::{Migrator, Target};
use crate::migration::{Recorded, Version};
use crate::operation::Operation;
use crate::plan::{Planner, Reversal};
use crate::schema::Schema;
use crate::scratch::{Scratch, at_once, leftovers, unreadable};

impl Migrator {
    /// Proves migrations on a scratch database of the server that the URL names: each goes up,
    /// down and up again, with rows in the tables, and what is there afterwards is compared with
    /// what its operations say. The database that the URL names is not touched.
    ///
    /// What is not as it should be is no error, but told in the verdict.
    ///
    /// # Errors
    /// Where there is no scratch database to be had, or a migration cannot be planned for the
    /// server.
    pub async fn verify(
        &self,
        server: &DatabaseUrl,
        options: &VerifyOptions,
    ) -> Result<Verdict, Error> {
        self.registry().check()?;
        let removed = leftovers::remove(server).await;
        let mut run = Run::begin(self, server, options).await?;
        let result = run.all().await;
        let (database, kept) = (run.scratch.name.clone(), run.scratch.stays());
        run.connection.close().await;
        let ended = run.scratch.end().await;
        let (migrations, findings) = result?;
        ended?;
        Ok(Verdict {
            capabilities: run.capabilities,
            database,
            kept,
            removed,
            migrations,
            findings,
            unmodelled: run.now.found.unmodelled,
        })
    }
}

/// A proof under way.
pub(super) struct Run<'a> {
    pub(super) migrator: Migrator,
    report: &'a (dyn Fn(&Event) + Send + Sync),
    server: &'a DatabaseUrl,
    options: &'a VerifyOptions,
    scratch: Scratch,
    pub(super) connection: Connection,
    pub(super) capabilities: Capabilities,
    /// The schema that the operations add up to so far.
    pub(super) fold: Schema,
    /// What the database holds at the moment.
    pub(super) now: Moment,
    /// Where the two differ, and that has been told.
    pub(super) known: Vec<Line>,
    pub(super) filler: Filler,
    /// The tables that get rows before the next migration.
    pub(super) hungry: Vec<String>,
    /// The namespaces that the migrations ever make.
    namespaces: Vec<String>,
    /// The newest migration that is applied.
    pub(super) version: Option<Version>,
}

type Found = (Vec<MigrationVerdict>, Vec<Finding>);

impl<'a> Run<'a> {
    async fn begin(
        migrator: &'a Migrator,
        server: &'a DatabaseUrl,
        options: &'a VerifyOptions,
    ) -> Result<Self, Error> {
        let scratch = Scratch::make(server, options.keep).await?;
        let mut connection = scratch.connect().await?;
        let capabilities = connection.capabilities().await.map_err(unreadable)?;
        let listener = Arc::clone(&migrator.listener);
        let within = migrator
            .clone()
            .unguarded()
            .on_event(Arc::new(move |event| {
                // How far migrations are is told in the words of the proof.
                if let Event::Statement { .. } = event {
                    listener(event);
                }
            }));
        Ok(Self {
            migrator: within,
            report: &*migrator.listener,
            server,
            options,
            scratch,
            connection,
            capabilities,
            fold: Schema::new(),
            now: Moment::default(),
            known: Vec::new(),
            filler: Filler::default(),
            hungry: Vec::new(),
            namespaces: Vec::new(),
            version: None,
        })
    }

    async fn all(&mut self) -> Result<Found, Error> {
        let until = self.options.to;
        let mut all = self.migrator.registry().record();
        all.retain(|migration| until.is_none_or(|until| migration.version <= until));
        let ways_back = self.plan(&all)?;
        let operations = all.iter().flat_map(|migration| &migration.operations);
        self.filler.seeded = operations
            .filter_map(|operation| match operation {
                Operation::Insert(insert) => Some(insert.table.clone()),
                _ => None,
            })
            .collect();
        let from = self.options.from;
        let first = all
            .iter()
            .position(|migration| from.is_none_or(|from| migration.version >= from))
            .unwrap_or(all.len());
        let mut findings = self.beginning(&all[..first]).await?;
        let mut verdicts = Vec::with_capacity(all.len() - first);
        for (i, (migration, way_back)) in all.iter().zip(&ways_back).enumerate().skip(first) {
            let at = (i + 1 - first, all.len() - first);
            let verdict = self.migration(migration, way_back, at).await?;
            let ends = verdict.up == Outcome::Failed;
            verdicts.push(verdict);
            if ends {
                return Ok((verdicts, findings));
            }
        }
        if let Some(last) = all.last() {
            self.phase(
                last,
                "compare expressions",
                (verdicts.len(), verdicts.len()),
            );
            findings.extend(self.end().await?);
        }
        Ok((verdicts, findings))
    }

    /// Whether all of them can be done on the server, and what leads back from each.
    fn plan(&mut self, all: &[Recorded]) -> Result<Vec<Option<String>>, Error> {
        let mut planner = Planner::new(self.capabilities);
        all.iter()
            .map(|migration| {
                let plan = planner.up(migration)?;
                for namespace in planner.schema().namespaces() {
                    if !self.namespaces.iter().any(|known| known == namespace) {
                        self.namespaces.push(namespace.to_owned());
                    }
                }
                Ok(match plan.reversal {
                    Some(Reversal::Impossible { operation, cause }) => {
                        Some(format!("{operation}: {cause}"))
                    }
                    _ => None,
                })
            })
            .collect()
    }

    /// Applies the migrations that are not judged.
    async fn beginning(&mut self, earlier: &[Recorded]) -> Result<Vec<Finding>, Error> {
        let Some(last) = earlier.last() else {
            return Ok(Vec::new());
        };
        for migration in earlier {
            migration.fold(&mut self.fold)?;
        }
        self.up_to(last.version).await?;
        self.version = Some(last.version);
        self.now = self.look().await?;
        self.hungry = self.fold.tables().map(|table| table.name.clone()).collect();
        let found = &self.now.found;
        let lines = compare::with_fold(&self.fold, found, &found.schema, &self.capabilities);
        let why = "the migrations before the first that is judged leave it so";
        let told = judge::finding(Phase::Beginning, false, why, "");
        Ok(match lines {
            Ok(lines) => {
                self.known = lines;
                grouped(&self.known, told)
            }
            Err(problem) => vec![told("schema".to_owned(), Vec::new(), vec![problem])],
        })
    }

    /// Compares expressions with what the server makes of them when all is made at once.
    async fn end(&mut self) -> Result<Vec<Finding>, Error> {
        if !at_once::has_expressions(&self.fold) {
            return Ok(Vec::new());
        }
        let printed = at_once::made(&self.fold, self.server).await?;
        let printed = match printed {
            Ok((printed, _)) => printed.schema,
            Err(problem) => {
                let why = "what the migrations lead to cannot be made at once";
                let told = judge::finding(Phase::End, false, why, "");
                let object = "expressions: not compared".to_owned();
                return Ok(vec![told(object, Vec::new(), vec![problem])]);
            }
        };
        let found = &self.now.found;
        let lines = compare::with_fold(&self.fold, found, &printed, &self.capabilities);
        let lines = compare::without(lines.unwrap_or_default(), &self.known);
        let (tables, others): (Vec<Line>, Vec<Line>) = lines
            .into_iter()
            .partition(|line| line.object.starts_with("table "));
        let why = "made step by step it is something else than made at once";
        let help =
            "look which migration changes it, and whether SQL in it does what the operations say";
        let mut findings = grouped(&tables, judge::finding(Phase::End, true, why, help));
        // A view keeps the names that its columns had when it was made, and the like.
        findings.extend(grouped(&others, judge::finding(Phase::End, false, why, "")));
        Ok(findings)
    }

    pub(super) async fn up_to(&mut self, version: Version) -> Result<(), Error> {
        let target = Target::Version(version);
        self.migrator.up_to(&self.scratch.url, target).await?;
        Ok(())
    }

    pub(super) async fn down(&mut self) -> Result<(), Error> {
        let one = crate::execute::DownTarget::Steps(1);
        self.migrator.down(&self.scratch.url, one).await?;
        Ok(())
    }

    /// Begins again in a new database, without rows, with everything up to this version applied.
    pub(super) async fn begin_again(&mut self, version: Option<Version>) -> Result<(), Error> {
        let scratch = Scratch::make(self.server, self.options.keep).await?;
        let connection = scratch.connect().await?;
        let old = std::mem::replace(&mut self.scratch, scratch);
        std::mem::replace(&mut self.connection, connection)
            .close()
            .await;
        // The newest one is kept.
        old.discard().await?;
        if let Some(version) = version {
            self.up_to(version).await?;
        }
        self.now = self.look().await?;
        Ok(())
    }

    /// What the database holds.
    pub(super) async fn look(&mut self) -> Result<Moment, Error> {
        Moment::now(&mut self.connection, &self.namespaces).await
    }

    /// Gives the tables that want some their rows.
    pub(super) async fn feed(&mut self) {
        let tables = std::mem::take(&mut self.hungry);
        let rows = self.options.rows;
        self.filler
            .fill(
                &mut self.connection,
                &self.fold,
                &tables,
                rows,
                &self.capabilities,
            )
            .await;
    }

    pub(super) fn phase(&self, migration: &Recorded, phase: &'static str, at: (usize, usize)) {
        (self.report)(&Event::Verifying {
            server: self.capabilities.to_string(),
            version: migration.version,
            name: migration.name.clone(),
            phase,
            index: at.0,
            total: at.1,
        });
    }
}

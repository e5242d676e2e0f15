//! One chain on one server: there, back, and there again.

use std::collections::BTreeMap;
use std::fmt;

use migration_core::dialect::Capabilities;
use migration_core::driver::Connection;
use migration_core::operation::Operation;
use migration_core::schema::{DialectName, Schema};
use migration_tests::framework;
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

use crate::founded::is_founded;
use crate::rows::Contents;
use crate::source::Source;
use crate::tolerated::on_rows;
use crate::{judge, rows, script};

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Holds,
    /// What was tried up to then, and what does not hold.
    Fails(Vec<Operation>, String),
}

/// What became of the operations.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) ran: u64,
    pub(crate) reversed: u64,
    pub(crate) refused: u64,
    pub(crate) failed_on_rows: u64,
    /// Operations that were in scripts.
    pub(crate) scripted: u64,
    /// How often each reason was met.
    pub(crate) reasons: BTreeMap<String, u64>,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} operations ran, {} ran back, {} were scripted, {} were refused, {} failed on the rows there were",
            self.ran, self.reversed, self.scripted, self.refused, self.failed_on_rows
        )
    }
}

impl Counts {
    fn refused(&mut self, why: &str) {
        self.refused += 1;
        let words = crate::shrink::class(why);
        *self.reasons.entry(format!("refused: {words}")).or_default() += 1;
    }

    fn on_rows(&mut self, words: &str) {
        self.failed_on_rows += 1;
        *self.reasons.entry(format!("rows: {words}")).or_default() += 1;
    }
}

/// The chain as a person reads it: what is not said of an operation is left out.
pub(crate) fn listed(chain: &[Operation]) -> String {
    let short = |operation: &Operation| {
        let text = format!("{operation:?}");
        let mut kept: Vec<&str> = Vec::new();
        for field in text.split(", ") {
            let says_nothing = [
                ": None",
                ": false",
                ": []",
                ": No",
                ": All",
                ": NoAction",
                ": Default",
            ];
            if !says_nothing.iter().any(|end| field.ends_with(end)) {
                kept.push(field);
            }
        }
        format!("  {}\n", kept.join(", "))
    };
    chain.iter().map(short).collect()
}

/// Runs a chain in a database of its own.
pub(crate) async fn chain(source: Source, on: DialectName, counts: &mut Counts) -> Outcome {
    let database = server::database(on).expect("there is one already");
    let mut run = Run::begin(&database, counts).await;
    let outcome = run.there_and_back(source).await;
    let tried = std::mem::take(&mut run.tried);
    run.connection.close().await;
    match outcome {
        Ok(()) => Outcome::Holds,
        Err(problem) => Outcome::Fails(tried, problem),
    }
}

struct Run<'a> {
    database: &'a TestDatabase,
    live: Live,
    server: Capabilities,
    connection: Connection,
    schema: Schema,
    contents: Contents,
    tried: Vec<Operation>,
    /// Whether something failed on rows, which may have left a trace in them or in the numbers
    /// that follow.
    uneven: bool,
    /// What ran, each with the schema before it.
    done: Vec<(Operation, Schema)>,
    counts: &'a mut Counts,
}

impl<'a> Run<'a> {
    async fn begin(database: &'a TestDatabase, counts: &'a mut Counts) -> Self {
        let mut live = Live::connect(database).await;
        if database.dialect == DialectName::Sqlite {
            live.ok("PRAGMA synchronous = OFF").await;
        }
        let server = live.capabilities().await;
        Self {
            live,
            server,
            connection: framework::connection(database).await,
            database,
            schema: Schema::new(),
            contents: Contents::new(),
            tried: Vec::new(),
            uneven: false,
            done: Vec::new(),
            counts,
        }
    }

    async fn there_and_back(&mut self, mut source: Source) -> Result<(), String> {
        while let Some(operation) = source.next(&self.schema, &self.server) {
            self.tried.push(operation.clone());
            // What an earlier one made may be missing, where that one was refused.
            let fits = operation.apply(&mut self.schema.clone()).is_ok();
            if !fits || !is_founded(&operation, &self.schema) {
                self.counts.refused("does not fit");
                source.ends_there();
                continue;
            }
            let done = self.done.len();
            if !self.there(&operation).await? {
                break;
            }
            if self.done.len() == done {
                source.ends_there();
            }
        }
        let end = judge::read(&mut self.connection, &self.schema)
            .await?
            .schema;
        let at_once = judge::made_at_once(&self.schema, self.database).await?;
        judge::differing(&self.schema, &at_once, &end, &self.server)
            .map_err(|problem| format!("at the end, against the same made at once, {problem}"))?;
        let operations: Vec<Operation> = self.done.iter().map(|(each, _)| each.clone()).collect();
        self.counts.scripted += script::check(&operations, &self.schema, &end, self.database)
            .await
            .map_err(|problem| format!("the script, {problem}"))?;
        let rows = self.contents.clone();
        let Some(back) = self.back().await? else {
            return Ok(());
        };
        if back < operations.len() {
            let again = &operations[operations.len() - back..];
            return self.again(again, &end, false).await;
        }
        let again = self.again(&operations, &end, true).await;
        again?;
        let now = rows::contents(&mut self.live, &self.schema).await;
        match rows::differing(&rows, &now) {
            Some(problem) if !self.uneven => Err(format!("there again, {problem}")),
            _ => Ok(()),
        }
    }

    /// Whether the chain can go on.
    async fn there(&mut self, operation: &Operation) -> Result<bool, String> {
        let what = operation.describe();
        let before = self.schema.clone();
        let one = std::slice::from_ref(operation);
        match self
            .live
            .apply_on(one, &mut self.schema, &self.server)
            .await
        {
            Ok(()) => self.counts.ran += 1,
            Err(error) if error.starts_with("refused: ") => {
                self.counts.refused(&error["refused: ".len()..]);
                return Ok(true);
            }
            Err(error) => {
                let Some(words) = on_rows(&error) else {
                    return Err(format!("{what}: {error}"));
                };
                self.counts.on_rows(words);
                self.uneven |= self.database.dialect != DialectName::Sqlite;
                if self.database.dialect == DialectName::Mysql {
                    // What ran before the failing statement stays, of a statement over several
                    // rows too where the engine has no transactions: the chain ends here, where
                    // that was something of the schema.
                    let goes_on = self.as_before().await.is_ok();
                    if goes_on {
                        self.contents = rows::contents(&mut self.live, &self.schema).await;
                    }
                    return Ok(goes_on);
                }
                self.without_leftovers().await;
                self.as_before()
                    .await
                    .map_err(|problem| format!("{what} failed, and {problem}"))?;
                return Ok(true);
            }
        }
        let found = judge::read(&mut self.connection, &self.schema).await?;
        judge::differing(&self.schema, &found.schema, &found.schema, &self.server)
            .map_err(|problem| format!("after {what}, {problem}"))?;
        if let Some(each) = found.unmodelled.first() {
            return Err(format!("after {what}, {each:?} is not modelled"));
        }
        self.nothing_is_lost(operation, &before).await?;
        if let Some(table) = rows::made(operation, &self.schema) {
            rows::insert(&mut self.live, table, &self.schema).await;
            self.contents = rows::contents(&mut self.live, &self.schema).await;
        }
        self.done.push((operation.clone(), before));
        Ok(true)
    }

    /// Drops what a build of an index has left that failed, as a runner does.
    async fn without_leftovers(&mut self) {
        if self.database.dialect != DialectName::Postgres {
            return;
        }
        let sql = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid";
        for row in self.live.ok(sql).await {
            let name = row[0].clone().unwrap_or_default();
            self.live.ok(&format!("DROP INDEX {name}")).await;
        }
    }

    async fn as_before(&mut self) -> Result<(), String> {
        let found = judge::read(&mut self.connection, &self.schema).await?;
        judge::differing(&self.schema, &found.schema, &found.schema, &self.server)
    }

    async fn nothing_is_lost(
        &mut self,
        operation: &Operation,
        schema: &Schema,
    ) -> Result<(), String> {
        let now = rows::contents(&mut self.live, &self.schema).await;
        let before = std::mem::replace(&mut self.contents, now);
        match rows::lost(operation, schema, &before, &self.contents) {
            Some(lost) => Err(format!("{}: {lost}", operation.describe())),
            None => Ok(()),
        }
    }

    /// How many operations were taken back, where it is known what is there then.
    async fn back(&mut self) -> Result<Option<usize>, String> {
        let mut back = 0;
        for (operation, before) in std::mem::take(&mut self.done).iter().rev() {
            let what = format!("back from {}", operation.describe());
            let after = self.schema.clone();
            let Ok(undo) = operation.reverse(before) else {
                break;
            };
            let applied = self.live.apply_on(&undo, &mut self.schema, &self.server);
            match applied.await {
                Ok(()) => self.counts.reversed += 1,
                // What ran before the failing statement stays there.
                Err(error)
                    if on_rows(&error).is_some() && self.database.dialect == DialectName::Mysql =>
                {
                    return Ok(None);
                }
                Err(error) if on_rows(&error).is_some() => break,
                Err(error) => return Err(format!("{what}: {error}")),
            }
            back += 1;
            let found = judge::read(&mut self.connection, &self.schema).await?;
            judge::differing(before, &found.schema, &found.schema, &self.server)
                .map_err(|problem| format!("{what}, {problem}"))?;
            // The fold of the way back is what it was, too.
            judge::differing(&self.schema, &found.schema, &found.schema, &self.server)
                .map_err(|problem| format!("{what}, as it folds, {problem}"))?;
            match undo.as_slice() {
                [one] => self
                    .nothing_is_lost(one, &after)
                    .await
                    .map_err(|lost| format!("{what}: {lost}"))?,
                _ => self.contents = rows::contents(&mut self.live, &self.schema).await,
            }
        }
        Ok(Some(back))
    }

    /// Several at once this time, which some servers do as one change; with the rows that there
    /// were the first time, if any.
    async fn again(
        &mut self,
        mut operations: &[Operation],
        end: &Schema,
        with_rows: bool,
    ) -> Result<(), String> {
        while !operations.is_empty() {
            let most = operations.len().min(6);
            let creates = |each: &Operation| rows::creates(each);
            let made = operations[..most].iter().position(creates);
            let (some, rest) = operations.split_at(made.map_or(most, |at| at + 1));
            operations = rest;
            let applied = self.live.apply_on(some, &mut self.schema, &self.server);
            match applied.await {
                Ok(()) => {}
                Err(error) if on_rows(&error).is_some() && (!with_rows || self.uneven) => {
                    self.uneven = true;
                    return Ok(());
                }
                Err(error) => {
                    let all: Vec<String> = some.iter().map(Operation::describe).collect();
                    return Err(format!("again {}: {error}", all.join(", ")));
                }
            }
            let last = some.last().filter(|_| with_rows);
            if let Some(table) = last.and_then(|last| rows::made(last, &self.schema)) {
                rows::insert(&mut self.live, table, &self.schema).await;
            }
        }
        let again = judge::read(&mut self.connection, &self.schema)
            .await?
            .schema;
        judge::differing(&self.schema, end, &again, &self.server)
            .map_err(|problem| format!("there again, {problem}"))
    }
}

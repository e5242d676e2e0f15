//! The rebuild: a new table in the place of the old one, with the same rows.
//!
//! <https://www.sqlite.org/lang_altertable.html#otheralter> is the outline. What a table has
//! that no migration made is known to the database alone, so a rebuild is made in two parts.
//! What is to change is decided here, without a connection; the statements follow from that
//! and from the live definition, which is asked for when it runs. Nothing is lost: whatever
//! the definition says beside the change is carried over, in its own words, and what cannot be
//! is refused by name before anything is done. What SQLite does by itself and lets break a view
//! or a trigger goes through the same proof.

mod carry;
mod indexes;
mod live;
mod probe;
mod same;
mod statements;

use super::definition::{self, TableDefinition};
use super::{index, object, table};
use crate::dialect::problem::Problem;
use crate::dialect::{Refusal, Statement, Step};
use crate::schema::{Schema, Table};

pub use probe::{Outcome, Probe};

/// A change of a SQLite table that is prepared for the live table and proved on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rebuild {
    summary: String,
    /// The table's name.
    table: String,
    before: Definition,
    after: Definition,
    /// Columns with the expression, over the old row, that they get; every other column keeps
    /// its value, and a new one gets its default.
    values: Vec<(String, String)>,
    /// The names of its triggers that migrations made, and what creates them.
    triggers: Vec<(String, String)>,
    /// The statements that do it without making the table anew: then it is only proved that
    /// views and triggers work as before.
    native: Option<Native>,
    /// What has to hold before anything is done.
    before_copy: Vec<Statement>,
    /// What has to hold for the rows as they were copied.
    after_copy: Vec<Statement>,
}

/// What SQLite does by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Native {
    statements: Vec<String>,
    goes: Goes,
    /// The index that gets another name, and the name.
    index: Option<(String, String)>,
}

impl Native {
    /// The statements for the table as it is.
    fn statements(&self, live: &live::Live) -> Result<Vec<String>, Refusal> {
        match &self.index {
            Some((from, to)) => indexes::renamed(live, from, to),
            None => Ok(self.statements.clone()),
        }
    }
}

/// What is not there any more afterwards, and so need not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Goes {
    Nothing,
    /// A column of the table.
    Column(String),
    /// The table or the view itself.
    All,
}

/// A table as migrations define it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Definition {
    create: String,
    /// The names of its indexes, and what creates them.
    indexes: Vec<(String, String)>,
}

impl Definition {
    fn of(table: &Table) -> Result<Self, Problem> {
        Ok(Self {
            create: table::create_sql(&table.name, table)?,
            indexes: table
                .indexes
                .iter()
                .map(|each| Ok((each.name.clone(), index::create_sql(table, each)?)))
                .collect::<Result<_, Problem>>()?,
        })
    }

    fn read(&self) -> Result<TableDefinition, Refusal> {
        definition::table(&self.create).map_err(|problem| Refusal {
            problem: format!("the definition that migrations give the table {problem}"),
            help: "look for an SQL text in it that is not whole: a type, a check".to_owned(),
        })
    }
}

/// What a rebuild consists of, now that the live table is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// What is run, in order.
    pub statements: Vec<Statement>,
    /// What is asked before and after it: the answers prove that nothing was lost.
    pub probes: Vec<Probe>,
}

impl Rebuild {
    fn new(before: &Table, after: &Table, change: Change) -> Result<Self, Problem> {
        let Change {
            values,
            before_copy,
            after_copy,
        } = change;
        Ok(Self {
            summary: format!("make table {:?} anew", before.name),
            table: before.name.clone(),
            before: Definition::of(before)?,
            after: Definition::of(after)?,
            values,
            before_copy,
            after_copy,
            ..Self::default()
        })
    }

    /// What it does, in a few words.
    #[must_use]
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// What has to be asked of the database, inside the transaction, before
    /// [`prepare`](Self::prepare).
    #[must_use]
    pub fn queries(&self) -> [String; 3] {
        live::queries(&self.table)
    }

    /// The statements for the table as it is: `answers` are the rows of the [`queries`](Self::queries).
    ///
    /// # Errors
    /// What cannot be carried over.
    pub fn prepare(&self, answers: [Vec<Vec<Option<String>>>; 3]) -> Result<Prepared, Refusal> {
        let live = live::Live::read(&self.table, self.native.is_none(), answers)?;
        if let Some(native @ Native { goes, .. }) = &self.native {
            let all = native.statements(&live)?;
            return Ok(Prepared {
                statements: all.into_iter().map(Statement::Run).collect(),
                probes: probe::works(
                    &self.table,
                    &live,
                    *goes == Goes::All,
                    |column| !matches!(goes, Goes::Column(gone) if same::is(gone, column)),
                ),
            });
        }
        let (before, after) = (self.before.read()?, self.after.read()?);
        let new = carry::carried(&live.definition, &before, &after)?;
        let indexes = indexes::carried(&live, &before, &after, self)?;
        Ok(Prepared {
            statements: statements::of(self, &live, &new, &indexes),
            probes: probe::of(&self.table, &live, |column| {
                new.column(column)
                    .is_some_and(|column| !column.is_computed())
            }),
        })
    }

    /// The statements for a table that has nothing but what migrations gave it: what a script
    /// holds, which can ask nothing before.
    #[must_use]
    pub fn as_made(&self) -> Vec<Statement> {
        if let Some(Native { statements, .. }) = &self.native {
            return statements.iter().cloned().map(Statement::Run).collect();
        }
        let (Ok(before), Ok(after)) = (self.before.read(), self.after.read()) else {
            return Vec::new();
        };
        let live = live::Live::as_made(before, &self.before.indexes, &self.triggers);
        let mut all = vec![statements::nothing_else(self, &live)];
        all.extend(statements::of(self, &live, &after, &self.after.indexes));
        all.push(statements::every_reference_holds());
        all
    }
}

/// What changes, beside the table itself.
#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) values: Vec<(String, String)>,
    pub(super) before_copy: Vec<Statement>,
    pub(super) after_copy: Vec<Statement>,
}

/// Tells the rebuilds among some steps which triggers migrations gave to their tables: a
/// script creates these again, and stops at any other.
pub(super) fn with_triggers(mut steps: Vec<Step>, schema: &Schema) -> Vec<Step> {
    for statement in steps.iter_mut().flat_map(|step| &mut step.statements) {
        if let Statement::Rebuild(rebuild) = statement {
            let triggers = object::triggers(schema, &rebuild.table);
            rebuild.triggers = triggers
                .filter_map(|trigger| {
                    let sql = object::create_trigger(trigger).ok()?;
                    Some((trigger.name.clone(), sql))
                })
                .collect();
        }
    }
    steps
}

/// The name that the new table has until the old one is gone.
pub(super) fn temporary(table: &str) -> String {
    format!("__migrate_new_{table}")
}

/// Statements that SQLite lets break a view or a trigger: it looks neither at the columns that
/// a trigger assigns when one of them goes, nor at who names a table or a view that goes.
/// <https://www.sqlite.org/lang_altertable.html#altertabdropcol>
/// <https://www.sqlite.org/lang_droptable.html>
pub(super) fn proved(of: &str, statements: Vec<String>, goes: Goes) -> Statement {
    Statement::Rebuild(Box::new(Rebuild {
        summary: statements.join("; "),
        table: of.to_owned(),
        native: Some(Native {
            statements,
            goes,
            index: None,
        }),
        ..Rebuild::default()
    }))
}

/// An index of the table under another name, with the definition that it has in the database; the
/// one that migrations gave it is what a script has.
pub(super) fn index_renamed(
    table: &str,
    (from, create): (&str, &str),
    to: &str,
) -> Result<Statement, Problem> {
    let renamed = definition::index_renamed(create, to).map_err(|problem| {
        Problem::new(
            format!("the definition that migrations give index {from:?} {problem}"),
            "look for an SQL text in it that is not whole: an expression, a condition",
        )
    })?;
    let statements = vec![index::drop_sql(from), renamed];
    Ok(Statement::Rebuild(Box::new(Rebuild {
        summary: statements.join("; "),
        table: table.to_owned(),
        native: Some(Native {
            statements,
            goes: Goes::Nothing,
            index: Some((from.to_owned(), to.to_owned())),
        }),
        ..Rebuild::default()
    })))
}

/// The rebuild.
pub(super) fn step(before: &Table, after: &Table, change: Change) -> Result<Step, Problem> {
    let rebuild = Rebuild::new(before, after, change)?;
    let mut step = Step::new("", vec![Statement::Rebuild(Box::new(rebuild))]);
    // Dropping the old table would delete the rows that refer to it.
    step.without_foreign_keys = true;
    Ok(step)
}

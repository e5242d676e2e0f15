//! The proof that nothing was lost: questions whose answers before and after the rebuild have
//! to fit each other.

use super::live::Live;
use super::same::is;
use crate::dialect::Refusal;
use crate::dialect::sqlite::literal::{name, string_of};

/// A question that is asked before and after a rebuild.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// What is asked. Only the answer counts: nothing is changed by it.
    pub query: String,
    asks: Asks,
}

/// The rows that answer a probe, or the error.
pub type Outcome = Result<Vec<Vec<Option<String>>>, String>;

/// What has to be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Asks {
    /// The number of rows of a table.
    Rows(String),
    /// Rows that refer to none: there may be no new ones.
    Broken {
        /// What it means that there is one.
        problem: &'static str,
    },
    /// Whether this can be used at all.
    Works(String),
}

impl Probe {
    /// Whether every row of the database refers to one that is there.
    #[must_use]
    pub fn references() -> Self {
        Self {
            query: references(""),
            asks: Asks::Broken {
                problem: "a row is left without the one it refers to",
            },
        }
    }

    /// What is kept of the rows that answer it.
    #[must_use]
    pub fn answer(&self, rows: Vec<Vec<Option<String>>>) -> Vec<Vec<Option<String>>> {
        match self.asks {
            // Here it counts alone that there is an answer.
            Asks::Works(_) => Vec::new(),
            Asks::Rows(_) | Asks::Broken { .. } => rows,
        }
    }

    /// What is wrong, if the answers do not fit.
    #[must_use]
    pub fn judge(&self, before: &Outcome, after: &Outcome) -> Option<Refusal> {
        match (&self.asks, before, after) {
            (_, Ok(_), Err(cause)) => Some(Refusal {
                problem: match &self.asks {
                    Asks::Works(what) => format!("{what} would not work any more: {cause}"),
                    _ => cause.clone(),
                },
                help: "drop or change it before, in this migration, and create it again after"
                    .to_owned(),
            }),
            (Asks::Rows(table), Ok(before), Ok(after)) if before != after => Some(Refusal {
                problem: format!(
                    "table {table:?} would have {} rows in the place of {}",
                    first(after),
                    first(before)
                ),
                help: "the rebuild must not change other tables; nothing was done".to_owned(),
            }),
            (Asks::Broken { problem }, Ok(before), Ok(after)) => {
                let mut old = before.clone();
                let new = after.iter().find(|row| {
                    let known = old.iter().position(|other| other == *row);
                    known.map(|at| old.swap_remove(at)).is_none()
                })?;
                let found = new.first().cloned().flatten().unwrap_or_default();
                Some(Refusal {
                    problem: format!("{problem}: {found}"),
                    help: "mend or delete the row first".to_owned(),
                })
            }
            _ => None,
        }
    }
}

fn first(rows: &[Vec<Option<String>>]) -> &str {
    let value = rows.first().and_then(|row| row.first());
    value.and_then(Option::as_deref).unwrap_or("no")
}

/// The whole proof; `stays` says which of the table's columns are still there afterwards.
pub(super) fn of(table: &str, live: &Live, stays: impl Fn(&str) -> bool) -> Vec<Probe> {
    let mut all = Vec::new();
    for child in &live.children {
        let mut query = String::from("SELECT count(*) FROM main.");
        name(&mut query, child);
        all.push(Probe {
            query,
            asks: Asks::Rows(child.clone()),
        });
    }
    for each in live.children.iter().map(String::as_str).chain([table]) {
        all.push(Probe {
            query: references(&format!("({}, 'main')", string_of(each))),
            asks: Asks::Broken {
                problem: "a foreign key would be broken",
            },
        });
    }
    all.extend(works(table, live, false, stays));
    all
}

/// That what worked before works after. Where the table or the view itself goes, its own
/// triggers go with it; where it stays, `stays` says which columns do.
pub(super) fn works(of: &str, live: &Live, gone: bool, stays: impl Fn(&str) -> bool) -> Vec<Probe> {
    let mut all = Vec::new();
    for (database, view) in &live.views {
        if is(view, of) && gone {
            continue;
        }
        let mut query = format!("EXPLAIN SELECT * FROM {database}.");
        name(&mut query, view);
        all.push(one(query, format!("view {view:?}")));
    }
    for (watched, columns) in &live.watched {
        let itself = is(watched, of);
        if itself && gone {
            continue;
        }
        let there = |column: &&String| !itself || stays(column);
        triggers(
            &mut all,
            watched,
            &columns.iter().filter(there).collect::<Vec<_>>(),
        );
    }
    all
}

/// The rows that refer to none; the arguments say where.
fn references(arguments: &str) -> String {
    format!(
        "SELECT 'table \"' || \"table\" || '\", row ' || coalesce(rowid, '?') || \
         ', refers to no row of table \"' || parent || '\"' \
         FROM pragma_foreign_key_check{arguments}"
    )
}

/// SQLite compiles triggers only with a statement that fires them:
/// <https://www.sqlite.org/lang_explain.html> shows the program and runs nothing.
fn triggers(all: &mut Vec<Probe>, table: &str, columns: &[&String]) {
    let mut quoted = String::new();
    name(&mut quoted, table);
    let mut ask = |sql: String, event: &str| {
        all.push(one(
            format!("EXPLAIN {sql}"),
            format!("a trigger of table {table:?} for {event}"),
        ));
    };
    ask(format!("INSERT INTO {quoted} DEFAULT VALUES"), "INSERT");
    ask(format!("DELETE FROM {quoted}"), "DELETE");
    if !columns.is_empty() {
        let mut set = String::new();
        for (i, column) in columns.iter().enumerate() {
            set.push_str(if i > 0 { ", " } else { "" });
            name(&mut set, column);
            set.push_str(" = ");
            name(&mut set, column);
        }
        ask(format!("UPDATE {quoted} SET {set}"), "UPDATE");
    }
}

const fn one(query: String, what: String) -> Probe {
    Probe {
        query,
        asks: Asks::Works(what),
    }
}

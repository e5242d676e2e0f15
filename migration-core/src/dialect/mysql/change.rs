//! What an operation does to one table, and several operations as one `ALTER TABLE`: each such
//! statement may copy the table, and it happens whole or not at all.
//! <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-performance>

use super::literal::name;
use super::{SERVER, altering, fits};
use crate::dialect::key;
use crate::dialect::names::introduced;
use crate::dialect::{Capabilities, Statement, Step, created};
use crate::operation::{ExistingRows, Operation, Position, words};
use crate::schema::{IndexKey, Schema, Table};

/// A part of what an operation does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Work {
    /// A clause of `ALTER TABLE`.
    Alter(String),
    /// A statement of its own.
    Other(Statement),
}

/// Each clause as a statement of its own.
pub(super) fn steps(table: &str, works: Vec<Work>) -> Vec<Step> {
    let statements = works.into_iter().map(|work| match work {
        Work::Alter(clause) => Statement::Run(alter(table, &[clause])),
        Work::Other(statement) => statement,
    });
    vec![Step::new("", statements.collect())]
}

/// ``ALTER TABLE `t` …``
pub(super) fn alter(table: &str, clauses: &[String]) -> String {
    let mut sql = String::with_capacity(64);
    sql.push_str("ALTER TABLE ");
    name(&mut sql, table);
    let several = clauses.len() > 1;
    for (i, clause) in clauses.iter().enumerate() {
        if i > 0 {
            sql.push(',');
        }
        sql.push_str(if several { "\n    " } else { " " });
        sql.push_str(clause);
    }
    sql
}

/// The steps of the first operations as one change of their table, and how many they are.
/// What cannot be rendered is left to be refused by itself.
pub(in crate::dialect) fn merged(
    operations: &[Operation],
    before: &Schema,
    server: &Capabilities,
) -> Option<(Vec<Step>, usize)> {
    let on = operations.first().and_then(table_of)?;
    if operations.get(1).and_then(table_of) != Some(on) {
        return None;
    }
    // What the operations are folded into: cheaper than a copy of the whole schema.
    let mut schema = Schema::new();
    schema.insert(before.table(on)?.clone());
    for operation in operations {
        if let Operation::AddForeignKey(op) = operation
            && op.foreign_key.references_table != *on
            && let Some(other) = before.table(&op.foreign_key.references_table)
        {
            schema.insert(other.clone());
        }
    }
    let (mut group, mut verified, mut clauses) = (Group::default(), Vec::new(), Vec::new());
    for operation in operations {
        if table_of(operation) != Some(on) || !group.takes(operation, schema.table(on)?) {
            break;
        }
        if key::is_never_null(operation, &schema, SERVER).is_err() {
            break;
        }
        let Some((others, clause)) = part(operation, before, schema.table(on)?, server) else {
            break;
        };
        if operation.apply(&mut schema).is_err() {
            break;
        }
        verified.extend(others);
        clauses.push(clause);
    }
    if clauses.len() < 2 {
        return None;
    }
    verified.push(Statement::Run(alter(on, &clauses)));
    Some((vec![Step::new("", verified)], clauses.len()))
}

/// What is looked for before, and the clause, where an operation is no more than that.
fn part(
    operation: &Operation,
    before: &Schema,
    table: &Table,
    server: &Capabilities,
) -> Option<(Vec<Statement>, String)> {
    let operation = created::operation(operation, before, SERVER).ok()?;
    introduced(&operation, &mut fits).ok()?;
    let table = created::table(table, before, SERVER).ok()?;
    let mut works = altering(&operation, before, &table, server).ok()??;
    let Some(Work::Alter(clause)) = works.pop() else {
        return None;
    };
    let others: Option<Vec<Statement>> = works.into_iter().map(verify).collect();
    Some((others?, clause))
}

fn verify(work: Work) -> Option<Statement> {
    match work {
        Work::Other(statement @ Statement::Verify { .. }) => Some(statement),
        _ => None,
    }
}

/// The table of an operation that can be a part of a larger change.
fn table_of(operation: &Operation) -> Option<&String> {
    match operation {
        Operation::AddColumn(op) if !matches!(op.existing_rows, ExistingRows::Fill(_)) => {
            Some(&op.table)
        }
        Operation::AlterColumn(op) if op.using.is_none() => Some(&op.table),
        Operation::DropColumn(op) => Some(&op.table),
        Operation::CreateIndex(op) if !op.concurrently => Some(&op.table),
        Operation::DropIndex(op) if !op.concurrently => Some(&op.table),
        Operation::AlterIndex(op) => Some(&op.table),
        Operation::RenameIndex(op) => Some(&op.table),
        Operation::AddForeignKey(op) => Some(&op.table),
        Operation::DropForeignKey(op) => Some(&op.table),
        Operation::AddCheck(op) => Some(&op.table),
        Operation::DropCheck(op) => Some(&op.table),
        Operation::AddUnique(op) => Some(&op.table),
        Operation::DropUnique(op) => Some(&op.table),
        Operation::AddPrimaryKey(op) => Some(&op.table),
        Operation::DropPrimaryKey(op) => Some(&op.table),
        Operation::AlterTable(op) if op.options.is_none() => Some(&op.table),
        _ => None,
    }
}

/// What the operations before one change. In one statement every clause means the table as it
/// was before all of them, but that keys may be over new columns.
#[derive(Default)]
struct Group {
    columns: Vec<String>,
    names: Vec<String>,
    /// The columns that new ones stand behind.
    beside: Vec<String>,
    /// Whether a foreign key goes.
    drops_keys: bool,
}

impl Group {
    /// Whether the operation still means the same beside those before it.
    fn takes(&mut self, operation: &Operation, table: &Table) -> bool {
        let (mut columns, mut names) = (Vec::new(), Vec::new());
        let mut changes_columns = false;
        match operation {
            Operation::AddColumn(op) => {
                changes_columns = true;
                columns.push(op.column.name.clone());
                if let Some(Position::After(other)) = &op.position {
                    self.beside.push(other.clone());
                }
                if let Some(generated) = &op.column.generated
                    && self.mentioned(generated.expression.texts())
                {
                    return false;
                }
            }
            Operation::AlterColumn(op) => {
                changes_columns = true;
                columns.push(op.column.clone());
            }
            Operation::DropColumn(op) => {
                let has_index = op.indexes(table).next().is_some();
                let has_index = has_index || op.uniques(table).next().is_some();
                if self.beside.contains(&op.column) || self.drops_keys && has_index {
                    return false;
                }
                self.drops_keys |= op.foreign_keys(table).next().is_some();
                changes_columns = true;
                columns.push(op.column.clone());
                names.extend(op.foreign_keys(table).map(|key| key.name.clone()));
            }
            Operation::CreateIndex(op) => {
                names.push(op.index.name.clone());
                for part in &op.index.parts {
                    match &part.key {
                        IndexKey::Column(column) => columns.push(column.clone()),
                        // What it names is not told from what it does not.
                        IndexKey::Expression(_) => {
                            return self.names.is_empty() && self.columns.is_empty();
                        }
                    }
                }
            }
            // MariaDB asks whether a foreign key needs the index before it drops either.
            Operation::DropIndex(_) | Operation::DropUnique(_) | Operation::DropPrimaryKey(_)
                if self.drops_keys =>
            {
                return false;
            }
            Operation::DropIndex(op) => names.push(op.index.clone()),
            Operation::AlterIndex(op) => names.push(op.index.clone()),
            Operation::RenameIndex(op) => names.extend([op.from.clone(), op.to.clone()]),
            Operation::AddForeignKey(op) => {
                names.push(op.foreign_key.name.clone());
                columns.extend(op.foreign_key.columns.iter().cloned());
                if op.foreign_key.references_table == op.table {
                    let others = &op.foreign_key.references_columns;
                    if others.iter().any(|column| self.columns.contains(column)) {
                        return false;
                    }
                    columns.extend(others.iter().cloned());
                }
            }
            Operation::DropForeignKey(op) => {
                self.drops_keys = true;
                names.push(op.foreign_key.clone());
                let key = table.foreign_key(&op.foreign_key);
                columns.extend(key.into_iter().flat_map(|key| key.columns.iter().cloned()));
            }
            Operation::AddCheck(op) => {
                names.push(op.check.name.clone());
                for column in &table.columns {
                    let mut texts = op.check.expression.texts();
                    if texts.any(|text| words::mentions(text, &column.name)) {
                        columns.push(column.name.clone());
                    }
                }
            }
            Operation::DropCheck(op) => names.push(op.check.clone()),
            Operation::AddUnique(op) => {
                names.push(op.unique.name.clone());
                columns.extend(op.unique.columns.iter().cloned());
            }
            Operation::DropUnique(op) => names.push(op.unique.clone()),
            Operation::AddPrimaryKey(op) => {
                names.push("PRIMARY".to_owned());
                columns.extend(op.primary_key.columns.iter().cloned());
            }
            Operation::DropPrimaryKey(_) => {
                if self.names.iter().any(|name| name == "PRIMARY") {
                    return false;
                }
                names.push("PRIMARY KEY".to_owned());
            }
            _ => {}
        }
        let is_new =
            |all: &[String], these: &[String]| these.iter().all(|each| !all.contains(each));
        if changes_columns && !is_new(&self.columns, &columns) || !is_new(&self.names, &names) {
            return false;
        }
        self.columns.append(&mut columns);
        self.names.append(&mut names);
        true
    }

    fn mentioned<'a>(&self, mut texts: impl Iterator<Item = &'a str>) -> bool {
        texts.any(|text| {
            self.columns
                .iter()
                .any(|column| words::mentions(text, column))
        })
    }
}

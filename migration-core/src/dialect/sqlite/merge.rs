//! Operations that are one change together.
//!
//! A rebuild copies every row, so all that happens to a table one after another in a migration
//! is one rebuild, as soon as any of it needs one. And what needs one alone may not need it
//! with its neighbour: a nullable column may join a table together with its foreign key.
//! <https://www.sqlite.org/lang_altertable.html#altertabaddcol>

use std::borrow::Cow;

use super::literal::default;
use super::rebuild::Change;
use super::{SERVER, alter, column, constraint, index, rebuild};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, created};
use crate::operation::words::mentions;
use crate::operation::{AddColumn, AddForeignKey, CreateIndex, ExistingRows, Operation};
use crate::schema::{Column, Schema, SqlText, Table};

/// The steps of the first operations, where these are one change, and how many they are.
pub(in crate::dialect) fn merged(
    operations: &[Operation],
    before: &Schema,
    capabilities: &Capabilities,
) -> Result<Option<(Vec<Step>, usize)>, Problem> {
    let Some(table) = operations.first().and_then(subject) else {
        return Ok(None);
    };
    let Some(old) = before.table(table) else {
        return Ok(None);
    };
    let run = length(operations, table);
    let operations = &operations[..run];
    if run < 2 {
        return Ok(None);
    }
    let resolved: Vec<Cow<'_, Operation>> = operations
        .iter()
        .map(|operation| created::operation(operation, before, SERVER))
        .collect::<Result<_, _>>()?;
    let operations: Vec<&Operation> = resolved.iter().map(Cow::as_ref).collect();
    let operations = operations.as_slice();
    let old = &*created::table(old, before, SERVER)?;
    if !any_rebuilds(operations, old, capabilities) {
        return match operations {
            [Operation::AddColumn(add), rest @ ..] => added_with_key(add, rest, old),
            _ => Ok(None),
        };
    }
    let mut new = old.clone();
    let mut all = Change::default();
    let mut joined: Vec<&Column> = Vec::new();
    let mut converted: Vec<(&str, Vec<Statement>)> = Vec::new();
    for operation in operations {
        let mut change = alter::change(operation, &new)?;
        if let Operation::AddColumn(op) = operation {
            joined.push(&op.column);
        }
        if let Operation::AlterColumn(op) = operation {
            // What it was is not what it will be by then: the copy itself says if it does not fit.
            let is_made = old.column(&op.column).is_none();
            let has_value = all.values.iter().any(|(column, _)| *column == op.column);
            if is_made || has_value {
                change.before_copy.clear();
            }
            converted.push((&op.column, std::mem::take(&mut change.after_copy)));
        }
        alter::apply(operation, &mut new);
        all.values.append(&mut change.values);
        all.before_copy.append(&mut change.before_copy);
    }
    // A column that has joined and left again has nothing to be asked of.
    all.values
        .retain(|(column, _)| new.column(column).is_some());
    for (column, checks) in converted {
        if new.column(column).is_some() {
            all.after_copy.extend(checks);
        }
    }
    for column in joined {
        all.values.extend(joined_with(column, &new, &all.values)?);
    }
    let steps = vec![rebuild::step(old, &new, all)?];
    Ok(Some((rebuild::with_triggers(steps, before), run)))
}

/// What rows got from a column's default when it joined, where that is not its default in the end.
fn joined_with(
    column: &Column,
    new: &Table,
    values: &[(String, String)],
) -> Result<Option<(String, String)>, Problem> {
    let is_given = values.iter().any(|(name, _)| *name == column.name);
    let differs = |now: &Column| now.default != column.default && now.generated.is_none();
    if is_given || !new.column(&column.name).is_some_and(differs) {
        return Ok(None);
    }
    let mut sql = String::new();
    match &column.default {
        Some(value) => default(&mut sql, column, value)?,
        None => sql.push_str("NULL"),
    }
    Ok(Some((column.name.clone(), sql)))
}

/// The table that an operation changes in a way that can be one with others.
fn subject(operation: &Operation) -> Option<&str> {
    match operation {
        Operation::AddColumn(_)
        | Operation::DropColumn(_)
        | Operation::AlterColumn(_)
        | Operation::AlterTable(_)
        | Operation::CreateIndex(_)
        | Operation::DropIndex(_)
        | Operation::AddForeignKey(_)
        | Operation::DropForeignKey(_)
        | Operation::AddCheck(_)
        | Operation::DropCheck(_)
        | Operation::AddUnique(_)
        | Operation::DropUnique(_)
        | Operation::AddPrimaryKey(_)
        | Operation::DropPrimaryKey(_)
        | Operation::RenameConstraint(_) => operation.table(),
        _ => None,
    }
}

/// How many operations follow each other on the table whose order does not matter to the rows:
/// all values are computed from the old row, so none may depend on what another has made.
fn length(operations: &[Operation], table: &str) -> usize {
    let mut touched: Vec<&str> = Vec::new();
    for (i, operation) in operations.iter().enumerate() {
        if subject(operation) != Some(table) {
            return i;
        }
        let (column, value): (&str, Option<&SqlText>) = match operation {
            Operation::AddColumn(op) => {
                // The values of a column that is gone are not those of a new one of its name.
                if touched.contains(&op.column.name.as_str()) {
                    return i;
                }
                let value = match &op.existing_rows {
                    ExistingRows::Fill(sql) => Some(sql),
                    ExistingRows::Default | ExistingRows::MustBeEmpty => None,
                };
                (&op.column.name, value)
            }
            Operation::AlterColumn(op) => {
                let again = touched.contains(&op.column.as_str());
                // What was computed keeps what it was computed to, of what was there by then.
                if again && op.ty.is_some() || !touched.is_empty() && op.generated.is_some() {
                    return i;
                }
                (&op.column, op.using.as_ref())
            }
            Operation::DropColumn(op) => (&op.column, None),
            _ => continue,
        };
        let depends = value.is_some_and(|sql| {
            let mut texts = sql.texts();
            texts.any(|text| touched.iter().any(|column| mentions(text, column)))
        });
        if depends {
            return i;
        }
        touched.push(column);
    }
    operations.len()
}

/// Whether one of them is a rebuild. A foreign key with its own new column is none.
fn any_rebuilds(operations: &[&Operation], table: &Table, capabilities: &Capabilities) -> bool {
    operations.iter().enumerate().any(|(i, operation)| {
        if let Operation::AddForeignKey(add) = operation {
            let joins = |operation: &Operation| match operation {
                Operation::AddColumn(column) => can_join_with(column, add),
                _ => false,
            };
            // Indexes may stand between the two.
            let between = operations[..i]
                .iter()
                .rev()
                .find(|each| !matches!(each, Operation::CreateIndex(_)));
            return !between.is_some_and(|operation| joins(operation));
        }
        alter::rebuilds(operation, table, capabilities)
    })
}

fn can_join_with(add: &AddColumn, key: &AddForeignKey) -> bool {
    add.column.nullable
        && add.column.default.is_none()
        && add.column.generated.is_none()
        && add.position.is_none()
        && add.existing_rows == ExistingRows::Default
        && key.foreign_key.columns == [add.column.name.as_str()]
}

/// A column, indexes, and its foreign key.
fn added_with_key(
    add: &AddColumn,
    rest: &[&Operation],
    before: &Table,
) -> Result<Option<(Vec<Step>, usize)>, Problem> {
    let between: Vec<&CreateIndex> = rest
        .iter()
        .map_while(|operation| match operation {
            Operation::CreateIndex(create) => Some(create),
            _ => None,
        })
        .collect();
    let Some(Operation::AddForeignKey(key)) = rest.get(between.len()) else {
        return Ok(None);
    };
    if !can_join_with(add, key) {
        return Ok(None);
    }
    let mut after = before.clone();
    let mut step = column::add(add, &after)?;
    let Some(Statement::Run(sql)) = step.statements.first_mut() else {
        return Ok(None);
    };
    constraint::reference(sql, &key.foreign_key)?;
    after.columns.push(add.column.clone());
    for create in &between {
        step.statements
            .extend(index::create(create, &after)?.statements);
    }
    Ok(Some((vec![step], between.len() + 2)))
}

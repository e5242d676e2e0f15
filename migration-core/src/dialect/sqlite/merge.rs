//! Operations that are one statement together.
//!
//! A foreign key on a table that exists is a rebuild, but a nullable column may join a table
//! with its foreign key: <https://www.sqlite.org/lang_altertable.html#altertabaddcol>. On the
//! way back the column takes its foreign key along in one rebuild instead of two.

use super::{column, constraint, index, text};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step};
use crate::operation::{
    AddColumn, AddForeignKey, CreateIndex, DropColumn, DropForeignKey, DropIndex, ExistingRows,
    Operation,
};
use crate::schema::{Schema, Table};

/// The steps of the first operations, where these are one change, and how many they are.
pub(in crate::dialect) fn merged(
    operations: &[Operation],
    before: &Schema,
) -> Result<Option<(Vec<Step>, usize)>, Problem> {
    match operations {
        [Operation::AddColumn(add), rest @ ..] => added_with_key(add, rest, before),
        [Operation::DropForeignKey(drop), rest @ ..] => dropped_with_key(drop, rest, before),
        _ => Ok(None),
    }
}

/// A column, indexes, and its foreign key.
fn added_with_key(
    add: &AddColumn,
    rest: &[Operation],
    before: &Schema,
) -> Result<Option<(Vec<Step>, usize)>, Problem> {
    let joins = add.column.nullable
        && add.column.default.is_none()
        && add.column.generated.is_none()
        && add.position.is_none()
        && add.existing_rows == ExistingRows::Default;
    let between: Vec<&CreateIndex> = rest
        .iter()
        .map_while(|operation| match operation {
            Operation::CreateIndex(create) if create.table == add.table => Some(create),
            _ => None,
        })
        .collect();
    let Some(Operation::AddForeignKey(AddForeignKey { table, foreign_key })) =
        rest.get(between.len())
    else {
        return Ok(None);
    };
    if !joins || *table != add.table || foreign_key.columns != [add.column.name.as_str()] {
        return Ok(None);
    }
    let mut after: Table = text::table(before, &add.table)?.clone();
    let mut step = column::add(add, &after)?;
    let Some(Statement::Run(sql)) = step.statements.first_mut() else {
        return Ok(None);
    };
    constraint::reference(sql, foreign_key)?;
    after.columns.push(add.column.clone());
    for create in &between {
        step.statements
            .extend(index::create(create, &after)?.statements);
    }
    Ok(Some((vec![step], between.len() + 2)))
}

/// A foreign key, indexes, and its column.
fn dropped_with_key(
    drop: &DropForeignKey,
    rest: &[Operation],
    before: &Schema,
) -> Result<Option<(Vec<Step>, usize)>, Problem> {
    let between: Vec<&DropIndex> = rest
        .iter()
        .map_while(|operation| match operation {
            Operation::DropIndex(gone) if gone.table == drop.table => Some(gone),
            _ => None,
        })
        .collect();
    let Some(Operation::DropColumn(DropColumn { table, column })) = rest.get(between.len()) else {
        return Ok(None);
    };
    let mut remaining: Table = text::table(before, &drop.table)?.clone();
    let owned = remaining
        .foreign_key(&drop.foreign_key)
        .is_some_and(|key| key.columns == [column.as_str()]);
    if *table != drop.table || !owned {
        return Ok(None);
    }
    let mut statements = Vec::new();
    for gone in &between {
        statements.extend(index::drop(gone).statements);
        remaining.indexes.retain(|index| index.name != gone.index);
    }
    let drop_column = DropColumn {
        table: table.clone(),
        column: column.clone(),
    };
    let mut step = column::drop(&drop_column, &remaining)?;
    step.statements.splice(0..0, statements);
    Ok(Some((vec![step], between.len() + 2)))
}

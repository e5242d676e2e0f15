//! What partitions had of their own before a change of their parent, and lack on the way back.

use super::same::{nameless, nameless_unique};
use crate::operation::like::same_key;
use crate::operation::{
    AddForeignKey, AddUnique, AlterColumn, AlterIndex, Change, CommentOnConstraint, CreateIndex,
    Operation, RenameConstraint, RenameIndex,
};
use crate::schema::{Column, Schema, Table};

/// The way back of an operation on a table with partitions, with what gives them back what was
/// theirs alone: what follows the parent is there again as the parent has it, under the names that
/// are made for it.
pub(in crate::operation) fn back(
    operation: &Operation,
    before: &Schema,
    mut back: Vec<Operation>,
) -> Vec<Operation> {
    let Some(table) = operation.table() else {
        return back;
    };
    if before.partitions(table).next().is_none() {
        return back;
    }
    let mut after = before.clone();
    let applied = operation.apply(&mut after);
    // What cannot run is said where it is to run.
    if applied.is_err() || back.iter().any(|each| each.apply(&mut after).is_err()) {
        return back;
    }
    let mut tables = vec![table.to_owned()];
    while let Some(name) = tables.pop() {
        for was in before.partitions(&name) {
            tables.push(was.name.clone());
            for lost in [definition, comments] {
                let all = after.table(&was.name).map(|is| lost(was, is));
                for each in all.unwrap_or_default() {
                    if each.apply(&mut after).is_ok() {
                        back.push(each);
                    }
                }
            }
        }
    }
    back
}

fn definition(was: &Table, is: &Table) -> Vec<Operation> {
    let columns = was.columns.iter().filter_map(|column| {
        let found = is.column(&column.name)?;
        column_restored(&was.name, column, found)
    });
    let (mut all, mut missing) = (columns.collect::<Vec<_>>(), Vec::new());
    let mut named = |from: &str, to: &str| {
        if from != to {
            all.push(Operation::RenameConstraint(RenameConstraint {
                table: was.name.clone(),
                from: from.to_owned(),
                to: to.to_owned(),
            }));
        }
    };
    if let (Some(was), Some(is)) = (&was.primary_key, &is.primary_key) {
        named(&is.name, &was.name);
    }
    let mut others: Vec<_> = is.uniques.iter().collect();
    for unique in &was.uniques {
        let same = nameless_unique(unique);
        let found = taken(
            &mut others,
            |other| nameless_unique(other) == same,
            |other| other.name == unique.name,
        );
        match found {
            Some(other) => named(&other.name, &unique.name),
            None => missing.push(Operation::AddUnique(AddUnique {
                table: was.name.clone(),
                unique: unique.clone(),
            })),
        }
    }
    let mut others: Vec<_> = is.foreign_keys.iter().collect();
    for key in &was.foreign_keys {
        let found = taken(
            &mut others,
            |other| same_key(other, key),
            |other| other.name == key.name,
        );
        match found {
            Some(other) => named(&other.name, &key.name),
            None => missing.push(Operation::AddForeignKey(AddForeignKey {
                table: was.name.clone(),
                foreign_key: key.clone(),
            })),
        }
    }
    let mut others: Vec<_> = is.indexes.iter().collect();
    for index in &was.indexes {
        let same = nameless(index);
        let found = taken(
            &mut others,
            |other| nameless(other) == same,
            |other| other.name == index.name,
        );
        match found {
            Some(other) if other.name != index.name => {
                missing.push(Operation::RenameIndex(RenameIndex {
                    table: was.name.clone(),
                    from: other.name.clone(),
                    to: index.name.clone(),
                }));
            }
            Some(_) => {}
            None => missing.push(Operation::CreateIndex(CreateIndex {
                table: was.name.clone(),
                index: index.clone(),
                concurrently: false,
            })),
        }
    }
    all.append(&mut missing);
    all
}

/// Takes out the one that is the same, if there is one: that of the same name before another.
fn taken<'a, T>(
    others: &mut Vec<&'a T>,
    same: impl Fn(&T) -> bool,
    named: impl Fn(&T) -> bool,
) -> Option<&'a T> {
    let mut each = others.iter();
    let at = each.position(|other| same(other) && named(other));
    let at = at.or_else(|| others.iter().position(|other| same(other)))?;
    Some(others.remove(at))
}

fn column_restored(table: &str, was: &Column, is: &Column) -> Option<Operation> {
    let alter = AlterColumn {
        table: table.to_owned(),
        column: was.name.clone(),
        nullable: (was.nullable != is.nullable).then_some(was.nullable),
        default: (was.default != is.default).then(|| Change::to(was.default.as_ref())),
        comment: (was.comment != is.comment).then(|| Change::to(was.comment.as_ref())),
        ..AlterColumn::default()
    };
    let changes = alter.nullable.is_some() || alter.default.is_some() || alter.comment.is_some();
    changes.then_some(Operation::AlterColumn(alter))
}

fn comments(was: &Table, is: &Table) -> Vec<Operation> {
    let mut all = Vec::new();
    for index in &was.indexes {
        let found = is.index(&index.name);
        if found.is_some_and(|found| found.comment != index.comment) {
            all.push(Operation::AlterIndex(AlterIndex {
                table: was.name.clone(),
                index: index.name.clone(),
                invisible: None,
                comment: Some(Change::to(index.comment.as_ref())),
            }));
        }
    }
    let (mut was, mut is) = (was.clone(), is.clone());
    let called = was.name.clone();
    for (constraint, comment) in was.constraint_comments_mut() {
        let found = is
            .constraint_comments_mut()
            .find(|(other, _)| *other == constraint);
        if found.is_some_and(|(_, other)| other != comment) {
            all.push(Operation::CommentOnConstraint(CommentOnConstraint {
                table: called.clone(),
                constraint: constraint.to_owned(),
                comment: Change::to(comment.as_ref()),
            }));
        }
    }
    all
}

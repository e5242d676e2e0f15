use std::collections::BTreeSet;

use super::creation::readers_last;
use super::draft::{Draft, Stage};
use super::types;
use crate::operation::{
    Change, CommentOnObject, CreateObject, DropObject, Operation, ReplaceObject, words,
};
use crate::schema::{Object, ObjectId, ObjectKind, Schema, SqlText, Table};

/// Drafts what makes the objects beside the tables of `from` those of `to`.
pub(super) fn compare(from: &Schema, to: &Schema, draft: &mut Draft) {
    let again = made_again(from, to);
    let mut gone: Vec<&Object> = readers_last(from.objects().map(|(_, object)| object)).collect();
    gone.reverse();
    for object in gone {
        let id = object.id();
        // What belongs to a table goes with it.
        let goes_along = id
            .table
            .as_deref()
            .is_some_and(|table| to.table(table).is_none() && from.table(table).is_some());
        if goes_along {
            continue;
        }
        match to.object(&id) {
            None => draft.push(dropped_at(id.kind), drop(id)),
            Some(_) if again.contains(&id) => draft.push(Stage::DropReaders, drop(id)),
            Some(other) if other != object => alter(from, to, object, other, draft),
            Some(_) => {}
        }
    }
    for object in readers_last(to.objects().map(|(_, object)| object)) {
        let id = object.id();
        if from.object(&id).is_none() || again.contains(&id) {
            let create = CreateObject {
                object: object.clone(),
            };
            draft.push(created_at(to, object), Operation::CreateObject(create));
        }
    }
}

fn drop(id: ObjectId) -> Operation {
    Operation::DropObject(DropObject { id })
}

/// The object with the comment of the other one.
fn commented(object: &Object, other: &Object) -> Object {
    let mut object = object.clone();
    if let Some(comment) = object.comment_mut() {
        *comment = other.comment().map(str::to_owned);
    }
    object
}

fn alter(from: &Schema, to: &Schema, object: &Object, other: &Object, draft: &mut Draft) {
    let is_type = other.id().kind.is_type();
    let commented = commented(object, other);
    if object.comment() != other.comment() && (is_type || commented == *other) {
        let comment = CommentOnObject {
            id: other.id(),
            comment: Change::to(other.comment().map(str::to_owned).as_ref()),
        };
        draft.push(Stage::CreateLast, Operation::CommentOnObject(comment));
    }
    if commented == *other {
        return;
    }
    if is_type {
        types::alter(from, to, &commented, other, draft);
        return;
    }
    let replace = ReplaceObject {
        object: other.clone(),
    };
    let stage = match other.id().kind {
        ObjectKind::Sequence => Stage::CreateTypes,
        ObjectKind::Function | ObjectKind::Procedure => Stage::CreateRoutines,
        ObjectKind::View | ObjectKind::MaterializedView => Stage::CreateViews,
        _ => Stage::CreateLast,
    };
    draft.push(stage, Operation::ReplaceObject(replace));
}

fn dropped_at(kind: ObjectKind) -> Stage {
    match kind {
        ObjectKind::Function | ObjectKind::Procedure => Stage::DropRoutines,
        kind if kind.is_type() => Stage::DropTypes,
        ObjectKind::Namespace | ObjectKind::Extension | ObjectKind::Sequence => Stage::DropTypes,
        _ => Stage::DropReaders,
    }
}

fn created_at(to: &Schema, object: &Object) -> Stage {
    let id = object.id();
    match id.kind {
        ObjectKind::Function | ObjectKind::Procedure if is_called(to, object) => {
            Stage::CreateCalled
        }
        ObjectKind::Function | ObjectKind::Procedure => Stage::CreateRoutines,
        kind if kind.is_type() => Stage::CreateTypes,
        ObjectKind::Namespace | ObjectKind::Extension | ObjectKind::Sequence => Stage::CreateTypes,
        ObjectKind::View | ObjectKind::MaterializedView | ObjectKind::VirtualTable => {
            Stage::CreateViews
        }
        _ => Stage::CreateLast,
    }
}

/// Whether a table's texts call a routine.
fn is_called(schema: &Schema, object: &Object) -> bool {
    let Object::Routine(routine) = object else {
        return false;
    };
    let calls = |sql: &SqlText| sql.texts().any(|text| words::calls(text, &routine.name));
    schema.tables().any(|table| table.texts().any(calls))
}

/// The views, triggers and policies that cannot stay while what they read changes its columns,
/// those over them included.
fn made_again(from: &Schema, to: &Schema) -> BTreeSet<ObjectId> {
    let changes = |table: &&Table| to.table(&table.name).is_none_or(|to| reshapes(table, to));
    let mut touched: Vec<String> = from
        .tables()
        .filter(changes)
        .map(|table| table.name.clone())
        .collect();
    let mut again = BTreeSet::new();
    while let Some(name) = touched.pop() {
        for (id, object) in from.objects() {
            let reads = match id.kind {
                ObjectKind::View | ObjectKind::MaterializedView => object
                    .texts()
                    .flat_map(SqlText::texts)
                    .any(|text| words::reads(text, &name)),
                ObjectKind::Trigger | ObjectKind::Policy => id.table.as_deref() == Some(&*name),
                _ => false,
            };
            if reads && to.object(id).is_some() && again.insert(id.clone()) {
                touched.push(id.name.clone());
            }
        }
    }
    // A view that becomes another one takes those over it along.
    let changed = from.objects().filter(|(id, object)| {
        matches!(id.kind, ObjectKind::View | ObjectKind::MaterializedView)
            && to
                .object(id)
                .is_some_and(|other| commented(object, other) != *other)
    });
    let mut touched: Vec<&ObjectId> = changed.map(|(id, _)| id).collect();
    while let Some(changed) = touched.pop() {
        again.insert(changed.clone());
        for (id, object) in from.objects() {
            let mut texts = object.texts().flat_map(SqlText::texts);
            let is_view = matches!(id.kind, ObjectKind::View | ObjectKind::MaterializedView);
            if is_view
                && to.object(id).is_some()
                && !again.contains(id)
                && texts.any(|text| words::reads(text, &changed.name))
            {
                touched.push(id);
            }
        }
    }
    again
}

/// Whether a column goes or gets another type.
fn reshapes(from: &Table, to: &Table) -> bool {
    from.columns.iter().any(|column| {
        let other = to.column(&column.name);
        other.is_none_or(|other| other.ty != column.ty || other.generated != column.generated)
    })
}

use super::draft::{Draft, Stage};
use crate::operation::{
    AlterColumn, AlterEnumeration, CreateObject, DropObject, Operation, RenameObject, ValueChange,
};
use crate::schema::{Column, ColumnType, Enumeration, Object, ObjectId, Schema};

/// Drafts what makes a type another one of its name.
pub(super) fn alter(
    from: &Schema,
    to: &Schema,
    object: &Object,
    other: &Object,
    draft: &mut Draft,
) {
    if let (Object::Enumeration(before), Object::Enumeration(after)) = (object, other)
        && let Some(changes) = value_changes(before, after)
    {
        for change in changes {
            let alter = AlterEnumeration {
                name: before.name.clone(),
                change,
            };
            draft.push(Stage::CreateTypes, Operation::AlterEnumeration(alter));
        }
        return;
    }
    take_turns(from, to, object, other, draft);
}

/// The values that join an enumeration, if that is all: none goes, and none changes its place.
fn value_changes(from: &Enumeration, to: &Enumeration) -> Option<Vec<ValueChange>> {
    let stays = to.values.iter().filter(|value| from.values.contains(value));
    if !stays.eq(&from.values) {
        return None;
    }
    let joins = to.values.iter().enumerate().rev();
    let joins = joins.filter(|(_, value)| !from.values.contains(value));
    // From the last one on: what each stands before is there then.
    let changes = joins.map(|(at, value)| ValueChange::Add {
        value: value.clone(),
        before: to.values.get(at + 1).cloned(),
    });
    Some(changes.collect())
}

/// The new type is made beside the old one, the columns move, and the old one goes.
fn take_turns(from: &Schema, to: &Schema, object: &Object, other: &Object, draft: &mut Draft) {
    let id = object.id();
    let old = format!("{}__old", id.name);
    let rename = RenameObject {
        id: id.clone(),
        to: old.clone(),
    };
    draft.push(Stage::CreateTypes, Operation::RenameObject(rename));
    let create = CreateObject {
        object: other.clone(),
    };
    draft.push(Stage::CreateTypes, Operation::CreateObject(create));
    for table in from.tables().filter(|table| table.partition_of.is_none()) {
        let named = ColumnType::Named(id.name.clone());
        let stays = |column: &&Column| {
            let after = to.table(&table.name).and_then(|to| to.column(&column.name));
            column.ty == named && after.is_some_and(|after| after.ty == named)
        };
        for column in table.columns.iter().filter(stays) {
            let alter = AlterColumn {
                table: table.name.clone(),
                column: column.name.clone(),
                ty: Some(named.clone()),
                ..AlterColumn::default()
            };
            draft.push(Stage::AlterColumns, Operation::AlterColumn(alter));
        }
    }
    let drop = DropObject {
        id: ObjectId::new(id.kind, old),
    };
    draft.push(Stage::DropTypes, Operation::DropObject(drop));
}

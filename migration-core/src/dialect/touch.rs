//! Columns that every UPDATE sets to the moment, on servers that have triggers for it instead of
//! a word: an operation becomes the same one without the word, with the triggers that come and
//! go around it. The schema knows the columns alone.

use std::borrow::Cow;
use std::sync::Arc;

use super::problem::Problem;
use super::{postgres, sqlite};
#[cfg(feature = "_io")]
use crate::operation::touch_name;
use crate::operation::{AlterColumn, CreateObject, DropObject, Operation};
use crate::schema::{Column, ColumnType, DialectName, Object, Schema, Table, Trigger};

/// An operation as a server without the word takes it.
pub(super) struct Apart {
    /// In order.
    pub(super) operations: Vec<Operation>,
    /// The schema before them: triggers in the place of words.
    pub(super) before: Schema,
}

/// Whether the column is one that a trigger can touch.
fn is_touched(column: &Column) -> bool {
    let is_moment = matches!(
        column.ty,
        ColumnType::Timestamp(_) | ColumnType::TimestampTz(_)
    );
    column.touched_on_update && is_moment && column.generated.is_none()
}

fn has_touched(table: &Table) -> bool {
    table.columns.iter().any(is_touched)
}

/// Whether the operation itself says the word.
fn introduces(operation: &Operation) -> bool {
    match operation {
        Operation::CreateTable(op) => has_touched(&op.table),
        Operation::AddColumn(op) => is_touched(&op.column),
        Operation::AlterColumn(op) => op.touched_on_update == Some(true),
        _ => false,
    }
}

/// That SQLite could tell again what a trigger is for: a strict table keeps moments as texts.
pub(super) fn is_told(
    operation: &Operation,
    before: &Schema,
    dialect: DialectName,
) -> Result<(), Problem> {
    let name = operation.table();
    let concerned = name
        .and_then(|name| before.table(name))
        .is_some_and(has_touched);
    if dialect != DialectName::Sqlite || !(concerned || introduces(operation)) {
        return Ok(());
    }
    let mut after = before.clone();
    // It was checked against the same schema before.
    let _ = operation.apply(&mut after);
    match name.and_then(|name| after.table(name)) {
        Some(table) if table.options.strict && has_touched(table) => Err(Problem::new(
            format!(
                "table {:?} is strict and keeps moments as texts, and one of its columns gets the moment with every \
                 UPDATE",
                table.name
            ),
            "leave `strict` out, or create a trigger that sets the column",
        )),
        _ => Ok(()),
    }
}

/// The operation as triggers do it; `None` where none is concerned.
pub(super) fn apart(operation: &Operation, before: &Schema, dialect: DialectName) -> Option<Apart> {
    if dialect == DialectName::Mysql {
        return None;
    }
    let of_types = matches!(
        operation,
        Operation::AlterEnumeration(_) | Operation::RenameObject(_)
    );
    let concerned: Vec<&Table> = match operation.table() {
        Some(name) => before
            .table(name)
            .filter(|t| has_touched(t))
            .into_iter()
            .collect(),
        None if of_types => before.tables().filter(|table| has_touched(table)).collect(),
        None => Vec::new(),
    };
    if concerned.is_empty() && !introduces(operation) {
        return None;
    }
    let mut after = before.clone();
    // It was checked against the same schema before.
    let _ = operation.apply(&mut after);
    let is_needed = |schema: &Schema| schema.tables().any(has_touched);
    let (was_needed, is_needed) = (is_needed(before), is_needed(&after));
    let mut schema = before.clone();
    for table in &concerned {
        let triggers = triggers(table, dialect);
        schema.update(&table.name, without_words);
        for trigger in triggers {
            schema.insert_object(Object::Trigger(trigger));
        }
    }
    let function = postgres::touch_function();
    let shared = (dialect == DialectName::Postgres).then_some(function);
    if let Some(function) = shared.clone().filter(|_| was_needed) {
        schema.insert_object(Object::Routine(function));
    }

    let mut operations = Vec::new();
    let mut made = Vec::new();
    if let Some(name) = operation.table() {
        let now = match operation {
            Operation::RenameTable(op) => op.to.as_str(),
            _ => name,
        };
        let of = |table: Option<&Table>| table.map(|t| triggers(t, dialect)).unwrap_or_default();
        let (old, new) = (of(before.table(name)), of(after.table(now)));
        // What belongs to a table goes with it.
        let stays = after.table(now).is_some();
        let gone = old.iter().filter(|trigger| stays && !new.contains(trigger));
        operations.extend(gone.map(|trigger| {
            let id = Object::Trigger(trigger.clone()).id();
            Operation::DropObject(DropObject { id })
        }));
        made.extend(new.into_iter().filter(|trigger| !old.contains(trigger)));
    }
    operations.extend(without_word(operation));
    let shared = shared.map(Object::Routine);
    if let Some(object) = shared.clone().filter(|_| is_needed && !was_needed) {
        operations.push(Operation::CreateObject(CreateObject { object }));
    }
    operations.extend(made.into_iter().map(|trigger| {
        let object = Object::Trigger(trigger);
        Operation::CreateObject(CreateObject { object })
    }));
    if let Some(object) = shared.filter(|_| was_needed && !is_needed) {
        let id = object.id();
        operations.push(Operation::DropObject(DropObject { id }));
    }
    Some(Apart {
        operations,
        before: schema,
    })
}

/// The operation without the word; nothing where it said nothing else.
fn without_word(operation: &Operation) -> Option<Operation> {
    let mut operation = operation.clone();
    match &mut operation {
        Operation::CreateTable(op) => without_words(Arc::make_mut(&mut op.table)),
        Operation::AddColumn(op) if is_touched(&op.column) => op.column.touched_on_update = false,
        Operation::AlterColumn(op) => {
            op.touched_on_update = None;
            let nothing = AlterColumn {
                table: op.table.clone(),
                column: op.column.clone(),
                ..AlterColumn::default()
            };
            if *op == nothing {
                return None;
            }
        }
        _ => {}
    }
    Some(operation)
}

fn without_words(table: &mut Table) {
    for column in table.columns.iter_mut().filter(|column| is_touched(column)) {
        column.touched_on_update = false;
    }
}

fn triggers(table: &Table, dialect: DialectName) -> Vec<Trigger> {
    let touched = table.columns.iter().filter(|column| is_touched(column));
    touched
        .map(|column| match dialect {
            DialectName::Sqlite => sqlite::touch_trigger(table, column),
            DialectName::Postgres | DialectName::Mysql => postgres::touch_trigger(table, column),
        })
        .collect()
}

/// The operations from the first on that may be one change, as a server without the word takes
/// them, and the schema before them.
pub(super) fn run<'a>(
    operations: &'a [Operation],
    before: &'a Schema,
    dialect: DialectName,
) -> (Cow<'a, [Operation]>, Cow<'a, Schema>) {
    let table = operations.first().and_then(Operation::table);
    let is_touched = table
        .and_then(|name| before.table(name))
        .is_some_and(has_touched);
    if !is_touched {
        let end = operations.iter().position(introduces);
        let plain = &operations[..end.unwrap_or(operations.len())];
        return (Cow::Borrowed(plain), Cow::Borrowed(before));
    }
    let mut schema = before.clone();
    let mut first = None;
    let mut all = Vec::new();
    for operation in operations.iter().take_while(|each| each.table() == table) {
        let Some(apart) = apart(operation, &schema, dialect) else {
            break;
        };
        // One for one: no trigger comes or goes.
        match apart.operations.as_slice() {
            [one] if one.table() == table => all.push(one.clone()),
            _ => break,
        }
        first.get_or_insert(apart.before);
        let _ = operation.apply(&mut schema);
    }
    let before = first.map_or(Cow::Borrowed(before), Cow::Owned);
    (Cow::Owned(all), before)
}

/// Puts the word in the place of each trigger that stands for it, and takes the function away
/// that they share. A trigger of another text is somebody's own.
#[cfg(feature = "_io")]
pub(crate) fn recognise(schema: &mut Schema, dialect: DialectName) {
    let found: Vec<(Trigger, String)> = schema
        .objects()
        .filter_map(|(_, object)| match object {
            Object::Trigger(trigger) => {
                let column = touched_by(trigger, schema.table(&trigger.table)?, dialect)?;
                Some((trigger.clone(), column))
            }
            _ => None,
        })
        .collect();
    if found.is_empty() {
        return;
    }
    for (trigger, column) in found {
        schema.update(&trigger.table, |table| {
            if let Some(column) = table.column_mut(&column) {
                column.touched_on_update = true;
            }
        });
        schema.remove_object(&Object::Trigger(trigger).id());
    }
    if dialect == DialectName::Postgres {
        let function = Object::Routine(postgres::touch_function()).id();
        schema.remove_object(&function);
    }
}

/// The column that the trigger stands for.
#[cfg(feature = "_io")]
fn touched_by(trigger: &Trigger, table: &Table, dialect: DialectName) -> Option<String> {
    let text = trigger.definition.get(dialect)?;
    let stands = |column: &&Column| {
        let touched = Column {
            touched_on_update: true,
            ..(*column).clone()
        };
        trigger.name == touch_name(&table.name, &column.name)
            && is_touched(&touched)
            && match dialect {
                DialectName::Sqlite => sqlite::is_touch(text, table, column),
                _ => postgres::is_touch(text, column),
            }
    };
    let column = table.columns.iter().find(stands)?;
    Some(column.name.clone())
}

//! Views that are made again around a change: SQLite has no word for another name of a view, and
//! lets a view that shows a column show it under the column's new name.
//! <https://www.sqlite.org/lang_altertable.html#alter_table_rename_column>

use super::object::{create_trigger, create_view, dropped, no_other_trigger, triggers};
use super::rebuild::{self, Goes};
use super::{DIALECT, column};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step};
use crate::operation::{Operation, RenameColumn, RenameObject, words};
use crate::schema::{Object, ObjectId, ObjectKind, Schema, SqlText, View};

/// The column under its new name; what shows it goes on to show it under the old one.
pub(super) fn column_renamed(op: &RenameColumn, before: &Schema) -> Result<Step, Problem> {
    let mut step = column::rename(op);
    if views(before).next().is_none() {
        return Ok(step);
    }
    let after = after(&Operation::RenameColumn(op.clone()), before);
    let by_itself = |view: &View| {
        let mut query = view.query.clone();
        words::rename_in(&mut query, &op.from, &op.to);
        query
    };
    let other: Vec<&str> = views(before)
        .filter(|view| {
            let now = find(&after, &view.name).map(|view| &view.query);
            now.is_some_and(|now| {
                now.get(DIALECT) != view.query.get(DIALECT)
                    && now.get(DIALECT) != by_itself(view).get(DIALECT)
            })
        })
        .map(|view| view.name.as_str())
        .collect();
    if !other.is_empty() {
        let (mut statements, around) = again(before, &after, &other, |name| name)?;
        let [drops, creates] = around.map(|sql| sql.into_iter().map(Statement::Run));
        statements.extend(drops);
        statements.append(&mut step.statements);
        statements.extend(creates);
        step.statements = statements;
    }
    Ok(step)
}

/// The view under its new name, and what reads it.
pub(super) fn renamed(op: &RenameObject, before: &Schema) -> Result<Step, Problem> {
    let after = after(&Operation::RenameObject(op.clone()), before);
    let name = op.id.name.as_str();
    let new = |other| if other == name { op.to.as_str() } else { other };
    let (mut statements, around) = again(before, &after, &[name], new)?;
    // What no migration made may read it, too.
    let sql = around.into_iter().flatten().collect();
    statements.push(rebuild::proved(name, sql, Goes::All));
    Ok(Step::new("", statements))
}

fn after(operation: &Operation, before: &Schema) -> Schema {
    let mut after = before.clone();
    // It was checked against the same schema before.
    let _ = operation.apply(&mut after);
    after
}

fn views(schema: &Schema) -> impl Iterator<Item = &View> {
    schema.objects().filter_map(|(_, object)| match object {
        Object::View(view) => Some(view),
        _ => None,
    })
}

fn find<'a>(schema: &'a Schema, name: &str) -> Option<&'a View> {
    match schema.object(&ObjectId::new(ObjectKind::View, name)) {
        Some(Object::View(view)) => Some(view),
        _ => None,
    }
}

/// What has to hold before, and the SQL that drops and creates again.
type Again = (Vec<Statement>, [Vec<String>; 2]);

/// These views, and all that reads them, made again.
fn again<'a>(
    before: &'a Schema,
    after: &Schema,
    these: &[&'a str],
    new: impl Fn(&'a str) -> &'a str,
) -> Result<Again, Problem> {
    let reads = |sql: &SqlText, name: &str| sql.texts().any(|text| words::reads(text, name));
    let mut all: Vec<&str> = these.to_vec();
    let mut at = 0;
    while let Some(name) = all.get(at).copied() {
        for view in views(before) {
            if !all.contains(&view.name.as_str()) && reads(&view.query, name) {
                all.push(&view.name);
            }
        }
        let reader = before.objects().find_map(|(id, object)| match object {
            Object::Trigger(trigger) if trigger.table != name => {
                reads(&trigger.definition, name).then_some(id)
            }
            _ => None,
        });
        if let Some(reader) = reader {
            return Err(Problem::new(
                format!("view {name:?} has to be made again, and the {reader} reads it"),
                format!("drop the {reader} before, and create it again after"),
            ));
        }
        at += 1;
    }
    let (mut checks, mut drops, mut creates) = (Vec::new(), Vec::new(), Vec::new());
    // Each behind all that it reads.
    let mut left = all.clone();
    let mut sorted = Vec::with_capacity(all.len());
    while !left.is_empty() {
        let free = left.iter().position(|name| {
            let of = find(before, name);
            let mut others = left.iter().filter(|other| *other != name);
            !others.any(|other| of.is_some_and(|view| reads(&view.query, other)))
        });
        sorted.push(left.remove(free.unwrap_or(0)));
    }
    for name in sorted {
        let known: Vec<_> = triggers(before, name).collect();
        checks.push(no_other_trigger(name, &known));
        let drop = dropped(&ObjectId::new(ObjectKind::View, name))?;
        drops.extend(drop);
        let called = new(name);
        if let Some(view) = find(after, called) {
            creates.push(create_view(called, view)?);
        }
        for trigger in triggers(after, called) {
            creates.push(create_trigger(trigger)?);
        }
    }
    drops.reverse();
    Ok((checks, [drops, creates]))
}

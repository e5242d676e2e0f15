//! What reads a table, a view or a column that gets another name. Neither server follows the name
//! in views, triggers and routines: they stay, and fail from then on. So those whose text the fold
//! follows are made again with it:
//! <https://dev.mysql.com/doc/refman/8.4/en/rename-table.html>

use super::{DIALECT, object};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement};
use crate::operation::{Operation, words};
use crate::schema::{Object, ObjectId, Schema};

/// What is done around the renaming.
#[derive(Default)]
pub(super) struct Follow {
    pub(super) before: Vec<Statement>,
    pub(super) after: Vec<Statement>,
}

pub(super) fn renaming(
    operation: &Operation,
    before: &Schema,
    server: &Capabilities,
) -> Result<Follow, Problem> {
    let mut follow = Follow::default();
    let is_text = |object: &Object| {
        matches!(
            object,
            Object::View(_) | Object::Trigger(_) | Object::Routine(_)
        )
    };
    if !before.objects().any(|(_, object)| is_text(object)) {
        return Ok(follow);
    }
    let mut after = before.clone();
    if operation.apply(&mut after).is_err() {
        return Ok(follow);
    }
    for (id, old) in before.objects().filter(|(_, object)| is_text(object)) {
        let Some(new) = after.object(&renamed(operation, id)) else {
            continue;
        };
        if body(old) == body(new) {
            continue;
        }
        match new {
            Object::View(_) => {
                let step = object::replace(new, &after, server)?;
                follow.after.extend(step.statements);
            }
            _ => {
                follow.before.extend(object::drop(id, before)?.statements);
                follow.after.extend(object::create(new, server)?.statements);
            }
        }
    }
    Ok(follow)
}

/// What an object is found by afterwards.
fn renamed(operation: &Operation, id: &ObjectId) -> ObjectId {
    let mut id = id.clone();
    match operation {
        Operation::RenameTable(op) if id.table.as_ref() == Some(&op.from) => {
            id.table = Some(op.to.clone());
        }
        Operation::RenameObject(op) if id == op.id => return op.renamed(),
        Operation::RenameObject(op)
            if op.id.kind.is_relation() && id.table.as_ref() == Some(&op.id.name) =>
        {
            id.table = Some(op.to.clone());
        }
        _ => {}
    }
    id
}

/// The text that the servers keep as it is. A trigger goes with its table, whatever its name.
fn body(object: &Object) -> Option<&str> {
    let text = object.texts().next()?.get(DIALECT)?;
    match object {
        Object::Trigger(_) => words::behind(text, &["for", "each", "row"]).or(Some(text)),
        _ => Some(text),
    }
}

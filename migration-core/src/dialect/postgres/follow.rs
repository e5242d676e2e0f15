//! Routines whose text names what gets another name. PostgreSQL keeps the body of most as the text
//! it is, which fails from then on: so those whose text the fold follows are made again with it.
//! <https://www.postgresql.org/docs/current/sql-createfunction.html>

use super::DIALECT;
use super::object::statement;
use super::replace::or_replace;
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step};
use crate::operation::Operation;
use crate::schema::{Object, Routine, Schema};

pub(super) fn routines(
    operation: &Operation,
    steps: &mut [Step],
    before: &Schema,
) -> Result<(), Problem> {
    let renames = matches!(
        operation,
        Operation::RenameTable(_) | Operation::RenameColumn(_) | Operation::RenameObject(_)
    );
    let Some(step) = steps.last_mut().filter(|_| renames) else {
        return Ok(());
    };
    let all = |schema: &Schema| -> Vec<Routine> {
        let objects = schema.objects().map(|(_, object)| object);
        let routines = objects.filter_map(|object| match object {
            Object::Routine(routine) => Some(routine.clone()),
            _ => None,
        });
        routines.collect()
    };
    let old = all(before);
    if old.is_empty() {
        return Ok(());
    }
    let mut after = before.clone();
    // It was checked against the same schema before.
    let _ = operation.apply(&mut after);
    for routine in all(&after) {
        let text = routine.definition.get(DIALECT);
        let is_new = old.iter().all(|old| old.definition.get(DIALECT) != text);
        if text.is_none() || !is_new {
            continue;
        }
        if let Operation::RenameColumn(op) = operation {
            keeps_its_arguments(&routine, &old, &op.from)?;
        }
        let id = Object::Routine(routine.clone()).id();
        let sql = statement(&routine.definition, &id)?;
        step.statements.push(Statement::Run(or_replace(sql)));
    }
    Ok(())
}

/// An argument that is called as a column was would get the column's new name, which PostgreSQL
/// refuses to give it.
fn keeps_its_arguments(routine: &Routine, old: &[Routine], column: &str) -> Result<(), Problem> {
    let head = |routine: &Routine| {
        let text = routine.definition.get(DIALECT).unwrap_or_default();
        let end = text.find(')').unwrap_or(text.len());
        text[..end].to_owned()
    };
    let new = head(routine);
    if old.iter().any(|old| head(old) == new) {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "routine {:?} calls an argument {column:?}, as the column is called that it may read",
            routine.name
        ),
        "drop the routine before, and create it again after, with another name for the argument",
    ))
}

//! Comments on what is no table, column or index. MySQL and MariaDB keep that of a routine, MariaDB
//! that of a sequence: <https://dev.mysql.com/doc/refman/8.4/en/alter-procedure.html>,
//! <https://mariadb.com/kb/en/create-sequence/>

use super::literal::{self, name};
use super::{DIALECT, object, refused};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, text};
use crate::operation::{CommentOnConstraint, CommentOnObject, words};
use crate::schema::{Object, ObjectId, Routine, Schema, Sequence};

const POSTGRES: &str = "PostgreSQL's alone";

/// Refuses a comment on what has none there.
pub(super) fn none(comment: Option<&str>, what: impl FnOnce() -> String) -> Result<(), Problem> {
    refused::none(comment.is_some(), what, "a comment", POSTGRES)
}

/// The same of a view.
pub(super) fn none_of_view(is_said: bool, what: impl FnOnce() -> String) -> Result<(), Problem> {
    let whose = "a thing of tables there, and of views on PostgreSQL";
    refused::none(is_said, what, "a comment", whose)
}

/// The same of an object of another kind.
pub(super) fn none_of(id: &ObjectId, comment: Option<&str>) -> Result<(), Problem> {
    none(comment, || format!("{} {:?}", id.kind.as_str(), id.name))
}

pub(super) fn on_constraint(op: &CommentOnConstraint) -> Problem {
    refused::has(
        &format!("constraint {:?}", op.constraint),
        "a comment",
        POSTGRES,
    )
}

pub(super) fn on_object(
    op: &CommentOnObject,
    before: &Schema,
    server: &Capabilities,
) -> Result<Step, Problem> {
    let Some(old) = before.object(&op.id) else {
        return Err(text::missing(&op.id.to_string()));
    };
    let mut new = old.clone();
    op.change(&mut new);
    let said = new.comment().unwrap_or_default();
    let sql = match &new {
        Object::View(_) => {
            none_of_view(true, || format!("view {:?}", op.id.name))?;
            return Ok(Step::new("", Vec::new()));
        }
        Object::Routine(it) => {
            is_not_in_its_text(it)?;
            // MySQL takes an empty one for none said, and lets be what is there.
            if said.is_empty() && !server.takes_routine_comments_away() {
                return object::replace(&new, before, server);
            }
            of_routine(it, said)?
        }
        Object::Sequence(it) => {
            object::sequences(it, server)?;
            of_sequence(it, said)?
        }
        _ => {
            none_of(&op.id, Some(said))?;
            return Ok(Step::new("", Vec::new()));
        }
    };
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

/// That of a new routine, if it has one.
pub(super) fn routine(routine: &Routine) -> Result<Option<Statement>, Problem> {
    let Some(comment) = &routine.comment else {
        return Ok(None);
    };
    is_not_in_its_text(routine)?;
    of_routine(routine, comment).map(|sql| Some(Statement::Run(sql)))
}

fn of_routine(routine: &Routine, comment: &str) -> Result<String, Problem> {
    let kind = if routine.procedure {
        "PROCEDURE"
    } else {
        "FUNCTION"
    };
    let mut sql = format!("ALTER {kind} ");
    name(&mut sql, &routine.name);
    let what = || format!("{} {:?}", kind.to_lowercase(), routine.name);
    literal::comment(&mut sql, " COMMENT ", comment, what)?;
    Ok(sql)
}

/// What a sequence is for changes as what a table is for does.
pub(super) fn of_sequence(sequence: &Sequence, comment: &str) -> Result<String, Problem> {
    let mut sql = String::from("ALTER TABLE ");
    name(&mut sql, &sequence.name);
    behind(&mut sql, sequence, comment)?;
    Ok(sql)
}

/// ` COMMENT = '…'` behind a new sequence.
pub(super) fn behind_sequence(out: &mut String, sequence: &Sequence) -> Result<(), Problem> {
    match &sequence.comment {
        Some(comment) => behind(out, sequence, comment),
        None => Ok(()),
    }
}

fn behind(out: &mut String, sequence: &Sequence, comment: &str) -> Result<(), Problem> {
    let what = || format!("sequence {:?}", sequence.name);
    literal::comment(out, " COMMENT = ", comment, what)
}

/// A text that says a comment by itself would say another one after a way down.
fn is_not_in_its_text(routine: &Routine) -> Result<(), Problem> {
    let definition = routine.definition.get(DIALECT).unwrap_or_default();
    if !words::says_comment(definition) {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "the text of {:?} has a COMMENT of its own, beside the comment that is said of it",
            routine.name
        ),
        "take it out of the text, or leave the other one out",
    ))
}

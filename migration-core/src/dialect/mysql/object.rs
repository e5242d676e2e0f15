//! Objects beside the tables: views, routines and triggers, and MariaDB's sequences. An
//! enumeration is a part of each column's type there, so it changes with the columns.

use super::change::{Work, steps};
use super::column::definition;
use super::follow::Follow;
use super::literal::{name, string};
use super::{DIALECT, SERVER, comment, refused, table};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, created, text};
use crate::operation::{AlterEnumeration, RenameObject, ValueChange};
use crate::schema::{
    Column, ColumnType, Object, ObjectId, ObjectKind, Schema, Sequence, SqlText, Table, View,
};

pub(super) fn create(object: &Object, server: &Capabilities) -> Result<Step, Problem> {
    let sql = match object {
        Object::View(view) => view_sql("CREATE VIEW ", view)?,
        Object::Routine(routine) => definition_of(&routine.definition, &object.id())?,
        Object::Trigger(trigger) => {
            comment::none_of(&object.id(), object.comment())?;
            definition_of(&trigger.definition, &object.id())?
        }
        Object::Sequence(sequence) => {
            let mut sql = sequence_sql("CREATE SEQUENCE ", sequence, server)?;
            comment::behind_sequence(&mut sql, sequence)?;
            sql
        }
        Object::Enumeration(_) => {
            comment::none_of(&object.id(), object.comment())?;
            return Ok(Step::new("", Vec::new()));
        }
        Object::Namespace(_)
        | Object::Extension(_)
        | Object::Domain(_)
        | Object::Composite(_)
        | Object::VirtualTable(_)
        | Object::Policy(_)
        | Object::Grant(_) => return Err(unknown(&object.id())),
    };
    let mut statements = vec![Statement::Run(sql)];
    if let Object::Routine(routine) = object {
        statements.extend(comment::routine(routine)?);
    }
    Ok(Step::new("", statements))
}

pub(super) fn replace(
    object: &Object,
    before: &Schema,
    server: &Capabilities,
) -> Result<Step, Problem> {
    let sql = match object {
        Object::View(view) => view_sql("CREATE OR REPLACE VIEW ", view)?,
        Object::Sequence(sequence) => {
            // What is not said would stay.
            let all = Sequence {
                start: Some(sequence.begins()),
                increment: Some(sequence.increment.unwrap_or(1)),
                cache: Some(sequence.cache.unwrap_or(1000)),
                ..sequence.clone()
            };
            let mut sql = sequence_sql("ALTER SEQUENCE ", &all, server)?;
            for (words, given) in [
                (" NO MINVALUE", sequence.minimum.is_some()),
                (" NO MAXVALUE", sequence.maximum.is_some()),
                (" NOCYCLE", sequence.cycle),
            ] {
                sql.push_str(if given { "" } else { words });
            }
            let mut statements = vec![Statement::Run(sql)];
            let old = before.object(&object.id());
            if old.and_then(Object::comment) != object.comment() {
                let said = object.comment().unwrap_or_default();
                let sql = comment::of_sequence(sequence, said)?;
                statements.push(Statement::Run(sql));
            }
            return Ok(Step::new("", statements));
        }
        _ => {
            let mut step = drop(&object.id(), before)?;
            step.statements.extend(create(object, server)?.statements);
            return Ok(step);
        }
    };
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

pub(super) fn drop(id: &ObjectId, before: &Schema) -> Result<Step, Problem> {
    let words = match id.kind {
        ObjectKind::View => "DROP VIEW ",
        ObjectKind::Function => "DROP FUNCTION ",
        ObjectKind::Procedure => "DROP PROCEDURE ",
        ObjectKind::Trigger => "DROP TRIGGER ",
        ObjectKind::Sequence => "DROP SEQUENCE ",
        ObjectKind::Enumeration => return Ok(Step::new("", Vec::new())),
        ObjectKind::MaterializedView => return Err(no_materialized(&id.name)),
        ObjectKind::Namespace
        | ObjectKind::Extension
        | ObjectKind::Domain
        | ObjectKind::Composite
        | ObjectKind::VirtualTable
        | ObjectKind::Policy
        | ObjectKind::Grant => return Err(unknown(id)),
    };
    let mut sql = String::from(words);
    match before.object(id) {
        // Its arguments are no part of its name there.
        Some(Object::Routine(routine)) => name(&mut sql, &routine.name),
        _ => name(&mut sql, &id.name),
    }
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

pub(super) fn rename(op: &RenameObject, follow: Follow) -> Result<Step, Problem> {
    match op.id.kind {
        ObjectKind::View | ObjectKind::Sequence => Ok(table::renamed(&op.id.name, &op.to, follow)),
        ObjectKind::Enumeration => Ok(Step::new("", Vec::new())),
        _ => Err(unknown(&op.id)),
    }
}

fn unknown(id: &ObjectId) -> Problem {
    Problem::new(
        format!("MySQL and MariaDB have nothing like the {id}"),
        "leave it out there: write it with `schema.sql(by_dialect()…)` for the dialects that have it",
    )
}

pub(super) fn no_materialized(view: &str) -> Problem {
    Problem::new(
        format!("view {view:?} is materialised, as views can be on PostgreSQL alone"),
        "make it a view, or a table that a trigger or an event fills",
    )
}

fn view_sql(words: &str, view: &View) -> Result<String, Problem> {
    let View {
        name: called,
        materialized,
        query,
        comment: said,
    } = view;
    if *materialized {
        return Err(no_materialized(called));
    }
    let what = || format!("view {called:?}");
    comment::none_of_view(said.is_some(), what)?;
    let mut sql = String::from(words);
    name(&mut sql, called);
    sql.push_str(" AS ");
    sql.push_str(
        text::written(query, DIALECT, what)?
            .sql
            .trim_end_matches(is_end),
    );
    Ok(sql)
}

fn is_end(c: char) -> bool {
    c == ';' || c.is_whitespace()
}

fn definition_of(definition: &SqlText, id: &ObjectId) -> Result<String, Problem> {
    let sql = text::written(definition, DIALECT, || id.to_string())?.sql;
    Ok(sql.trim_end_matches(is_end).to_owned())
}

/// Whether the server has sequences.
pub(super) fn sequences(sequence: &Sequence, server: &Capabilities) -> Result<(), Problem> {
    refused::unless(
        server.has_sequences(),
        || format!("{:?}", sequence.name),
        "is a sequence",
        "MariaDB or PostgreSQL",
        server,
    )
}

/// <https://mariadb.com/kb/en/create-sequence/>
fn sequence_sql(
    words: &str,
    sequence: &Sequence,
    server: &Capabilities,
) -> Result<String, Problem> {
    let Sequence {
        name: called,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        comment: _,
    } = sequence;
    sequences(sequence, server)?;
    let mut sql = String::from(words);
    name(&mut sql, called);
    for (words, value) in [
        (" START WITH ", start),
        (" INCREMENT BY ", increment),
        (" MINVALUE ", minimum),
        (" MAXVALUE ", maximum),
        (" CACHE ", cache),
    ] {
        if let Some(value) = value {
            sql.push_str(&format!("{words}{value}"));
        }
    }
    if *cycle {
        sql.push_str(" CYCLE");
    }
    Ok(sql)
}

/// Each column of the enumeration gets its new values. One that is renamed is there under both
/// names while the rows change.
pub(super) fn alter_enumeration(
    op: &AlterEnumeration,
    before: &Schema,
    server: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    let id = ObjectId::new(ObjectKind::Enumeration, op.name.as_str());
    let Some(Object::Enumeration(old)) = before.object(&id) else {
        return Err(text::missing(&id.to_string()));
    };
    let mut new = old.clone();
    op.change(&mut new);
    let mut all = Vec::new();
    for each in before.tables() {
        let is_of = |column: &&Column| column.ty == ColumnType::Named(op.name.clone());
        let mut works = Vec::new();
        let resolved = created::table(each, before, SERVER)?;
        for column in each.columns.iter().filter(is_of) {
            let modify = |column: &Column, values: Vec<String>| {
                let mut column = column.clone();
                column.ty = ColumnType::enumeration(op.name.as_str(), values);
                modify(&resolved, &column, server)
            };
            if let ValueChange::Rename { from, to } = &op.change {
                let both = old.values.iter().chain([to]).cloned().collect();
                works.push(modify(column, both)?);
                works.push(renamed(&each.name, &column.name, from, to));
            }
            works.push(modify(&op.changed(column), new.values.clone())?);
        }
        if !works.is_empty() {
            all.extend(steps(&each.name, works));
        }
    }
    Ok(all)
}

fn modify(table: &Table, column: &Column, server: &Capabilities) -> Result<Work, Problem> {
    let mut sql = String::from("MODIFY COLUMN ");
    definition(&mut sql, table, column, server)?;
    Ok(Work::Alter(sql))
}

fn renamed(table: &str, column: &str, from: &str, to: &str) -> Work {
    let mut sql = String::from("UPDATE ");
    name(&mut sql, table);
    sql.push_str(" SET ");
    name(&mut sql, column);
    sql.push_str(" = ");
    string(&mut sql, to);
    sql.push_str(" WHERE ");
    name(&mut sql, column);
    sql.push_str(" = ");
    string(&mut sql, from);
    Work::Other(Statement::Run(sql))
}

//! Objects with another definition: what stands on a view goes with it and comes back.

use super::literal::{relation_text, string};
use super::object::{created, dropped, statement};
use super::{comment, sequence};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, text};
use crate::operation::{ReplaceObject, words};
use crate::schema::{Object, Schema, SqlText};

pub(super) fn object(
    op: &ReplaceObject,
    before: &Schema,
    server: &Capabilities,
) -> Result<Step, Problem> {
    let id = op.object.id();
    let Some(old) = before.object(&id) else {
        return Err(text::missing(&id.to_string()));
    };
    let mut statements = Vec::new();
    match &op.object {
        // What calls it goes on calling it.
        Object::Routine(routine) => {
            let sql = statement(&routine.definition, &id)?;
            statements.push(Statement::Run(or_replace(sql)));
            statements.extend(comment::changed(old, &op.object)?);
        }
        Object::View(_) => {
            // `CREATE OR REPLACE` takes no column away, so the view goes, with what stands on it.
            let readers = readers(before, &id.name);
            statements.push(nothing_unknown(before, &id.name));
            for reader in &readers {
                statements.push(nothing_unknown(before, &reader.id().name));
            }
            for reader in readers.iter().rev() {
                statements.push(dropped(reader)?);
            }
            statements.push(dropped(old)?);
            statements.extend(created(&op.object, server)?);
            statements.extend(stands_on(before, &id.name, server)?);
            for reader in &readers {
                statements.extend(created(reader, server)?);
                statements.extend(stands_on(before, &reader.id().name, server)?);
            }
        }
        // It goes on where it is.
        Object::Sequence(sequence) => {
            statements.push(Statement::Run(sequence::altered(sequence)));
            statements.extend(comment::changed(old, &op.object)?);
        }
        _ => {
            statements.push(dropped(old)?);
            statements.extend(created(&op.object, server)?);
        }
    }
    Ok(Step::new("", statements))
}

/// `CREATE FUNCTION …` as `CREATE OR REPLACE FUNCTION …`.
pub(super) fn or_replace(sql: &str) -> String {
    let mut rest = sql;
    for word in ["CREATE", "OR", "REPLACE"] {
        match rest.get(..word.len()) {
            Some(begins) if begins.eq_ignore_ascii_case(word) => {
                rest = rest[word.len()..].trim_start();
            }
            _ => break,
        }
    }
    format!("CREATE OR REPLACE {rest}")
}

/// The views that read this relation, and those that read them: each behind all it reads.
fn readers<'a>(schema: &'a Schema, relation: &str) -> Vec<&'a Object> {
    let reads = |object: &Object, called: &str| {
        let mut texts = object.texts().flat_map(SqlText::texts);
        matches!(object, Object::View(_)) && texts.any(|text| words::reads(text, called))
    };
    let mut found: Vec<&Object> = Vec::new();
    let mut names = vec![relation.to_owned()];
    while let Some(called) = names.pop() {
        for (id, object) in schema.objects() {
            let known = found.iter().any(|other| other.id() == *id);
            if !known && id.name != relation && reads(object, &called) {
                found.push(object);
                names.push(id.name.clone());
            }
        }
    }
    let mut sorted: Vec<&Object> = Vec::new();
    while !found.is_empty() {
        let free = found.iter().position(|object| {
            let mut others = found.iter();
            !others.any(|other| other.id() != object.id() && reads(object, &other.id().name))
        });
        sorted.push(found.remove(free.unwrap_or(0)));
    }
    sorted
}

/// What stands on a view and is made again with it: triggers, and what roles may do.
fn stands_on(
    schema: &Schema,
    view: &str,
    server: &Capabilities,
) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    for (_, object) in schema.objects() {
        let is_its = match object {
            Object::Trigger(trigger) => trigger.table == view,
            Object::Grant(grant) => grant.on == view,
            _ => false,
        };
        if is_its {
            statements.extend(created(object, server)?);
        }
    }
    Ok(statements)
}

/// What no migration made would be gone with its view.
fn nothing_unknown(schema: &Schema, view: &str) -> Statement {
    let of = relation_text(view);
    let listed = |names: &mut dyn Iterator<Item = &str>| {
        let mut list = String::from("''");
        for each in names {
            list.push_str(", ");
            string(&mut list, each);
        }
        list
    };
    let objects = || schema.objects().map(|(_, object)| object);
    let triggers = listed(&mut objects().filter_map(|object| match object {
        Object::Trigger(trigger) if trigger.table == view => Some(trigger.name.as_str()),
        _ => None,
    }));
    let roles = listed(&mut objects().filter_map(|object| match object {
        Object::Grant(grant) if grant.on == view => Some(grant.to.as_str()),
        _ => None,
    }));
    Statement::Verify {
        query: format!(
            "SELECT 'trigger ' || quote_ident(tgname) FROM pg_trigger \
             WHERE tgrelid = to_regclass({of}) AND NOT tgisinternal AND tgname NOT IN ({triggers})
UNION ALL SELECT 'index ' || indexrelid::regclass FROM pg_index WHERE indrelid = to_regclass({of})
UNION ALL SELECT 'privilege of ' || r.rolname FROM pg_class c CROSS JOIN aclexplode(c.relacl) a \
             JOIN pg_roles r ON r.oid = a.grantee \
             WHERE c.oid = to_regclass({of}) AND a.grantee <> c.relowner AND r.rolname NOT IN ({roles})"
        ),
        problem: format!("view {view:?} is dropped and created again, which would lose something"),
        help: "drop it before, in this migration, and create it again after".to_owned(),
    }
}

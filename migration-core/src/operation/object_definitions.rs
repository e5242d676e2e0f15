//! Whether the definition of an object beside the tables is sound by itself.

use super::{SchemaError, checks, comments};
use crate::schema::{Object, ObjectId, ObjectKind, Schema, Sequence, SqlText};

/// An object's own definition.
pub(super) fn definition(schema: &Schema, object: &Object) -> Result<(), SchemaError> {
    let id = object.id();
    let invalid = |problem: &str, help: &str| {
        Err(SchemaError::Invalid {
            what: id.to_string(),
            problem: problem.to_owned(),
            help: help.to_owned(),
        })
    };
    if let Some(table) = &id.table {
        let is_view = schema
            .object(&ObjectId::new(ObjectKind::View, table))
            .is_some();
        if !is_view {
            checks::table(schema, table)?;
        }
    }
    let no_text = |text: &SqlText| text.texts().all(|sql| sql.trim().is_empty());
    comments::comment(&id.to_string(), object.comment())?;
    match object {
        Object::Domain(domain) => domain.checks.iter().try_for_each(|check| {
            let what = format!("check {:?} of {id}", check.name);
            comments::comment(&what, check.comment.as_deref())
        }),
        Object::View(view) if no_text(&view.query) => {
            invalid("has no query", "write the SELECT that it stands for")
        }
        Object::Routine(routine) if no_text(&routine.definition) => {
            invalid("has no text", "write the whole CREATE statement")
        }
        Object::Trigger(trigger) if no_text(&trigger.definition) => {
            invalid("has no text", "write the whole CREATE TRIGGER")
        }
        Object::Enumeration(enumeration) => checks::values(&id.to_string(), &enumeration.values),
        Object::Composite(composite)
            if composite.fields.iter().enumerate().any(|(i, (name, _))| {
                composite.fields[..i].iter().any(|(other, _)| other == name)
            }) =>
        {
            invalid(
                "has two fields of one name",
                "give one of them another name",
            )
        }
        Object::Composite(composite) if composite.fields.is_empty() => {
            invalid("has no fields", "name at least one")
        }
        Object::Grant(grant) if grant.privileges.is_empty() => {
            invalid("allows nothing", "name at least one privilege")
        }
        Object::Sequence(sequence) => self::sequence(sequence),
        Object::Policy(policy)
            if !["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"]
                .contains(&policy.command.as_str()) =>
        {
            invalid(
                "goes for no known command",
                "say ALL, SELECT, INSERT, UPDATE or DELETE",
            )
        }
        _ => Ok(()),
    }
}

/// What PostgreSQL and MariaDB take:
/// <https://www.postgresql.org/docs/current/sql-createsequence.html>
fn sequence(sequence: &Sequence) -> Result<(), SchemaError> {
    let invalid = |problem: String, help: &str| {
        Err(SchemaError::Invalid {
            what: format!("sequence {}", sequence.name),
            problem,
            help: help.to_owned(),
        })
    };
    let by = sequence.increment.unwrap_or(1);
    if by == 0 {
        return invalid("has an increment of 0".to_owned(), "let it go up or down");
    }
    if let Some(cache) = sequence.cache.filter(|cache| *cache < 1) {
        let help = "let a session take at least one number at once";
        return invalid(format!("has a cache of {cache}"), help);
    }
    let (least, most) = if by < 0 {
        (i64::MIN, -1)
    } else {
        (1, i64::MAX)
    };
    let minimum = sequence.minimum.unwrap_or(least);
    let maximum = sequence.maximum.unwrap_or(most);
    let says = |bound: Option<i64>| match bound {
        Some(_) => "",
        None if by < 0 => ", as one that goes down does where nothing else is said",
        None => ", as one that goes up does where nothing else is said",
    };
    if minimum >= maximum {
        let said = says(sequence.minimum.and(sequence.maximum));
        return invalid(
            format!("goes from {minimum} to {maximum}{said}"),
            "give it a maximum above its minimum",
        );
    }
    match sequence.start {
        Some(start) if start < minimum => invalid(
            format!(
                "starts with {start} and has a minimum of {minimum}{}",
                says(sequence.minimum)
            ),
            "start within its range, or give it a lower minimum",
        ),
        Some(start) if start > maximum => invalid(
            format!(
                "starts with {start} and has a maximum of {maximum}{}",
                says(sequence.maximum)
            ),
            "start within its range, or give it a higher maximum",
        ),
        _ => Ok(()),
    }
}

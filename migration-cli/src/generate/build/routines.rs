//! Functions and triggers: definitions as the server takes them.

use migration_core::operation::{CreateObject, DropObject, Operation, ReplaceObject};
use migration_core::schema::{Object, ObjectId, ObjectKind, Routine, Trigger};

use super::{Asked, Proposal, definition};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn create_function(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, words) = asked.first("the function's name")?;
    let object = Object::Routine(function(asked, name, words)?);
    Ok(Proposal::new(
        format!("create_function_{}", naming::slug(name)),
        format!("Creates the function `{name}`."),
        vec![Operation::CreateObject(CreateObject { object })],
    ))
}

pub(super) fn replace_function(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, words) = asked.first("the function's name")?;
    lookup::object(asked.schema, &ObjectId::new(ObjectKind::Function, name))?;
    let object = Object::Routine(function(asked, name, words)?);
    Ok(Proposal::new(
        format!("replace_function_{}", naming::slug(name)),
        format!("Gives the function `{name}` another definition."),
        vec![Operation::ReplaceObject(ReplaceObject { object })],
    ))
}

/// `total` or `total(integer, text)`, with its definition.
fn function(asked: &Asked<'_>, name: &str, words: &[String]) -> Result<Routine, GenerateError> {
    let definition = definition::read(asked, words)?;
    definition::begins_with(&definition, "a function's definition", &["CREATE"])?;
    let (name, arguments) = match name.split_once('(') {
        Some((name, types)) => (
            name,
            Some(types.strip_suffix(')').unwrap_or(types).to_owned()),
        ),
        None => (name, None),
    };
    Ok(Routine {
        name: name.trim().to_owned(),
        procedure: false,
        arguments,
        definition,
        comment: None,
    })
}

pub(super) fn drop_function(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the function's name")?;
    asked.end(rest)?;
    let id = ObjectId::new(ObjectKind::Function, name);
    lookup::object(asked.schema, &id)?;
    Ok(Proposal::new(
        format!("drop_function_{}", naming::slug(name)),
        format!("Drops the function `{name}`."),
        vec![Operation::DropObject(DropObject { id })],
    ))
}

pub(super) fn create_trigger(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the trigger's name")?;
    let Some((table, words)) = rest.split_first() else {
        return Err(asked.template.misused("the table's name is missing"));
    };
    lookup::table(asked.schema, table)?;
    let definition = definition::read(asked, words)?;
    definition::begins_with(&definition, "a trigger's definition", &["CREATE"])?;
    Ok(Proposal::new(
        format!("create_trigger_{}", naming::slug(name)),
        format!("Creates the trigger `{name}` of `{table}`."),
        vec![Operation::CreateObject(CreateObject {
            object: Object::Trigger(Trigger {
                name: name.to_owned(),
                table: table.clone(),
                definition,
                comment: None,
            }),
        })],
    ))
}

pub(super) fn drop_trigger(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the trigger's name")?;
    let [table] = rest else {
        return Err(asked
            .template
            .misused("it takes the trigger's name and the table's name"));
    };
    lookup::table(asked.schema, table)?;
    let id = ObjectId::of_table(ObjectKind::Trigger, table, name);
    lookup::object(asked.schema, &id)?;
    Ok(Proposal::new(
        format!("drop_trigger_{}", naming::slug(name)),
        format!("Drops the trigger `{name}` of `{table}`."),
        vec![Operation::DropObject(DropObject { id })],
    ))
}

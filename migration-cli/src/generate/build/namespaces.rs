//! Extensions, and schemas within the database.

use migration_core::operation::{CreateObject, DropObject, Operation};
use migration_core::schema::{Extension, Namespace, Object, ObjectId, ObjectKind};

use super::{Asked, Proposal, quoted};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn create_extensions(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let make = |name: &String| {
        Object::Extension(Extension {
            name: name.clone(),
            comment: None,
        })
    };
    create(asked, "extension", make)
}

pub(super) fn drop_extensions(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    drop(asked, "extension", ObjectKind::Extension)
}

pub(super) fn create_schema(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let make = |name: &String| {
        Object::Namespace(Namespace {
            name: name.clone(),
            comment: None,
        })
    };
    create(asked, "schema", make)
}

pub(super) fn drop_schema(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    drop(asked, "schema", ObjectKind::Namespace)
}

fn create(
    asked: &Asked<'_>,
    what: &str,
    make: impl Fn(&String) -> Object,
) -> Result<Proposal, GenerateError> {
    asked.first(&format!("the {what}'s name"))?;
    let operations = asked
        .words
        .iter()
        .map(|name| Operation::CreateObject(CreateObject { object: make(name) }));
    Ok(Proposal::new(
        format!("create_{what}_{}", naming::joined(asked.words, what)),
        format!("Creates the {what} {}.", quoted(asked.words)),
        operations.collect(),
    ))
}

fn drop(asked: &Asked<'_>, what: &str, kind: ObjectKind) -> Result<Proposal, GenerateError> {
    asked.first(&format!("the {what}'s name"))?;
    let mut operations = Vec::new();
    for name in asked.words {
        let id = ObjectId::new(kind, name);
        lookup::object(asked.schema, &id)?;
        operations.push(Operation::DropObject(DropObject { id }));
    }
    Ok(Proposal::new(
        format!("drop_{what}_{}", naming::joined(asked.words, what)),
        format!("Drops the {what} {}.", quoted(asked.words)),
        operations,
    ))
}

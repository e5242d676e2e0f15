use migration_core::operation::{CreateObject, DropObject, Operation};
use migration_core::schema::{Object, ObjectId, ObjectKind, Sequence};

use super::{Asked, Proposal};
use crate::generate::{GenerateError, lookup, naming};

pub(super) fn create(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the sequence's name")?;
    asked.end(rest)?;
    Ok(Proposal::new(
        format!("create_sequence_{}", naming::slug(name)),
        format!("Creates the sequence `{name}`."),
        vec![Operation::CreateObject(CreateObject {
            object: Object::Sequence(Sequence {
                name: name.to_owned(),
                start: asked.flags.start,
                increment: asked.flags.increment,
                ..Sequence::default()
            }),
        })],
    ))
}

pub(super) fn drop(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the sequence's name")?;
    asked.end(rest)?;
    let id = ObjectId::new(ObjectKind::Sequence, name);
    lookup::object(asked.schema, &id)?;
    Ok(Proposal::new(
        format!("drop_sequence_{}", naming::slug(name)),
        format!("Drops the sequence `{name}`."),
        vec![Operation::DropObject(DropObject { id })],
    ))
}

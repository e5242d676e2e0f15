//! Random comments, on what is created and on what is there.

use fastrand::Rng;
use migration_core::operation::{
    Change, CommentOnConstraint, CommentOnObject, CreateObject, Operation, ReplaceObject,
};
use migration_core::schema::{Object, Schema, Table};

use crate::names::fresh;
use crate::tables::one;

fn text(rng: &mut Rng) -> String {
    format!("it's \"{}\" \\ COMMENT 'x'", fresh(rng))
}

/// Something said of a constraint or of an object, or taken away.
pub(crate) fn operation(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let comment = match rng.u8(0..3) {
        0 => Change::Drop,
        _ => Change::Set(text(rng)),
    };
    if rng.bool() {
        let names: Vec<&str> = table.constraint_names().collect();
        return Some(Operation::CommentOnConstraint(CommentOnConstraint {
            table: table.name.clone(),
            constraint: (*one(rng, &names)?).to_owned(),
            comment,
        }));
    }
    let all: Vec<&Object> = schema.objects().map(|(_, object)| object).collect();
    let id = one(rng, &all)?.id();
    Some(Operation::CommentOnObject(CommentOnObject { id, comment }))
}

/// The operation, which now and then says what the thing that it makes is for.
pub(crate) fn said(rng: &mut Rng, mut operation: Operation) -> Operation {
    let comment = match &mut operation {
        Operation::AddCheck(op) => Some(&mut op.check.comment),
        Operation::AddUnique(op) => Some(&mut op.unique.comment),
        Operation::AddPrimaryKey(op) => Some(&mut op.primary_key.comment),
        Operation::AddForeignKey(op) => Some(&mut op.foreign_key.comment),
        Operation::AddExclusion(op) => Some(&mut op.exclusion.comment),
        Operation::CreateObject(CreateObject { object })
        | Operation::ReplaceObject(ReplaceObject { object }) => object.comment_mut(),
        _ => None,
    };
    if let Some(comment) = comment
        && rng.u8(0..12) == 0
    {
        *comment = Some(text(rng));
    }
    operation
}

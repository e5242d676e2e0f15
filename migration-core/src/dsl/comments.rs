//! What things are for, where they are created and afterwards.

use super::schema_builder::SchemaBuilder;
use crate::operation::{
    Change, CommentOnConstraint, CommentOnObject, CreateObject, Operation, ReplaceObject,
};
use crate::schema::ObjectId;

/// An object that was just recorded, to say more about it.
#[derive(Debug)]
pub struct RecordedObject<'a>(&'a mut Operation);

impl<'a> RecordedObject<'a> {
    pub(super) const fn new(operation: &'a mut Operation) -> Self {
        Self(operation)
    }

    /// What it is for. SQLite keeps no comments; MySQL and MariaDB those of routines and sequences.
    pub fn comment(self, comment: impl Into<String>) {
        if let Operation::CreateObject(CreateObject { object })
        | Operation::ReplaceObject(ReplaceObject { object }) = self.0
            && let Some(said) = object.comment_mut()
        {
            *said = Some(comment.into());
        }
    }
}

impl SchemaBuilder {
    /// Says what a view, a routine, a sequence, a type or another object is for.
    ///
    /// ```
    /// # use migration_core::prelude::*;
    /// # let mut schema = SchemaBuilder::new();
    /// schema.set_comment(ObjectId::new(ObjectKind::View, "named_users"), "who has a name");
    /// schema.set_comment(ObjectId::of_table(ObjectKind::Policy, "users", "own"), "their own row");
    /// ```
    pub fn set_comment(&mut self, id: ObjectId, comment: impl Into<String>) {
        self.comment_on(id, Change::Set(comment.into()));
    }

    /// Takes away what was said of a view, a routine, a sequence, a type or another object.
    pub fn drop_comment(&mut self, id: ObjectId) {
        self.comment_on(id, Change::Drop);
    }

    fn comment_on(&mut self, id: ObjectId, comment: Change<String>) {
        self.operation(Operation::CommentOnObject(CommentOnObject { id, comment }));
    }

    /// Says what a constraint of any kind is for: PostgreSQL's.
    pub fn set_constraint_comment(
        &mut self,
        table: impl Into<String>,
        constraint: impl Into<String>,
        comment: impl Into<String>,
    ) {
        let comment = Change::Set(comment.into());
        self.comment_on_constraint(table.into(), constraint.into(), comment);
    }

    /// Takes away what was said of a constraint.
    pub fn drop_constraint_comment(
        &mut self,
        table: impl Into<String>,
        constraint: impl Into<String>,
    ) {
        self.comment_on_constraint(table.into(), constraint.into(), Change::Drop);
    }

    fn comment_on_constraint(
        &mut self,
        table: String,
        constraint: String,
        comment: Change<String>,
    ) {
        self.operation(Operation::CommentOnConstraint(CommentOnConstraint {
            table,
            constraint,
            comment,
        }));
    }
}

/// Gives a builder of a constraint, which is its only field, the method that says what it is for.
macro_rules! commented {
    ($builder:ident) => {
        impl $builder {
            /// What it is for. PostgreSQL alone keeps it.
            pub fn comment(mut self, comment: impl Into<String>) -> Self {
                self.0.comment = Some(comment.into());
                self
            }
        }
    };
}

pub(super) use commented;

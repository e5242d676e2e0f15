//! What things are for.

use migration_core::operation::{Change, CommentOnConstraint, CommentOnObject};

use super::literal::string;
use super::object::found_by;

/// `.comment("…")`, where something is said.
pub(super) fn said(comment: Option<&str>) -> String {
    comment.map_or_else(String::new, |text| format!(".comment({})", string(text)))
}

pub(super) fn on_object(op: &CommentOnObject) -> String {
    let id = found_by(&op.id);
    match &op.comment {
        Change::Set(text) => format!("set_comment({id}, {})", string(text)),
        Change::Drop => format!("drop_comment({id})"),
    }
}

pub(super) fn on_constraint(op: &CommentOnConstraint) -> String {
    let (table, name) = (string(&op.table), string(&op.constraint));
    match &op.comment {
        Change::Set(text) => {
            format!("set_constraint_comment({table}, {name}, {})", string(text))
        }
        Change::Drop => format!("drop_constraint_comment({table}, {name})"),
    }
}

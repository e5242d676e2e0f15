//! Partitions follow their parent: what changes there changes in them, as the server has it.

mod apply;
mod back;
mod follow;
mod join;
mod key;
mod same;

pub(super) use apply::apply;
pub(super) use back::back;
pub(super) use join::{can_join, missing, new_table};

//! Rows that are made for a proof: they fit what the tables say of types, keys and
//! conditions, as far as that can be known. What a server refuses all the same is counted.

mod conditions;
mod fill;
mod parents;
mod value;

pub(super) use fill::Filler;

//! What a table can have that no migration made, one property after another: a rebuild keeps
//! it, or stops before anything is done and says its name.

mod kept;
mod made;
mod stopped;

//! Names within an SQL text that a person wrote: enough of SQL's tokens to find a name
//! and never to look into a string.

mod find;
mod places;
mod rename;
mod token;

pub use find::{behind, mentions, names, shows_all};
pub use places::{mentions_column, reads, rename_column};
pub use rename::{rename_in, rename_namespace_in, rename_relation_in};
pub use token::{Token, tokens};

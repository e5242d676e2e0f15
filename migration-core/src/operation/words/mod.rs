//! Names within an SQL text that a person wrote: enough of SQL's tokens to find a name
//! and never to look into a string.

mod find;
mod rename;
mod token;

pub use find::{behind, mentions, mentions_column, names, reads, shows_all};
pub use rename::{rename_in, rename_namespace_in, rename_relation_in};
pub use token::{Token, tokens};

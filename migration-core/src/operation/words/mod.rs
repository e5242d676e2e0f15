//! Names within an SQL text that a person wrote: enough of SQL's tokens to find a name
//! and never to look into a string.

mod columns;
mod find;
mod places;
mod rename;
mod token;

pub use columns::{Mention, mention, reads, rename_column};
pub use find::{behind, mentions, names, says_comment, shows_all};
pub use rename::{rename_in, rename_namespace_in, rename_relation_in};
pub use token::{Token, tokens};

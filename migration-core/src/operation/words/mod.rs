//! Names within an SQL text that a person wrote: enough of SQL's tokens to find a name
//! and never to look into a string that does not name a relation.

mod columns;
mod find;
mod places;
mod rename;
mod strings;
mod token;

pub use columns::{Mention, mention, reads, rename_column};
pub use find::{behind, calls, mentions, names, parenthesised, says_comment, shows_all};
pub use rename::{
    rename_in, rename_in_strings, rename_namespace_in, rename_relation_in, written_name,
};
pub use strings::{is_name_of, names_in_string};
pub use token::{Token, tokens};

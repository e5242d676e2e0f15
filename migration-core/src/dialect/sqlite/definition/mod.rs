//! SQLite's `CREATE` texts taken apart.
//!
//! SQLite keeps the text of each definition in `sqlite_schema`, and its pragmas tell neither
//! checks nor constraint names, nor when a foreign key is checked, nor what a column is
//! computed from, nor its collation, nor what happens on a conflict. So the text is read: with
//! SQLite's own rules for tokens, and with the grammar of
//! <https://www.sqlite.org/lang_createtable.html> and its neighbours. Nothing here knows the schema's values;
//! what a piece means is for others to say, and each piece keeps its own words.

mod cursor;
mod index;
// Introspection alone reads these, and needs a driver.
#[cfg(any(feature = "_io", test))]
mod object;
mod parts;
mod reference;
mod table;
mod token;

#[cfg_attr(
    not(feature = "_io"),
    allow(
        unused_imports,
        reason = "introspection reads them, and needs a driver"
    )
)]
pub(crate) use index::{IndexDefinition, IndexPartDefinition, index, index_renamed};
#[cfg(any(feature = "_io", test))]
pub(crate) use object::{view, virtual_table};
pub(crate) use parts::{ColumnDefinition, Constraint, KeyPart, Rule, TableDefinition};
#[cfg_attr(
    not(feature = "_io"),
    allow(
        unused_imports,
        reason = "introspection reads them, and needs a driver"
    )
)]
pub(crate) use reference::Reference;
pub(crate) use table::table;
pub(crate) use token::{Kind, Token, mentions, tokens, unquoted};

#[cfg(test)]
mod tests;

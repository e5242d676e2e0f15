//! Introspection: a live database read back into the same [`Schema`] that migrations fold to.
//!
//! One folder a dialect. Each asks a few set-based questions, never one a table, and says by
//! name what it found and the schema has no value for: nothing is lost silently. Expressions
//! come back as the server prints them, in that dialect's own text; [`take_expressions`] and
//! [`differences`] compare them.
//!
//! [`take_expressions`]: crate::diff::take_expressions
//! [`differences`]: crate::dialect::differences

mod mysql;
mod postgres;
mod sqlite;

use crate::driver::{Connection, DriverError};
use crate::schema::{DialectName, Schema};

/// The framework's own tables, which are no part of a user's schema.
const OWN_TABLES: [&str; 5] = [
    "migrate_ledger",
    "migrate_events",
    "migrate_head",
    "migrate_data",
    "migrate_settings",
];

/// What a live database holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Introspection {
    /// What the schema has values for.
    pub schema: Schema,
    /// What it has none for, in the order of names.
    pub unmodelled: Vec<Unmodelled>,
}

/// Something in a database that the schema has no value for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unmodelled {
    /// The table it belongs to, if it belongs to one.
    pub table: Option<String>,
    /// What it is, in a few words: `trigger`, `column option`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The server's own definition of it, where there is one.
    pub definition: Option<String>,
}

/// Reads the schema that the connection is in: SQLite's main database, the first schema of
/// PostgreSQL's search path, the database of a MySQL connection. Our own tables are left out.
///
/// # Errors
/// What the server answers.
pub async fn introspect(connection: &mut Connection) -> Result<Introspection, DriverError> {
    introspect_with(connection, &[]).await
}

/// Reads the same, and further namespaces of PostgreSQL: those of
/// [`Schema::namespaces`], say. Their names stand before what is in them: `audit.events`.
/// Other servers have none within a database.
///
/// # Errors
/// What the server answers.
pub async fn introspect_with(
    connection: &mut Connection,
    namespaces: &[&str],
) -> Result<Introspection, DriverError> {
    let mut found = match connection.dialect() {
        DialectName::Sqlite => sqlite::read(connection).await?,
        DialectName::Postgres => postgres::read(connection, namespaces).await?,
        DialectName::Mysql => mysql::read(connection).await?,
    };
    for table in OWN_TABLES {
        found.schema.remove(table);
        found
            .unmodelled
            .retain(|each| each.table.as_deref() != Some(table));
    }
    found.unmodelled.sort();
    Ok(found)
}

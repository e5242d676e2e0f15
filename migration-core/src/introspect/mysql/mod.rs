//! MySQL and MariaDB: one question for each kind of thing, about all tables of the database at
//! once. `SHOW CREATE` is asked for routines and sequences, which no catalogue tells whole, and for
//! what may hold characters that no catalogue has.

mod columns;
mod constraints;
mod defaults;
mod indexes;
mod objects;
mod printed;
mod queries;
mod shown;
mod tables;
mod types;

use super::{Introspection, Unmodelled};
use crate::dialect::{Capabilities, Server};
use crate::driver::{Connection, DriverError};
use crate::schema::DialectName;

const DIALECT: DialectName = DialectName::Mysql;

/// A row of an answer, every value as text.
type Cells = Vec<Option<String>>;

pub(super) async fn read(connection: &mut Connection) -> Result<Introspection, DriverError> {
    let mut found = Introspection::default();
    let server = connection.capabilities().await?;
    let Some(database) = connection.value("SELECT DATABASE()").await? else {
        return Ok(found);
    };
    let collations = connection.query(queries::COLLATIONS).await?;
    let settings = connection.query(queries::SETTINGS).await?;
    let charsets = tables::Charsets::new(collations, settings);
    let out = &mut found.unmodelled;
    let rows = connection.query(queries::TABLES).await?;
    let (mut tables, sequences) = tables::tables(rows, &charsets, out);
    let checks = connection.query(queries::checks(&server)).await?;
    let checked = match is_mysql(&server) {
        true => connection.query(queries::CHECKED_TABLES).await?,
        false => Vec::new(),
    };
    let (json, doubts) = constraints::checks(checks, checked, &server, &mut tables);
    let shown = &mut shown::ShownTables::default();
    constraints::settle(connection, doubts, &mut tables, shown).await?;
    let rows = connection.query(queries::COLUMNS).await?;
    let doubts = columns::columns(rows, &server, &charsets, &json, &mut tables, out);
    columns::settle(connection, doubts, &server, &mut tables, shown, out).await?;
    let rows = connection.query(queries::FOREIGN_KEYS).await?;
    constraints::foreign_keys(rows, &database, &server, &mut tables, out);
    let rows = connection.query(&queries::indexes(&server)).await?;
    indexes::indexes(rows, &mut tables, out);
    for table in tables.into_values() {
        found.schema.insert(table);
    }
    objects::views(connection, &database, &mut found).await?;
    objects::triggers(connection, &mut found).await?;
    objects::routines(connection, &mut found).await?;
    objects::sequences(connection, sequences, &mut found).await?;
    objects::events(connection, &mut found.unmodelled).await?;
    Ok(found)
}

/// Says by name what the schema has no value for.
fn note(
    out: &mut Vec<Unmodelled>,
    table: Option<&str>,
    kind: &'static str,
    name: &str,
    definition: Option<String>,
) {
    out.push(Unmodelled {
        table: table.map(str::to_owned),
        kind,
        name: name.to_owned(),
        definition,
    });
}

/// The values of a row; those that it does not have are NULL.
fn cells<const N: usize>(row: Cells) -> [Option<String>; N] {
    let mut row = row.into_iter();
    std::array::from_fn(|_| row.next().flatten())
}

fn is_mysql(server: &Capabilities) -> bool {
    server.server == Server::Mysql
}

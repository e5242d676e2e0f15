//! MySQL and MariaDB.

use super::{Introspection, Unmodelled};
use crate::driver::{Connection, DriverError};

pub(super) async fn read(connection: &mut Connection) -> Result<Introspection, DriverError> {
    let rows = connection.query(TABLES).await?;
    let tables = rows.into_iter().filter_map(|mut row| row.pop()?);
    Ok(Introspection {
        unmodelled: tables
            .map(|name| Unmodelled {
                table: Some(name.clone()),
                kind: "table",
                name,
                definition: None,
            })
            .collect(),
        ..Introspection::default()
    })
}

const TABLES: &str =
    "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()";

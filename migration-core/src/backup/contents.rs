use std::collections::BTreeMap;

use super::failed;
use crate::driver::{Access, Connection, Source, quoted};
use crate::error::Error;
use crate::ledger::{Head, LedgerStore};
use crate::schema::DialectName;

/// What a database holds: enough to tell whether a copy of it is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// The ledger's head; `None` where there is no ledger.
    pub head: Option<Head>,
    /// How many rows each table has.
    pub tables: BTreeMap<String, u64>,
}

impl Contents {
    /// How many rows there are in all.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.values().sum()
    }
}

/// What the database holds now; `None` where there is no SQLite file. Every table is counted.
///
/// # Errors
/// Where it cannot be reached or read.
pub async fn contents(source: &impl Source) -> Result<Option<Contents>, Error> {
    let Some(mut connection) = source.open(Access::Read).await? else {
        return Ok(None);
    };
    let found = of(&mut connection).await;
    connection.close().await;
    found.map(Some)
}

pub(super) async fn of(connection: &mut Connection) -> Result<Contents, Error> {
    let read = |cause| failed("read what the database holds", &cause);
    let dialect = connection.dialect();
    let names = connection.query(tables(dialect)).await.map_err(read)?;
    let mut contents = Contents {
        head: LedgerStore::head(connection).await?,
        tables: BTreeMap::new(),
    };
    for row in names {
        let mut parts = row.into_iter().flatten();
        let (Some(namespace), Some(name)) = (parts.next(), parts.next()) else {
            continue;
        };
        let table = if namespace.is_empty() {
            quoted(dialect, &name)
        } else {
            format!("{}.{}", quoted(dialect, &namespace), quoted(dialect, &name))
        };
        let count = format!("SELECT count(*) FROM {table}");
        let rows = connection.value(&count).await.map_err(read)?;
        let rows = rows.and_then(|rows| rows.parse().ok()).unwrap_or(0);
        contents.tables.insert(table, rows);
    }
    Ok(contents)
}

/// Namespace and name of every table. The module of a virtual table may not be there.
const fn tables(dialect: DialectName) -> &'static str {
    match dialect {
        DialectName::Sqlite => {
            "SELECT '', name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' \
             ORDER BY name"
        }
        DialectName::Postgres => {
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' \
             AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass \
             AND d.objid = c.oid AND d.deptype = 'e') ORDER BY 1, 2"
        }
        DialectName::Mysql => {
            "SELECT '', table_name FROM information_schema.tables \
             WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name"
        }
    }
}

use std::time::Duration;

use super::{Entry, EntryState, HistoryEntry, LedgerDigest, Statements, Timestamp};
use crate::driver::{Connection, DriverError, ErrorKind};
use crate::error::Error;
use crate::migration::{Checksum, Version};
use crate::plan::Direction;
use crate::schema::DialectName;

/// The ledger's head as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many migrations are applied.
    pub applied: usize,
    /// Their digest, in hexadecimal digits.
    pub digest: String,
    /// The number of the ledger's form: see [`FORMAT`](super::FORMAT).
    pub format: u32,
}

/// Reads the ledger. Reading never makes a table.
#[derive(Debug)]
pub struct LedgerStore;

impl LedgerStore {
    /// Makes the ledger's tables where they are not there yet.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn create(connection: &mut Connection) -> Result<(), Error> {
        let sql = Statements::new(connection.dialect()).create_tables();
        if connection.dialect() == DialectName::Sqlite {
            return Self::create_together(connection, &sql).await;
        }
        let mut tries = 0;
        loop {
            match connection.execute(&sql).await {
                Ok(_) => return Ok(()),
                // Two runners that both find no table: PostgreSQL lets one of them fail on its catalogue in
                // spite of IF NOT EXISTS, at the table, its type or an index. Then the table is there.
                Err(cause)
                    if matches!(cause.code.as_deref(), Some("23505" | "42P07" | "42710"))
                        && tries < TRIES =>
                {
                    tries += 1;
                }
                Err(cause) if cause.kind == ErrorKind::ReadOnly => {
                    return Err(connection.refused("create the ledger", &cause).await);
                }
                Err(cause) => return Err(failed("create the ledger", &cause)),
            }
        }
    }

    /// In one transaction: SQLite writes its journal for each statement otherwise, and another
    /// runner sees some of the tables.
    async fn create_together(connection: &mut Connection, sql: &str) -> Result<(), Error> {
        connection.set_in_transaction(true);
        let made = connection
            .execute(&format!("BEGIN IMMEDIATE; {sql} COMMIT"))
            .await;
        if made.is_err() {
            // Where this fails too, there is no transaction.
            let _ = connection.execute("ROLLBACK").await;
        }
        connection.set_in_transaction(false);
        match made {
            Ok(_) => Ok(()),
            Err(cause) if cause.kind == ErrorKind::ReadOnly => {
                Err(connection.refused("create the ledger", &cause).await)
            }
            Err(cause) => Err(failed("create the ledger", &cause)),
        }
    }

    /// The head; `None` where there is no ledger.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn head(connection: &mut Connection) -> Result<Option<Head>, Error> {
        let sql = Statements::new(connection.dialect()).read_head();
        let Some(rows) = existing(asked(connection, sql).await)? else {
            return Ok(None);
        };
        Ok(rows.into_iter().next().map(|row| {
            let mut values = row.into_iter().map(Option::unwrap_or_default).skip(1);
            Head {
                applied: values
                    .next()
                    .and_then(|text| text.parse().ok())
                    .unwrap_or(0),
                digest: values.next().unwrap_or_default(),
                format: values
                    .next()
                    .and_then(|text| text.parse().ok())
                    .unwrap_or(1),
            }
        }))
    }

    /// Every entry, by version; none where there is no ledger.
    ///
    /// # Errors
    /// What the server answers, or a row that cannot be read.
    pub async fn entries(connection: &mut Connection) -> Result<Vec<Entry>, Error> {
        let sql = Statements::new(connection.dialect()).read();
        let rows = existing(asked(connection, &sql).await)?.unwrap_or_default();
        rows.into_iter()
            .map(|row| {
                let shown = row.first().cloned().flatten().unwrap_or_default();
                entry(row).ok_or_else(|| unreadable("migrate_ledger", &shown))
            })
            .collect()
    }

    /// The event log, the newest first; empty where there is no ledger.
    ///
    /// # Errors
    /// What the server answers, or a row that cannot be read.
    pub async fn events(connection: &mut Connection) -> Result<Vec<HistoryEntry>, Error> {
        let sql = Statements::new(connection.dialect()).read_events();
        let rows = existing(asked(connection, sql).await)?.unwrap_or_default();
        rows.into_iter()
            .map(|row| {
                let shown = row.first().cloned().flatten().unwrap_or_default();
                event(row).ok_or_else(|| unreadable("migrate_events", &shown))
            })
            .collect()
    }

    /// Makes the head what the entries amount to, where `mine` holds of its row; tells whether it does.
    ///
    /// # Errors
    /// What the server answers.
    pub(crate) async fn mend_head(
        connection: &mut Connection,
        entries: &[Entry],
        mine: &str,
    ) -> Result<bool, Error> {
        let applied = entries
            .iter()
            .filter(|entry| entry.state.is_applied())
            .count();
        let statements = Statements::new(connection.dialect());
        let sql = statements.set_head(applied, &Self::digest(entries), mine);
        connection
            .execute(&sql)
            .await
            .map(|rows| rows == 1)
            .map_err(|cause| failed("mend the ledger's head", &cause))
    }

    /// The digest that the entries amount to.
    #[must_use]
    pub fn digest(entries: &[Entry]) -> LedgerDigest {
        LedgerDigest::of(
            entries
                .iter()
                .filter(|entry| entry.state.is_applied())
                .map(|entry| (entry.version, &entry.checksum)),
        )
    }
}

/// A query of the ledger, outside of transactions. A server may break off one that only reads, to
/// let somebody else's change of the table through: a cluster does when the ledger is made on
/// another node.
pub(super) async fn asked(connection: &mut Connection, sql: &str) -> Result<Rows, DriverError> {
    let mut tries = 0;
    loop {
        match connection.query(sql).await {
            // ER_LOCK_DEADLOCK
            Err(cause) if cause.code.as_deref() == Some("1213") && tries < TRIES => {
                tries += 1;
                tokio::time::sleep(Duration::from_millis(25) * tries).await;
            }
            answer => return answer,
        }
    }
}

type Rows = Vec<Vec<Option<String>>>;

/// How often such a query is sent again.
const TRIES: u32 = 8;

pub(super) fn failed(doing: &str, cause: &DriverError) -> Error {
    // SQLite keeps readers out as well while another runner commits.
    if cause.kind == ErrorKind::Busy {
        return Error::LockBusy {
            holder: None,
            waited: None,
        };
    }
    Error::Database {
        doing: doing.to_owned(),
        cause: cause.to_string(),
    }
}

fn unreadable(table: &str, row: &str) -> Error {
    Error::Database {
        doing: format!("read the table {table}"),
        cause: format!("the row {row:?} is not one that this tool wrote"),
    }
}

/// A missing table is no error: it means that nothing was ever applied.
pub(super) fn existing<T>(rows: Result<T, DriverError>) -> Result<Option<T>, Error> {
    match rows {
        Ok(rows) => Ok(Some(rows)),
        Err(cause) if cause.kind == ErrorKind::NoTable => Ok(None),
        Err(cause) => Err(failed("read the ledger", &cause)),
    }
}

fn entry(row: Vec<Option<String>>) -> Option<Entry> {
    let mut values = row.into_iter();
    let mut next = || values.next().flatten();
    Some(Entry {
        version: next()?.parse::<Version>().ok()?,
        name: next()?,
        checksum: Checksum::parse(next()?.trim())?,
        algorithm: next()?.parse().ok()?,
        state: EntryState::parse(&next()?)?,
        direction: match next()?.as_str() {
            "up" => Direction::Up,
            "down" => Direction::Down,
            _ => return None,
        },
        done: next()?.parse().ok()?,
        applied_at: Timestamp::parse(&next()?)?.0,
        duration: Duration::from_millis(next()?.parse().ok()?),
        applied_by: next()?,
        tool: next()?,
    })
}

fn event(row: Vec<Option<String>>) -> Option<HistoryEntry> {
    let mut values = row.into_iter();
    let mut next = || values.next().flatten();
    Some(HistoryEntry {
        at: Timestamp::parse(&next()?)?.0,
        kind: next()?,
        version: next()?.parse::<Version>().ok()?,
        name: next()?,
        who: next()?,
        tool: next()?,
        duration: next()
            .and_then(|text| text.parse().ok())
            .map(Duration::from_millis),
        detail: next(),
    })
}

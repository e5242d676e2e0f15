//! A ledger that an older version of the tool wrote, brought to the form of this one in place.

use super::{LedgerStore, Statements};
use crate::driver::{Connection, DriverError};
use crate::error::Error;
use crate::schema::DialectName;

/// The number of the form that this build writes.
///
/// 1 had no column for it, no lock, and no journal of what was seen before a statement. The column
/// and the lock's come when the lock is taken.
pub const FORMAT: u32 = 2;

impl Statements {
    /// What brings a ledger of an older form to this one, a statement each. They can be run again
    /// where they were interrupted.
    fn upgrade(self, from: u32) -> Vec<String> {
        let mut all = Vec::new();
        let if_absent = match self.dialect() {
            DialectName::Postgres => "IF NOT EXISTS ",
            DialectName::Sqlite | DialectName::Mysql => "",
        };
        if from < 2 {
            for (column, ty) in self.journal_columns() {
                all.push(format!(
                    "ALTER TABLE migrate_ledger ADD COLUMN {if_absent}{column} {ty}"
                ));
            }
            // What was seen before its statement is not known.
            all.push("UPDATE migrate_ledger SET mark = 'sent' WHERE state = 'running'".to_owned());
        }
        all.push(format!(
            "UPDATE migrate_head SET format = {FORMAT} WHERE id = 1"
        ));
        all
    }
}

impl LedgerStore {
    /// Brings a ledger that an older version of the tool wrote to the form of this one. It has to
    /// be done under the lock.
    ///
    /// # Errors
    /// A form that is newer than this build's, or what the server answers.
    pub async fn upgrade(connection: &mut Connection, from: u32) -> Result<(), Error> {
        Self::is_known(from)?;
        let all = Statements::new(connection.dialect()).upgrade(from);
        if connection.dialect() != DialectName::Mysql {
            return Self::upgrade_at_once(connection, &all).await;
        }
        for sql in &all {
            match connection.execute(sql).await {
                Ok(_) => {}
                // Whoever was interrupted has added the column already.
                Err(cause) if cause.code.as_deref() == Some("1060") => {}
                Err(cause) => {
                    return Err(connection.refused("upgrade the ledger", &cause).await);
                }
            }
        }
        Ok(())
    }

    async fn upgrade_at_once(connection: &mut Connection, all: &[String]) -> Result<(), Error> {
        let begin = match connection.dialect() {
            DialectName::Sqlite => "BEGIN IMMEDIATE",
            DialectName::Postgres | DialectName::Mysql => "BEGIN",
        };
        connection.set_in_transaction(true);
        let sql = format!("{begin}; {}; COMMIT", all.join("; "));
        let done = connection.execute(&sql).await;
        if done.is_err() {
            // Where this fails too, there is no transaction.
            let _ = connection.execute("ROLLBACK").await;
        }
        connection.set_in_transaction(false);
        let Err(cause) = done else {
            return Ok(());
        };
        // On SQLite another runner may have done it since the head was read.
        match Self::head(connection).await? {
            Some(head) if head.format == FORMAT => Ok(()),
            _ => Err(connection.refused("upgrade the ledger", &cause).await),
        }
    }

    /// Gives a ledger of before the lock had a row the columns for it, behind that of the form, which
    /// is the fourth. Where another runner does so at the same moment, it is done.
    ///
    /// # Errors
    /// What the server answers.
    pub(crate) async fn add_lease(connection: &mut Connection) -> Result<(), DriverError> {
        let dialect = connection.dialect();
        let form = "format INTEGER NOT NULL DEFAULT 1".to_owned();
        let columns = Statements::new(dialect).lease_columns();
        if dialect == DialectName::Postgres {
            let columns: Vec<String> = std::iter::once(form).chain(columns).collect();
            let columns = columns.join(", ADD COLUMN IF NOT EXISTS ");
            // An old runner may hold the row for long, and whoever waits for the table keeps out
            // every reader that comes after.
            let sql = format!(
                "BEGIN; SET LOCAL lock_timeout = '1s'; ALTER TABLE migrate_head ADD COLUMN IF NOT EXISTS {columns}; COMMIT"
            );
            return Self::add(connection, &sql).await;
        }
        Self::add(
            connection,
            &format!("ALTER TABLE migrate_head ADD COLUMN {form}"),
        )
        .await?;
        let sql = match dialect {
            DialectName::Mysql => format!(
                "ALTER TABLE migrate_head ADD COLUMN {}",
                columns.join(", ADD COLUMN ")
            ),
            _ => format!(
                "BEGIN IMMEDIATE; ALTER TABLE migrate_head ADD COLUMN {}; COMMIT",
                columns.join("; ALTER TABLE migrate_head ADD COLUMN ")
            ),
        };
        Self::add(connection, &sql).await
    }

    /// Adds columns, if they are not there.
    async fn add(connection: &mut Connection, sql: &str) -> Result<(), DriverError> {
        connection.set_in_transaction(true);
        let added = connection.execute(sql).await;
        if added.is_err() && sql.starts_with("BEGIN") {
            // Where this fails too, there is no transaction.
            let _ = connection.execute("ROLLBACK").await;
        }
        connection.set_in_transaction(false);
        match added {
            // MySQL ER_DUP_FIELDNAME; SQLite says it in words.
            Err(cause)
                if cause.code.as_deref() == Some("1060")
                    || cause.message.starts_with("duplicate column name") =>
            {
                Ok(())
            }
            other => other.map(|_| ()),
        }
    }

    /// Refuses a ledger that a newer version of the tool wrote.
    ///
    /// # Errors
    /// [`Error::NewerLedger`], or what the server answers.
    pub async fn refuse_newer(connection: &mut Connection) -> Result<(), Error> {
        match Self::head(connection).await? {
            Some(head) => Self::is_known(head.format),
            None => Ok(()),
        }
    }

    const fn is_known(format: u32) -> Result<(), Error> {
        if format > FORMAT {
            return Err(Error::NewerLedger {
                format,
                known: FORMAT,
            });
        }
        Ok(())
    }
}

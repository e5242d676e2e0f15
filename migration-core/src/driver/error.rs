use std::fmt;

/// What kind of trouble a server or driver reports, as far as the framework cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// There is no such table.
    NoTable,
    /// Somebody else has what is needed; later it may be free.
    Busy,
    /// The statement was ended by its time limit, or by somebody.
    Ended,
    /// Nothing may be written: a file or its folder without permission, a replica.
    ReadOnly,
    /// No encrypted connection came about.
    Tls,
    /// The connection is gone, or never was.
    Connection,
    /// Anything else.
    Other,
}

/// What a server or driver answered.
#[derive(Debug, Clone)]
pub struct DriverError {
    /// The message, with the server's detail and hint behind it where it gives them.
    pub message: String,
    /// The server's code: an SQLSTATE, or the number that MySQL or SQLite gives.
    pub code: Option<String>,
    /// What kind of trouble it is.
    pub kind: ErrorKind,
}

impl DriverError {
    /// Whether a column is named that the table does not have.
    pub(crate) fn is_missing_column(&self) -> bool {
        // PostgreSQL undefined_column, MySQL ER_BAD_FIELD_ERROR; SQLite says it in words.
        matches!(self.code.as_deref(), Some("42703" | "1054"))
            || self.message.starts_with("no such column")
    }
}

impl fmt::Display for DriverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.code {
            Some(code) => write!(f, " ({code})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DriverError {}

impl From<sqlx::Error> for DriverError {
    fn from(error: sqlx::Error) -> Self {
        let sqlx::Error::Database(database) = &error else {
            let kind = match &error {
                sqlx::Error::Tls(_) => ErrorKind::Tls,
                // What rustls says of a certificate comes as an error of reading.
                sqlx::Error::Io(io) if io.to_string().contains("certificate") => ErrorKind::Tls,
                sqlx::Error::Io(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed => ErrorKind::Connection,
                _ => ErrorKind::Other,
            };
            let message = match &error {
                sqlx::Error::Io(io) => io.to_string(),
                other => other.to_string(),
            };
            return Self {
                message,
                code: None,
                kind,
            };
        };
        #[allow(unused_mut, reason = "changed only with the driver")]
        let mut message = database.message().to_owned();
        #[cfg(feature = "postgres")]
        if let Some(postgres) = database.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
            for more in [postgres.detail(), postgres.hint()].into_iter().flatten() {
                message.push_str("; ");
                message.push_str(more);
            }
        }
        // MySQL's SQLSTATE is HY000 for almost everything; its own number says what happened.
        #[allow(unused_mut, reason = "changed only with the driver")]
        let mut code = database.code().map(|code| code.into_owned());
        #[cfg(feature = "mysql")]
        if let Some(mysql) = database.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
            code = Some(mysql.number().to_string());
        }
        let kind = kind(code.as_deref().unwrap_or_default(), &message);
        Self {
            message,
            code,
            kind,
        }
    }
}

fn kind(code: &str, message: &str) -> ErrorKind {
    match code {
        // PostgreSQL undefined_table, MySQL ER_NO_SUCH_TABLE.
        "42P01" | "1146" => ErrorKind::NoTable,
        // SQLITE_ERROR says what it means only in words; it is SQLITE_SCHEMA where another
        // connection makes tables at that moment.
        "1" | "17" if message.starts_with("no such table") => ErrorKind::NoTable,
        // SQLITE_BUSY, its kinds, and SQLITE_LOCKED; PostgreSQL lock_not_available,
        // deadlock_detected and serialization_failure; MySQL's lock wait time-out and deadlock, and
        // what a cluster answers whose other member was faster.
        "5" | "261" | "517" | "773" | "6" | "262" | "55P03" | "40P01" | "40001" | "1205"
        | "1213" | "3101" => ErrorKind::Busy,
        // PostgreSQL query_canceled; MariaDB's and MySQL's statement time-out and KILL QUERY.
        "57014" | "1969" | "3024" | "1317" => ErrorKind::Ended,
        // SQLITE_READONLY and its kinds, which have its number in their last byte; SQLITE_CANTOPEN,
        // of the journal beside the file. PostgreSQL read_only_sql_transaction; MySQL's --read-only,
        // read-only transaction and read-only mode.
        "8" | "264" | "520" | "776" | "1544" | "14" | "25006" | "1290" | "1792" | "1836" => {
            ErrorKind::ReadOnly
        }
        _ => ErrorKind::Other,
    }
}

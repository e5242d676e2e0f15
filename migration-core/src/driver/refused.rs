use super::{Connection, DriverError, ErrorKind};
use crate::error::Error;
use crate::schema::DialectName;

impl Connection {
    /// The error for the framework's own SQL that was refused. Where nothing may be written
    /// at all, it says where that is.
    pub(crate) async fn refused(&mut self, doing: &str, cause: &DriverError) -> Error {
        let (doing, dialect) = (doing.to_owned(), self.dialect());
        if cause.kind != ErrorKind::ReadOnly {
            return Error::Database {
                doing,
                cause: cause.to_string(),
            };
        }
        let sql = match dialect {
            DialectName::Sqlite => "SELECT file FROM pragma_database_list WHERE name = 'main'",
            DialectName::Postgres => "SELECT current_database()",
            DialectName::Mysql => "SELECT DATABASE()",
        };
        // Where not even that can be asked, the cause still says enough.
        let database = self.value(sql).await.ok().flatten();
        Error::ReadOnly {
            doing,
            database: database.unwrap_or_default(),
            dialect,
            cause: cause.to_string(),
        }
    }
}

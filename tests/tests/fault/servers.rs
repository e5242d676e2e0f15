//! Where the databases of these tests stand: on servers of their own, in memory, because there
//! are very many. With `FAULT_SERVER=given` on those that all tests have.

use std::sync::{Once, OnceLock};

use migration_core::schema::DialectName;
use migration_tests::server::{self, OwnServer, TestDatabase, in_memory};

/// A fresh database; `None` where there is no server, which is reported.
pub(crate) fn database(dialect: DialectName) -> Option<TestDatabase> {
    static POSTGRES: OnceLock<Option<OwnServer>> = OnceLock::new();
    static MYSQL: OnceLock<Option<OwnServer>> = OnceLock::new();
    static MEMORY: Once = Once::new();
    let server = match dialect {
        DialectName::Sqlite => {
            MEMORY.call_once(|| {
                // Where another test was faster, the files lie where it wants them.
                let _ = tempfile::env::override_temp_dir(&in_memory());
            });
            return Some(server::sqlite());
        }
        DialectName::Postgres => &POSTGRES,
        DialectName::Mysql => &MYSQL,
    };
    match server.get_or_init(|| own(dialect)) {
        Some(server) => Some(server.database()),
        None => server::database(dialect),
    }
}

/// A server of one test's own; `None` where there can be none.
pub(crate) fn own(dialect: DialectName) -> Option<OwnServer> {
    let variable = match dialect {
        DialectName::Mysql => "TEST_MYSQL_URL",
        _ => "TEST_POSTGRES_URL",
    };
    let given = std::env::var("FAULT_SERVER").is_ok_and(|value| value == "given");
    if given || std::env::var(variable).is_ok_and(|url| url == "none") {
        return None;
    }
    // Where its programs are missing, the server that all tests have tells the reason.
    OwnServer::start(dialect, &[]).ok()
}

//! Test databases on the three servers.
//!
//! A server is found by `TEST_POSTGRES_URL` and `TEST_MYSQL_URL`, or started for the run from
//! the programs on the machine. Where neither works, its tests are skipped and say so, unless
//! `CI` or `REQUIRE_SERVERS=1` is set: there a missing server is a failure. With `none` for a URL
//! that server's tests are left out: `tests/servers/run` asks for one server at a time.
//!
//! This module must not use the framework under test: a broken driver would break its own judge.

mod catalogue;
mod database;
mod own;
mod pooler;
mod program;
mod throw_away;

use std::io::Write as _;
use std::sync::OnceLock;

use migration_core::schema::DialectName;

pub use database::TestDatabase;
pub use own::{OwnServer, in_memory};
pub use pooler::Pooler;
pub(crate) use program::superuser;
use throw_away::ThrowAway;

/// A fresh SQLite file in a directory of its own.
#[must_use]
pub fn sqlite() -> TestDatabase {
    TestDatabase::sqlite()
}

/// A fresh PostgreSQL database; `None` when the machine has no server, which is reported.
#[must_use]
pub fn postgres() -> Option<TestDatabase> {
    static SERVER: OnceLock<Option<String>> = OnceLock::new();
    let url = SERVER.get_or_init(|| find("TEST_POSTGRES_URL", &throw_away::POSTGRES));
    url.as_deref()
        .map(|url| TestDatabase::create(DialectName::Postgres, url))
}

/// A fresh MySQL or MariaDB database; `None` when the machine has no server, which is reported.
#[must_use]
pub fn mysql() -> Option<TestDatabase> {
    static SERVER: OnceLock<Option<String>> = OnceLock::new();
    let url = SERVER.get_or_init(|| find("TEST_MYSQL_URL", &throw_away::MARIADB));
    url.as_deref()
        .map(|url| TestDatabase::create(DialectName::Mysql, url))
}

/// A fresh database of the dialect, if there is a server for it.
#[must_use]
pub fn database(dialect: DialectName) -> Option<TestDatabase> {
    match dialect {
        DialectName::Sqlite => Some(sqlite()),
        DialectName::Postgres => postgres(),
        DialectName::Mysql => mysql(),
    }
}

/// A fresh database on every server there is.
#[must_use]
pub fn all() -> Vec<TestDatabase> {
    DialectName::ALL.into_iter().filter_map(database).collect()
}

/// The URL of a server: the variable's, or that of a server started for this run.
fn find(variable: &str, server: &ThrowAway) -> Option<String> {
    if let Some(url) = std::env::var(variable).ok().filter(|url| !url.is_empty()) {
        if url == "none" {
            return None;
        }
        if let Err(error) = database::reach(&url) {
            panic!("{variable} is set, and its server cannot be reached: {error}");
        }
        return Some(url);
    }
    match server.url() {
        Ok(url) => Some(url),
        Err(reason) if required() => {
            panic!(
                "no {} server, and CI or REQUIRE_SERVERS asks for one: {reason}",
                server.name
            )
        }
        Err(reason) => {
            // Not `eprintln!`: the test harness swallows that for a test that passes.
            let _ = writeln!(
                std::io::stderr(),
                "\nSKIPPED: no {} server: {reason}\nSKIPPED: set {variable}, or install {}\n",
                server.name,
                server.package
            );
            None
        }
    }
}

/// Whether a missing server is a failure.
fn required() -> bool {
    let set = |name: &str| {
        std::env::var(name).is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
    };
    set("CI") || set("REQUIRE_SERVERS")
}

//! The framework at work on a test database, for tests of what it does there.

use migration_core::driver::{Access, Connection, DatabaseUrl, Source as _};

use crate::server::TestDatabase;

/// A connection of the framework.
///
/// # Panics
/// If there is none.
pub async fn connection(database: &TestDatabase) -> Connection {
    let url = DatabaseUrl::parse(&database.url).expect("a URL");
    let connection = url.open(Access::Write).await.expect("a server");
    connection.expect("a database")
}

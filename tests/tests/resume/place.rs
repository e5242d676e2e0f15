//! A database that is made anew for each run.

use migration_core::driver::DatabaseUrl;
use migration_core::schema::DialectName;
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

use crate::proxy::{Proxy, Side};

pub(crate) struct Place {
    database: Option<TestDatabase>,
    pub(crate) dialect: DialectName,
}

impl Place {
    pub(crate) fn on(dialect: DialectName) -> Option<Self> {
        Some(Self {
            database: Some(server::database(dialect)?),
            dialect,
        })
    }

    fn database(&self) -> &TestDatabase {
        self.database.as_ref().unwrap()
    }

    /// Takes away what the last run has left.
    pub(crate) fn empty(&mut self) {
        self.database = self.database.take().map(TestDatabase::emptied);
    }

    pub(crate) fn url(&self) -> DatabaseUrl {
        DatabaseUrl::parse(&self.database().url).unwrap()
    }

    /// The URL as text, for another process.
    pub(crate) fn raw(&self) -> &str {
        &self.database().url
    }

    pub(crate) async fn live(&self) -> Live {
        Live::connect(self.database()).await
    }

    /// The database through a proxy that cuts the runner off there.
    pub(crate) async fn through(&self, cut: Option<(usize, Side)>) -> (Proxy, DatabaseUrl) {
        let url = &self.database().url;
        let (scheme, rest) = url.split_once("://").unwrap();
        let (user, rest) = rest.split_once('@').unwrap();
        let (server, path) = rest.split_once('/').unwrap();
        let path = path.split('?').next().unwrap();
        let port = match self.dialect {
            DialectName::Mysql => "3306",
            _ => "5432",
        };
        let server = match server.contains(':') {
            true => server.to_owned(),
            false => format!("{server}:{port}"),
        };
        let proxy = Proxy::start(server, self.dialect, cut).await;
        // What is encrypted cannot be read on its way.
        let plain = match self.dialect {
            DialectName::Mysql => "ssl-mode=disabled",
            _ => "sslmode=disable",
        };
        let url = format!("{scheme}://{user}@{}/{path}?{plain}", proxy.address);
        (proxy, DatabaseUrl::parse(&url).unwrap())
    }
}

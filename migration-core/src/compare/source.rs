use crate::dialect::Capabilities;
use crate::dialect::split::statements;
use crate::driver::{Access, Connection, DatabaseUrl, DriverError, Source as _};
use crate::error::Error;
use crate::execute::{Migrator, Target};
use crate::introspect::{Introspection, introspect_with};
use crate::migration::Version;
use crate::schema::{DialectName, Schema};
use crate::scratch::{Scratch, at_once, unreadable};

/// Where a schema comes from.
#[derive(Clone)]
#[non_exhaustive]
pub enum SchemaSource {
    /// A live database.
    Database(DatabaseUrl),
    /// What migrations make, those up to a version or all.
    Migrations(Box<Migrator>, Option<Version>),
    /// What a value says.
    Schema(Box<Schema>),
    /// What SQL makes, and what it is called: a file's name.
    Sql {
        /// What errors call it.
        name: String,
        /// The statements.
        text: String,
    },
}

/// What a source holds on a server.
pub(super) struct Held {
    pub(super) found: Introspection,
    pub(super) capabilities: Capabilities,
}

impl SchemaSource {
    /// What it holds, as the server prints it. What is no database is made in one of its own there.
    pub(super) async fn read(&self, server: &DatabaseUrl) -> Result<Held, Error> {
        if let Self::Database(url) = self {
            let mut connection = open(url).await?;
            let held = held(&mut connection).await;
            connection.close().await;
            return held.map_err(|cause| Error::Database {
                doing: format!("read the schema of {}", url.redacted()),
                cause: cause.to_string(),
            });
        }
        if let Self::Schema(schema) = self {
            return of_value(schema, server).await;
        }
        let scratch = Scratch::make(server, false).await?;
        let held = self.make_and_read(&scratch).await;
        scratch.end().await?;
        held
    }

    async fn make_and_read(&self, scratch: &Scratch) -> Result<Held, Error> {
        match self {
            Self::Database(_) | Self::Schema(_) => {}
            Self::Migrations(migrator, version) => {
                let target = version.map_or(Target::Latest, Target::Version);
                let migrator = Migrator::clone(migrator).unguarded();
                migrator.up_to(&scratch.url, target).await?;
            }
            Self::Sql { name, text } => run(name, text, scratch).await?,
        }
        let mut connection = scratch.connect().await?;
        let held = held(&mut connection).await;
        connection.close().await;
        held.map_err(unreadable)
    }

    /// The live database that it is, if it is one.
    pub(super) const fn database(&self) -> Option<&DatabaseUrl> {
        match self {
            Self::Database(url) => Some(url),
            _ => None,
        }
    }
}

async fn open(url: &DatabaseUrl) -> Result<Connection, Error> {
    let opened = url.open(Access::Read).await?;
    opened.ok_or_else(|| Error::Call {
        problem: format!("there is no database {}", url.database()),
        help: "look at its path, or make it with `migrate db create`".to_owned(),
    })
}

async fn held(connection: &mut Connection) -> Result<Held, DriverError> {
    let capabilities = connection.capabilities().await?;
    let namespaces = namespaces(connection).await?;
    let namespaces: Vec<&str> = namespaces.iter().map(String::as_str).collect();
    Ok(Held {
        found: introspect_with(connection, &namespaces).await?,
        capabilities,
    })
}

/// The namespaces beside the one that names without any are in: neither the server's own nor an
/// extension's.
async fn namespaces(connection: &mut Connection) -> Result<Vec<String>, DriverError> {
    if connection.dialect() != DialectName::Postgres {
        return Ok(Vec::new());
    }
    let rows = connection
        .query(
            "SELECT n.nspname FROM pg_catalog.pg_namespace n \
             WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' \
             AND n.nspname IS DISTINCT FROM current_schema() AND n.nspname <> 'public' \
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_namespace'::regclass \
             AND d.objid = n.oid AND d.deptype = 'e') ORDER BY 1",
        )
        .await?;
    let names = rows.into_iter().filter_map(|row| row.into_iter().next()?);
    Ok(names.collect())
}

async fn of_value(schema: &Schema, server: &DatabaseUrl) -> Result<Held, Error> {
    let made = at_once::made(schema, server).await?;
    let (found, capabilities) = made.map_err(|cause| Error::Call {
        problem: format!("the schema cannot be made on {}: {cause}", server.dialect()),
        help: "compare it on the kind of server that it was read from".to_owned(),
    })?;
    Ok(Held {
        found,
        capabilities,
    })
}

/// Runs SQL in a scratch database, statement by statement.
async fn run(name: &str, text: &str, scratch: &Scratch) -> Result<(), Error> {
    let mut connection = scratch.connect().await?;
    let mut result = Ok(());
    for (at, piece) in statements(text, scratch.url.dialect()).iter().enumerate() {
        if let Err(cause) = connection.execute(piece.sql).await {
            let first = piece.sql.trim().lines().next().unwrap_or_default();
            result = Err(Error::Call {
                problem: format!("statement {} of {name} fails: {cause} ({first})", at + 1),
                help: "it is run in an empty database: let it hold all that it needs, in an order that works"
                    .to_owned(),
            });
            break;
        }
    }
    connection.close().await;
    result
}

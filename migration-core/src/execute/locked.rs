use super::identity::Identity;
use super::migrator::Migrator;
use crate::driver::{Connection, Source};
use crate::error::Error;
use crate::event::Event;
use crate::health::Server;
use crate::lock::{Lease, LockOptions, is_pooled, locked};
use crate::schema::DialectName;

/// Does the work under the lock, again from the start where another runner was faster before
/// this one had it. A macro: an asynchronous function that is called more than once cannot be
/// known to be `Send`.
macro_rules! under_lock {
    ($migrator:expr, $source:expr, $connection:expr, $step:literal, $work:expr) => {
        loop {
            match $migrator
                .in_lock($source, &mut $connection, $step, $work)
                .await
            {
                Ok(None) => {}
                Ok(Some(done)) => break Ok(done),
                Err(error) => break Err(error),
            }
        }
    };
}

/// The same on a connection of its own to the database, which is made if there is none.
macro_rules! on_connection {
    ($migrator:expr, $source:expr, $step:literal, $work:expr) => {{
        let mut connection = $migrator.made($source).await?;
        let result =
            $crate::execute::locked::under_lock!($migrator, $source, connection, $step, $work);
        connection.close().await;
        result
    }};
}

pub(in crate::execute) use {on_connection, under_lock};

impl Migrator {
    /// Does the work while holding the lock, and gives the lock back however the work ends. What
    /// the work writes stands behind the lease it is given. `None`: it is to be done again.
    pub(in crate::execute) async fn in_lock<T>(
        &self,
        source: &dyn Source,
        connection: &mut Connection,
        step: &'static str,
        work: impl AsyncFnOnce(&mut Connection, &Lease) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let server = self.ready(connection).await?;
        let pooled = match (server, self.pooled) {
            (Some(server), None) if source.dialect() == DialectName::Postgres => {
                server.lost_start || is_pooled(source, connection, server.process).await
            }
            (_, Some(pooled)) => pooled && source.dialect() == DialectName::Postgres,
            (_, None) => false,
        };
        let options = LockOptions {
            wait: self.lock_timeout,
            ttl: self.lock_lease,
            pooled,
            owner: Identity::of_process().who,
            step,
        };
        locked(source, connection, &options, &*self.listener, work).await
    }

    /// Which server it is, where there is one: asked before anything is written.
    ///
    /// # Errors
    /// [`Error::Unfit`] where it takes no changes.
    async fn ready(&self, connection: &mut Connection) -> Result<Option<Server>, Error> {
        let server = match Server::ask(connection).await {
            Ok(server) => server,
            Err(cause) => {
                return Err(connection
                    .refused("ask the server what it is", &cause)
                    .await);
            }
        };
        let Some(server) = server else {
            return Ok(None);
        };
        (self.listener)(&Event::Connected {
            server: server.name.clone(),
        });
        match server.obstacle {
            Some(obstacle) => Err(Error::Unfit {
                checks: vec![obstacle],
            }),
            None => Ok(Some(server)),
        }
    }
}

/// Why the ledger could not be read: a server that takes no changes may refuse that too.
pub(in crate::execute) async fn or_unfit(connection: &mut Connection, error: Error) -> Error {
    if !matches!(error, Error::Database { .. }) {
        return error;
    }
    match Server::ask(connection).await {
        Ok(Some(Server {
            obstacle: Some(obstacle),
            ..
        })) => Error::Unfit {
            checks: vec![obstacle],
        },
        _ => error,
    }
}

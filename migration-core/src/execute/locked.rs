use super::identity::Identity;
use super::migrator::Migrator;
use crate::driver::{Connection, Source};
use crate::error::Error;
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

pub(in crate::execute) use under_lock;

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
        let pooled = match self.pooled {
            _ if source.dialect() != DialectName::Postgres => false,
            Some(pooled) => pooled,
            None => is_pooled(source, connection).await,
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
}

//! One runner at a time, wherever it runs.
//!
//! Two layers. The **lease** is the row of `migrate_head`: taken by a compare-and-swap, kept alive
//! by a heartbeat, taken over only from a holder that a waiter has not seen move for its whole
//! time. It holds behind poolers and on every node of a cluster, where a server's own lock does
//! not, and its token is the fence of everything that a runner writes. The server's **own lock**
//! comes after it, where it is real, and waits out the statements of a client that died.
//!
//! Both are polled, with a limit, outside of transactions.

mod alone;
mod free;
mod heartbeat;
mod home;
mod lease;
mod native;
mod pooled;
mod pulse;
mod retry;
mod row;
mod statements;
mod take;
mod token;

use std::time::Duration;

pub(crate) use alone::alone;
pub(crate) use free::{FreeOptions, free, holder};
pub use free::{Grounds, Unlocked};
pub(crate) use lease::Lease;
pub(crate) use pooled::is_pooled;
pub(crate) use retry::is_transient;

use crate::driver::{Connection, Source};
use crate::error::Error;
use crate::event::Event;

/// Whether somebody has the lock, as far as its row tells: a holder that was killed on another
/// machine has it until another runner takes it over. Where it cannot be read, somebody may.
pub(crate) async fn is_held(connection: &mut Connection) -> bool {
    match row::LeaseRow::read(connection).await {
        Ok(Some(row)) => row.held && !row.is_gone(),
        Ok(None) => false,
        Err(_) => true,
    }
}

/// How a runner takes the lock.
#[derive(Debug, Clone)]
pub(crate) struct LockOptions {
    /// How long another runner is waited for.
    pub(crate) wait: Duration,
    /// How long a holder may be silent before another runner takes the lock over.
    pub(crate) ttl: Duration,
    /// Whether transactions of one connection may come to different sessions of the server.
    pub(crate) pooled: bool,
    /// User and host, for those who wait.
    pub(crate) owner: String,
    /// What the runner begins with, for those who wait.
    pub(crate) step: &'static str,
}

/// Does the work while holding the lock, and gives the lock back however the work ends. `None`:
/// another runner was faster before this one had the lock, nothing was written, and it is to be
/// done again from the start.
///
/// # Errors
/// [`Error::LockBusy`] where another runner keeps it for longer than the options say, or what the
/// work ends with.
pub(crate) async fn locked<T>(
    source: &dyn Source,
    connection: &mut Connection,
    options: &LockOptions,
    listener: &(dyn Fn(&Event) + Send + Sync),
    work: impl AsyncFnOnce(&mut Connection, &Lease) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    let waiter = take::Waiter::new(source, options, listener);
    let lease = waiter.take(connection).await?;
    let result = work(connection, &lease).await;
    let was_taken = lease.is_taken();
    lease.release(source, connection).await;
    match result {
        Err(Error::LockLost { .. }) if !was_taken => Ok(None),
        result => result.map(Some),
    }
}

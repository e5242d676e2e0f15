use std::future::Future;
use std::time::{Duration, Instant};

use super::native::Native;
use super::retry::BackOff;
use crate::driver::{Connection, Source};
use crate::error::Error;
use crate::event::Event;

/// Does the work under the server's own lock alone, which every runner takes as its second layer:
/// for work that may take away the table with the lease. SQLite's file has no other lock than
/// that of its transactions.
///
/// # Errors
/// [`Error::LockBusy`] where another runner keeps it for longer than `limit`, or what the work
/// ends with.
pub(crate) async fn alone<T>(
    source: &dyn Source,
    limit: Duration,
    listener: &(dyn Fn(&Event) + Send + Sync),
    work: impl Future<Output = Result<T, Error>> + Send,
) -> Result<T, Error> {
    let native = Native::of(source.dialect(), false);
    if native == Native::None {
        return work.await;
    }
    let mut connection = source.open_own().await?;
    let result = match take(native, &mut connection, limit, listener).await {
        Ok(()) => work.await,
        Err(error) => Err(error),
    };
    if let Some(unlock) = native.unlock() {
        // The server frees the lock with the connection, so an unlock that fails changes nothing.
        let _ = connection.query(unlock).await;
    }
    connection.close().await;
    result
}

async fn take(
    native: Native,
    connection: &mut Connection,
    limit: Duration,
    listener: &(dyn Fn(&Event) + Send + Sync),
) -> Result<(), Error> {
    let start = Instant::now();
    let mut pause = BackOff::new();
    let mut told = false;
    while !native.take(connection).await? {
        let waited = start.elapsed();
        let holder = native.holder(connection).await;
        if waited >= limit {
            return Err(Error::LockBusy {
                holder: holder.map(Box::new),
                waited: Some(waited),
            });
        }
        if !told {
            told = true;
            listener(&Event::WaitingForLock { holder });
        }
        pause.wait(limit - waited).await;
    }
    Ok(())
}

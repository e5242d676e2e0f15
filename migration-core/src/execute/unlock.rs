use super::migrator::Migrator;
use crate::driver::{Access, Source};
use crate::error::Error;
use crate::holder::Holder;
use crate::lock::{self, FreeOptions, Unlocked};

impl Migrator {
    /// Who has the lock now; `None` where nobody has it. A runner of a version that had no lease is
    /// not seen.
    ///
    /// # Errors
    /// Where the database cannot be reached or its ledger cannot be read.
    pub async fn lock_holder(&self, source: &impl Source) -> Result<Option<Holder>, Error> {
        let Some(mut connection) = source.open(Access::Read).await? else {
            return Ok(None);
        };
        let holder = lock::holder(&mut connection).await;
        connection.close().await;
        holder
    }

    /// Frees the lock of a holder that is dead: its process or its session has ended, or it shows
    /// no sign of life for two thirds of its lease, ten seconds where nobody said otherwise.
    ///
    /// No run needs this, for each takes over the lock of a dead holder itself. It is for a
    /// lease that is long, and to see who has the lock.
    ///
    /// # Errors
    /// [`Error::LockHeld`] where the holder lives, or what the server answers.
    pub async fn unlock(&self, source: &impl Source) -> Result<Unlocked, Error> {
        self.free(source, false).await
    }

    /// Takes the lock from its holder, alive or not, and ends the session of the server that works
    /// for it. What it was doing is broken off, and whatever it would write next is refused; where
    /// the server commits by itself, the next run finds out what happened and goes on there.
    ///
    /// # Errors
    /// [`Error::LockHeld`] where the server does not let the lock be taken away, or what it answers.
    pub async fn unlock_by_force(&self, source: &impl Source) -> Result<Unlocked, Error> {
        self.free(source, true).await
    }

    async fn free(&self, source: &impl Source, force: bool) -> Result<Unlocked, Error> {
        // A SQLite file that is not there stays away.
        let Some(connection) = source.open(Access::Read).await? else {
            return Ok(Unlocked::default());
        };
        connection.close().await;
        let mut connection = source.open_own().await?;
        let options = FreeOptions {
            force,
            ttl: self.lock_lease,
            wait: self.lock_timeout,
        };
        let freed = lock::free(&mut connection, options, &*self.listener).await;
        connection.close().await;
        freed
    }
}

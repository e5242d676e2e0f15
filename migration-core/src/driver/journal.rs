use super::Connection;
use super::connection::Inner;

impl Connection {
    /// Has SQLite keep its rollback journal between transactions, and says whether that has to
    /// end with [`Connection::delete_journal`]. Making the file and deleting it again costs a
    /// short transaction more than its pages do; what a crash leaves is rolled back either way.
    /// <https://www.sqlite.org/pragma.html#pragma_journal_mode>
    ///
    /// Only where the mode is SQLite's default: a write-ahead log is the database's own choice.
    /// An application's connection keeps its settings.
    pub(crate) async fn keep_journal(&mut self) -> bool {
        if !self.is_own_sqlite() {
            return false;
        }
        // Where the answer is another one, or none, the run is slower and nothing else.
        let delete =
            matches!(self.value("PRAGMA journal_mode").await, Ok(Some(mode)) if mode == "delete");
        delete && self.execute("PRAGMA journal_mode = PERSIST").await.is_ok()
    }

    /// Ends what [`Connection::keep_journal`] began, and deletes the file.
    pub(crate) async fn delete_journal(&mut self) {
        // Where another writer is faster, the file stays with nothing in it until the next one.
        let _ = self.execute("PRAGMA journal_mode = DELETE").await;
    }

    /// Has SQLite give back the pages that it keeps in memory beyond need. A migration may have
    /// all of the cache; the pages of those before it are of little use to it.
    /// <https://www.sqlite.org/pragma.html#pragma_shrink_memory>
    pub(crate) async fn shrink_memory(&mut self) {
        if self.is_own_sqlite() {
            // Where it fails, the run needs more memory and nothing else.
            let _ = self.execute("PRAGMA shrink_memory").await;
        }
    }

    /// Whether this is SQLite, on a connection that is not an application's.
    pub(super) const fn is_own_sqlite(&self) -> bool {
        match &self.inner {
            #[cfg(feature = "sqlite")]
            Inner::Sqlite(handle) => matches!(handle, super::connection::Handle::Owned(_)),
            #[cfg(feature = "postgres")]
            Inner::Postgres(_) => false,
            #[cfg(feature = "mysql")]
            Inner::Mysql(_) => false,
        }
    }
}

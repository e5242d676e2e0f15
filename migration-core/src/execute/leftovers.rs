//! What PostgreSQL leaves behind where a statement outside transactions fails: an index that
//! is not valid, which keeps its name and has to be dropped before another attempt.
//! <https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY>

use super::runner::Runner;
use super::statement::{StatementError, shown};
use crate::dialect::Statement;
use crate::driver::{DriverError, ErrorKind};
use crate::schema::DialectName;

/// An invalid index, by its name within quotes and by its whole name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct InvalidIndex {
    quoted: String,
    qualified: String,
}

impl Runner<'_> {
    /// The indexes that are not valid now.
    pub(super) async fn invalid_indexes(&mut self) -> Vec<InvalidIndex> {
        if self.connection.dialect() != DialectName::Postgres {
            return Vec::new();
        }
        let sql = "SELECT '\"' || replace(c.relname, '\"', '\"\"') || '\"', c.oid::regclass \
                   FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid";
        // Where this cannot be asked, the statement itself will tell why.
        let rows = self.connection.query(sql).await.unwrap_or_default();
        rows.into_iter()
            .filter_map(|row| {
                let mut values = row.into_iter();
                Some(InvalidIndex {
                    quoted: values.next()??,
                    qualified: values.next()??,
                })
            })
            .collect()
    }

    /// Drops the index that a statement which failed has left, so that the next run can begin
    /// with the same statement. Another session may be making an index just now: one that was
    /// there before the statement, or is not named in it, is not touched.
    pub(super) async fn drop_leftover(
        &mut self,
        statement: &Statement,
        before: &[InvalidIndex],
        error: &mut StatementError,
    ) {
        let left = self
            .invalid_indexes()
            .await
            .into_iter()
            .find(|index| !before.contains(index) && shown(statement).contains(&index.quoted));
        let Some(InvalidIndex { qualified, .. }) = left else {
            return;
        };
        self.leftover = Some(format!("DROP INDEX CONCURRENTLY {qualified}"));
        match self.clear_leftover().await {
            // Who kept the statement waiting keeps this waiting too: the next attempt begins with it.
            Err(cause) if cause.kind == ErrorKind::Busy && error.kind == ErrorKind::Busy => {}
            Err(_) => {
                error.kind = ErrorKind::Other;
                error.hint = self.leftover_hint();
            }
            Ok(()) => {}
        }
    }

    /// Drops what an attempt has left, where one has.
    pub(super) async fn clear_leftover(&mut self) -> Result<(), DriverError> {
        if let Some(drop) = &self.leftover {
            self.connection.execute(drop).await?;
            self.leftover = None;
        }
        Ok(())
    }

    /// What to do about what an attempt has left, where it could not be dropped.
    pub(super) fn leftover_hint(&self) -> Option<String> {
        let drop = self.leftover.as_ref()?;
        Some(format!(
            "the server left an index that is not valid, which could not be dropped: `{drop}`"
        ))
    }
}

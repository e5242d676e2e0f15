use super::runner::{Runner, Stopped};
use crate::driver::Connection;
use crate::error::Error;
use crate::plan::{MigrationPlan, Ran};

/// The settings of a connection that a rebuild changes, each with its value.
pub(super) type Settings = [(&'static str, Option<String>); 2];

impl Runner<'_> {
    /// Runs migrations on SQLite without foreign keys being enforced, and puts the connection's
    /// own settings back however they end.
    ///
    /// SQLite takes the switch only outside a transaction and says nothing where it does not, so
    /// it is read back before anything runs:
    /// <https://www.sqlite.org/pragma.html#pragma_foreign_keys>
    pub(super) async fn without_foreign_keys(
        &mut self,
        plans: &[MigrationPlan],
        savepoints: bool,
    ) -> Result<Vec<Ran>, Stopped> {
        let kept = self.foreign_keys_off().await?;
        let result = self.begin_and_run(plans, savepoints).await;
        let put_back = self.foreign_keys_back(kept).await;
        if result.is_ok() {
            put_back?;
        }
        result
    }

    /// Switches foreign keys off, and gives the connection's own settings.
    pub(super) async fn foreign_keys_off(&mut self) -> Result<Settings, Error> {
        let foreign_keys = pragma(self.connection, "PRAGMA foreign_keys").await?;
        let legacy = pragma(self.connection, "PRAGMA legacy_alter_table").await?;
        pragma(self.connection, "PRAGMA foreign_keys = OFF").await?;
        if pragma(self.connection, "PRAGMA foreign_keys")
            .await?
            .as_deref()
            != Some("0")
        {
            return Err(Error::Database {
                doing: "switch foreign keys off for a table rebuild".to_owned(),
                cause: "the connection is inside a transaction".to_owned(),
            });
        }
        self.unenforced = true;
        Ok([
            ("legacy_alter_table", legacy),
            ("foreign_keys", foreign_keys),
        ])
    }

    /// Puts them back. Each is tried, whatever becomes of the other.
    pub(super) async fn foreign_keys_back(&mut self, kept: Settings) -> Result<(), Error> {
        self.unenforced = false;
        let mut result = Ok(());
        for (name, value) in kept {
            let value = if value.as_deref() == Some("1") {
                "ON"
            } else {
                "OFF"
            };
            let set = pragma(self.connection, &format!("PRAGMA {name} = {value}")).await;
            result = result.and(set.map(drop));
        }
        result
    }
}

async fn pragma(connection: &mut Connection, sql: &str) -> Result<Option<String>, Error> {
    connection
        .value(sql)
        .await
        .map_err(|cause| Error::Database {
            doing: "prepare the connection for a table rebuild".to_owned(),
            cause: cause.to_string(),
        })
}

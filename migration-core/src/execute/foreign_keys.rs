use super::runner::{Runner, Stopped};
use crate::driver::Connection;
use crate::error::Error;
use crate::plan::{MigrationPlan, Ran};

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
        let foreign_keys = pragma(self.connection, "PRAGMA foreign_keys").await?;
        let legacy = pragma(self.connection, "PRAGMA legacy_alter_table").await?;
        pragma(self.connection, "PRAGMA foreign_keys = OFF").await?;
        if pragma(self.connection, "PRAGMA foreign_keys")
            .await?
            .as_deref()
            != Some("0")
        {
            return Err(Stopped::Error(Error::Database {
                doing: "switch foreign keys off for a table rebuild".to_owned(),
                cause: "the connection is inside a transaction".to_owned(),
            }));
        }
        self.unenforced = true;
        let result = self.begin_and_run(plans, savepoints).await;
        self.unenforced = false;
        for (name, value) in [
            ("legacy_alter_table", legacy),
            ("foreign_keys", foreign_keys),
        ] {
            let value = if value.as_deref() == Some("1") {
                "ON"
            } else {
                "OFF"
            };
            let set = pragma(self.connection, &format!("PRAGMA {name} = {value}")).await;
            if result.is_ok() {
                set?;
            }
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

use super::store::{asked, existing, failed};
use super::{LedgerStore, Statements};
use crate::driver::Connection;
use crate::error::Error;
use crate::schema::DialectName;

/// What a database says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The protected environment that it is.
    pub environment: Option<String>,
    /// What tells it from another database of the same name.
    pub id: Option<String>,
    /// Who had it remembered, and when.
    pub protected_by: Option<String>,
}

const ENVIRONMENT: &str = "environment";
const ID: &str = "database_id";
const PROTECTED_BY: &str = "protected_by";

impl Statements {
    /// Every setting.
    #[must_use]
    pub const fn read_settings(self) -> &'static str {
        "SELECT name, value FROM migrate_settings"
    }

    /// Makes the table where it is not there, and puts in what is not there yet.
    fn remember(self, settings: [(&str, &str); 3]) -> String {
        let values: Vec<String> = settings
            .iter()
            .map(|(name, value)| format!("({}, {})", self.text(name), self.text(value)))
            .collect();
        let (insert, ignore) = match self.dialect() {
            DialectName::Sqlite => ("INSERT OR IGNORE INTO", ""),
            DialectName::Mysql => ("INSERT IGNORE INTO", ""),
            DialectName::Postgres => ("INSERT INTO", " ON CONFLICT DO NOTHING"),
        };
        format!(
            "{} {insert} migrate_settings (name, value) VALUES {}{ignore}",
            self.create_settings(),
            values.join(", ")
        )
    }

    /// Takes away what says that a database is protected.
    fn forget(self) -> String {
        let names = [ENVIRONMENT, ID, PROTECTED_BY].map(|name| self.text(name));
        format!(
            "DELETE FROM migrate_settings WHERE name IN ({})",
            names.join(", ")
        )
    }
}

impl LedgerStore {
    /// What the database says about itself; nothing where it has no table for that.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn settings(connection: &mut Connection) -> Result<Settings, Error> {
        let sql = Statements::new(connection.dialect()).read_settings();
        let rows = existing(asked(connection, sql).await)?.unwrap_or_default();
        let mut settings = Settings::default();
        for row in rows {
            let mut values = row.into_iter().map(Option::unwrap_or_default);
            let (name, value) = (values.next().unwrap_or_default(), values.next());
            match name.as_str() {
                ENVIRONMENT => settings.environment = value,
                ID => settings.id = value,
                PROTECTED_BY => settings.protected_by = value,
                // A later version may keep more.
                _ => {}
            }
        }
        Ok(settings)
    }

    /// Has the database remember that it is this protected environment; what it remembers
    /// already stays.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn protect(
        connection: &mut Connection,
        environment: &str,
        id: &str,
        by: &str,
    ) -> Result<(), Error> {
        let settings = [(ENVIRONMENT, environment), (ID, id), (PROTECTED_BY, by)];
        let sql = Statements::new(connection.dialect()).remember(settings);
        let doing = "remember in the database that it is protected";
        match connection.execute(&sql).await {
            Ok(_) => Ok(()),
            Err(cause) => Err(connection.refused(doing, &cause).await),
        }
    }

    /// Has the database forget that it is protected.
    ///
    /// # Errors
    /// What the server answers.
    pub async fn unprotect(connection: &mut Connection) -> Result<(), Error> {
        let sql = Statements::new(connection.dialect()).forget();
        connection
            .execute(&sql)
            .await
            .map(|_| ())
            .map_err(|cause| failed("take the protection off the database", &cause))
    }
}

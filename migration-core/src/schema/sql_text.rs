use super::DialectName;

/// SQL that a person wrote: one text for every dialect, or one for each.
///
/// A dialect without a text of its own uses the common one; where there is neither,
/// planning for that dialect is refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SqlText {
    /// The text for each dialect that has none of its own.
    pub common: Option<String>,
    /// The text for SQLite.
    pub sqlite: Option<String>,
    /// The text for PostgreSQL.
    pub postgres: Option<String>,
    /// The text for MySQL and MariaDB.
    pub mysql: Option<String>,
}

impl SqlText {
    /// The text to use on `dialect`, if there is one.
    #[must_use]
    pub fn get(&self, dialect: DialectName) -> Option<&str> {
        let own = match dialect {
            DialectName::Sqlite => &self.sqlite,
            DialectName::Postgres => &self.postgres,
            DialectName::Mysql => &self.mysql,
        };
        own.as_deref().or(self.common.as_deref())
    }

    /// The text with its own version for SQLite.
    #[must_use]
    pub fn sqlite(mut self, sql: impl Into<String>) -> Self {
        self.sqlite = Some(sql.into());
        self
    }

    /// The text with its own version for PostgreSQL.
    #[must_use]
    pub fn postgres(mut self, sql: impl Into<String>) -> Self {
        self.postgres = Some(sql.into());
        self
    }

    /// The text with its own version for MySQL and MariaDB.
    #[must_use]
    pub fn mysql(mut self, sql: impl Into<String>) -> Self {
        self.mysql = Some(sql.into());
        self
    }

    /// The text with a version for every dialect that has none of its own.
    #[must_use]
    pub fn otherwise(mut self, sql: impl Into<String>) -> Self {
        self.common = Some(sql.into());
        self
    }

    /// A short form for messages: the first text there is.
    #[must_use]
    pub fn summary(&self) -> &str {
        [&self.common, &self.sqlite, &self.postgres, &self.mysql]
            .into_iter()
            .find_map(|text| text.as_deref())
            .unwrap_or("")
    }

    /// Every text there is, the common one first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.common, &self.sqlite, &self.postgres, &self.mysql]
            .into_iter()
            .filter_map(|text| text.as_deref())
    }
}

impl<S: Into<String>> From<S> for SqlText {
    fn from(sql: S) -> Self {
        Self {
            common: Some(sql.into()),
            ..Self::default()
        }
    }
}

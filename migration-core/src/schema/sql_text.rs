use std::fmt;

use super::DialectName;

/// SQL that a person wrote: one text for every dialect, or one for each.
///
/// A dialect without a text of its own uses the common one; where there is neither,
/// planning for that dialect is refused.
#[derive(Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SqlText {
    // In a box: most columns have none, and a schema holds many columns.
    texts: Box<Texts>,
}

#[derive(Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct Texts {
    common: Option<Box<str>>,
    sqlite: Option<Box<str>>,
    postgres: Option<Box<str>>,
    mysql: Option<Box<str>>,
}

impl fmt::Debug for SqlText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(
                self.each()
                    .into_iter()
                    .filter_map(|(name, text)| Some((name, text?))),
            )
            .finish()
    }
}

impl SqlText {
    /// The text to use on `dialect`, if there is one.
    #[must_use]
    pub fn get(&self, dialect: DialectName) -> Option<&str> {
        self.own(dialect).or(self.common())
    }

    /// The text for each dialect that has none of its own.
    #[must_use]
    pub fn common(&self) -> Option<&str> {
        self.texts.common.as_deref()
    }

    /// The text for `dialect` alone.
    #[must_use]
    pub fn own(&self, dialect: DialectName) -> Option<&str> {
        match dialect {
            DialectName::Sqlite => &self.texts.sqlite,
            DialectName::Postgres => &self.texts.postgres,
            DialectName::Mysql => &self.texts.mysql,
        }
        .as_deref()
    }

    /// A text for one dialect alone.
    #[must_use]
    pub fn only(dialect: DialectName, sql: impl Into<String>) -> Self {
        match dialect {
            DialectName::Sqlite => Self::default().sqlite(sql),
            DialectName::Postgres => Self::default().postgres(sql),
            DialectName::Mysql => Self::default().mysql(sql),
        }
    }

    /// Changes every text there is; the dialect is the one whose own it is.
    pub fn change(&mut self, mut with: impl FnMut(Option<DialectName>, &str) -> String) {
        let texts = &mut *self.texts;
        for (dialect, text) in [
            (None, &mut texts.common),
            (Some(DialectName::Sqlite), &mut texts.sqlite),
            (Some(DialectName::Postgres), &mut texts.postgres),
            (Some(DialectName::Mysql), &mut texts.mysql),
        ] {
            if let Some(text) = text {
                *text = with(dialect, text).into_boxed_str();
            }
        }
    }

    /// Every text, with the name of whom it is for, the common one first.
    #[must_use]
    pub fn each(&self) -> [(&'static str, Option<&str>); 4] {
        let texts = &*self.texts;
        [
            ("common", texts.common.as_deref()),
            ("sqlite", texts.sqlite.as_deref()),
            ("postgres", texts.postgres.as_deref()),
            ("mysql", texts.mysql.as_deref()),
        ]
    }

    /// The text with its own version for SQLite.
    #[must_use]
    pub fn sqlite(mut self, sql: impl Into<String>) -> Self {
        self.texts.sqlite = Some(sql.into().into_boxed_str());
        self
    }

    /// The text with its own version for PostgreSQL.
    #[must_use]
    pub fn postgres(mut self, sql: impl Into<String>) -> Self {
        self.texts.postgres = Some(sql.into().into_boxed_str());
        self
    }

    /// The text with its own version for MySQL and MariaDB.
    #[must_use]
    pub fn mysql(mut self, sql: impl Into<String>) -> Self {
        self.texts.mysql = Some(sql.into().into_boxed_str());
        self
    }

    /// The text with a version for every dialect that has none of its own.
    #[must_use]
    pub fn otherwise(mut self, sql: impl Into<String>) -> Self {
        self.texts.common = Some(sql.into().into_boxed_str());
        self
    }

    /// A short form for messages: the first text there is.
    #[must_use]
    pub fn summary(&self) -> &str {
        self.texts().next().unwrap_or("")
    }

    /// Every text there is, the common one first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.each().into_iter().filter_map(|(_, text)| text)
    }
}

impl<S: Into<String>> From<S> for SqlText {
    fn from(sql: S) -> Self {
        Self::default().otherwise(sql)
    }
}

use std::fmt;
use std::str::FromStr;

use super::redacted::redacted;
use crate::error::Error;
use crate::schema::DialectName;

/// Where a database is and how to get in: `postgres://user:password@host/name`,
/// `mysql://user@host/name`, `sqlite://path/to/file.db`, `sqlite::memory:`.
///
/// Its `Debug` and `Display` never show the password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    text: String,
    dialect: DialectName,
}

impl DatabaseUrl {
    /// Reads a URL.
    ///
    /// # Errors
    /// [`Error::Url`] where it names no database that can be migrated, or one whose driver
    /// is not compiled in.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let scheme = text.split(':').next().unwrap_or_default();
        let dialect = match scheme {
            "sqlite" => DialectName::Sqlite,
            "postgres" | "postgresql" => DialectName::Postgres,
            "mysql" | "mariadb" => DialectName::Mysql,
            _ => {
                return Err(Error::Url {
                    problem: if text.is_empty() {
                        "the database URL is empty".to_owned()
                    } else if text.contains("://") {
                        format!("the database URL has the unknown scheme {scheme:?}")
                    } else {
                        "the database URL has no scheme".to_owned()
                    },
                    help: FORMS.to_owned(),
                });
            }
        };
        let url = Self {
            // sqlx knows MariaDB by its own name too, but a URL of one spelling is easier to compare.
            text: match text.strip_prefix("mariadb:") {
                Some(rest) => format!("mysql:{rest}"),
                None => text.to_owned(),
            },
            dialect,
        };
        url.readable()?;
        Ok(url)
    }

    /// The dialect at the other end.
    #[must_use]
    pub const fn dialect(&self) -> DialectName {
        self.dialect
    }

    /// The URL as it was given, password and all: for the driver alone.
    pub(super) fn expose(&self) -> &str {
        &self.text
    }

    /// The URL without its password.
    #[must_use]
    pub fn redacted(&self) -> String {
        redacted(&self.text)
    }

    /// The database's name: the last segment of the path, or SQLite's file.
    #[must_use]
    pub fn database(&self) -> String {
        let base = self.text.split('?').next().unwrap_or_default();
        match self.dialect {
            DialectName::Sqlite => {
                let rest = base.strip_prefix("sqlite:").unwrap_or(base);
                rest.strip_prefix("//").unwrap_or(rest).to_owned()
            }
            DialectName::Postgres | DialectName::Mysql => {
                let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
                let path = match rest.rsplit_once('@') {
                    Some((_, host)) => host,
                    None => rest,
                };
                path.split_once('/').map_or("", |(_, name)| name).to_owned()
            }
        }
    }

    /// Whether it names a SQLite database that has no file.
    pub(super) fn is_in_memory(&self) -> bool {
        self.database().contains(":memory:") || self.text.contains("mode=memory")
    }

    /// The same server with another database.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        let (base, query) = match self.text.split_once('?') {
            Some((base, query)) => (base, format!("?{query}")),
            None => (self.text.as_str(), String::new()),
        };
        let old = self.database();
        let stem = base
            .strip_suffix(&old)
            .unwrap_or(base)
            .trim_end_matches('/');
        Self {
            text: format!("{stem}/{name}{query}"),
            dialect: self.dialect,
        }
    }

    /// Whether the driver can read the rest of it.
    fn readable(&self) -> Result<(), Error> {
        // A driver takes what stands behind one slash for a name, which the server then tells.
        if self.dialect != DialectName::Sqlite && !self.text.contains("://") {
            return Err(Error::Url {
                problem: format!(
                    "cannot read the database URL {}: there is no // behind the scheme",
                    self.redacted()
                ),
                help: FORMS.to_owned(),
            });
        }
        // A password with a ? or # in it ends where the driver sees options, which it may tell of.
        let options = self.text.split_once(['?', '#']).map(|(_, options)| options);
        if self.dialect != DialectName::Sqlite
            && options.is_some_and(|options| options.contains('@'))
        {
            return Err(Error::Url {
                problem: format!(
                    "cannot read the database URL {}: there is an @ behind a ? or #",
                    self.redacted()
                ),
                help: format!("in user and password, {CODES}; in options, write @ as %40"),
            });
        }
        let problem = match self.dialect {
            #[cfg(feature = "sqlite")]
            DialectName::Sqlite => sqlx::sqlite::SqliteConnectOptions::from_str(&self.text).err(),
            #[cfg(feature = "postgres")]
            DialectName::Postgres => sqlx::postgres::PgConnectOptions::from_str(&self.text).err(),
            #[cfg(feature = "mysql")]
            DialectName::Mysql => sqlx::mysql::MySqlConnectOptions::from_str(&self.text).err(),
            #[allow(unreachable_patterns, reason = "with all drivers there is no other")]
            other => {
                return Err(Error::Url {
                    problem: format!("this program was built without the driver for {other}"),
                    help: format!(
                        "add the feature {:?} to the crate that runs the migrations",
                        other.as_str()
                    ),
                });
            }
        };
        match problem {
            None => Ok(()),
            Some(problem) => Err(Error::Url {
                problem: format!(
                    "cannot read the database URL {}: {problem}",
                    self.redacted()
                ),
                help: format!("{FORMS}; in a password, {CODES}"),
            }),
        }
    }
}

const CODES: &str = "write @ as %40, / as %2F, : as %3A, ? as %3F, # as %23, % as %25";

const FORMS: &str = "write it like postgres://user:password@host/name, mysql://user:password@host/name or \
                     sqlite://path/to/file.db";

impl FromStr for DatabaseUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.redacted())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.redacted())
    }
}

#[cfg(all(test, feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_shows() {
        for (url, shown) in [
            ("postgres://u:secret@h/db", "postgres://u:****@h/db"),
            (
                "postgres://u:se%40cret@h:5432/db?sslmode=disable",
                "postgres://u:****@h:5432/db?sslmode=disable",
            ),
            (
                "postgres://h/db?user=u&password=secret",
                "postgres://h/db?user=u&password=****",
            ),
            ("mysql://u@h/db", "mysql://u@h/db"),
            ("sqlite://a.db?mode=rwc", "sqlite://a.db?mode=rwc"),
        ] {
            let url = DatabaseUrl::parse(url).unwrap();
            assert_eq!(url.redacted(), shown);
            assert_eq!(format!("{url:?}"), shown);
        }
        let error = DatabaseUrl::parse("postgres://u:sec/ret@h:x/db").unwrap_err();
        let all = format!("{error} {error:?} {:?}", error.help());
        assert!(!all.contains("sec") && !all.contains("ret@"), "{all}");
    }

    #[test]
    fn a_url_tells_its_database() {
        for (url, database, other) in [
            (
                "postgres://u:p@h/db?sslmode=disable",
                "db",
                "postgres://u:****@h/new?sslmode=disable",
            ),
            ("mysql://u@h:3306/db", "db", "mysql://u@h:3306/new"),
            ("postgres://u@h", "", "postgres://u@h/new"),
        ] {
            let url = DatabaseUrl::parse(url).unwrap();
            assert_eq!(url.database(), database);
            assert_eq!(url.with_database("new").redacted(), other);
        }
        assert_eq!(
            DatabaseUrl::parse("sqlite://dir/a.db?mode=rwc")
                .unwrap()
                .database(),
            "dir/a.db"
        );
        assert_eq!(
            DatabaseUrl::parse("sqlite::memory:").unwrap().database(),
            ":memory:"
        );
    }

    #[test]
    fn what_is_no_url_says_how_one_looks() {
        for (text, problem) in [
            ("", "the database URL is empty"),
            ("app.db", "the database URL has no scheme"),
            (
                "oracle://h/db",
                "the database URL has the unknown scheme \"oracle\"",
            ),
        ] {
            let error = DatabaseUrl::parse(text).unwrap_err();
            assert_eq!(error.to_string(), problem);
            assert!(error.help().unwrap().contains("sqlite://path/to/file.db"));
        }
    }
}

use std::fmt;
use std::path::PathBuf;

use super::DatabaseUrl;
#[cfg(any(feature = "postgres", feature = "mysql"))]
use crate::schema::DialectName;

/// Where a server is and how to get in, taken apart for the server's own programs.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// The host's name or number.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The socket, which goes before host and port.
    pub socket: Option<PathBuf>,
    /// The user.
    pub user: String,
    /// The database.
    pub database: String,
    /// What the URL says of encryption, as it says it: `sslmode`, `sslrootcert` and the like.
    pub encryption: Vec<(String, String)>,
    password: Option<String>,
}

impl Address {
    /// The password: for the environment of a program or a file that nobody else may read, and
    /// never for an argument.
    #[must_use]
    pub fn expose_password(&self) -> Option<&str> {
        self.password.as_deref()
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Address")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("socket", &self.socket)
            .field("user", &self.user)
            .field("database", &self.database)
            .finish_non_exhaustive()
    }
}

impl DatabaseUrl {
    /// The address of the server; `None` for SQLite.
    #[must_use]
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    pub fn address(&self) -> Option<Address> {
        use sqlx::ConnectOptions as _;
        match self.dialect() {
            #[cfg(feature = "postgres")]
            DialectName::Postgres => {
                let options: sqlx::postgres::PgConnectOptions = self.expose().parse().ok()?;
                let url = options.to_url_lossy();
                Some(Address {
                    host: options.get_host().to_owned(),
                    port: options.get_port(),
                    socket: options.get_socket().cloned(),
                    user: options.get_username().to_owned(),
                    database: options
                        .get_database()
                        .unwrap_or(options.get_username())
                        .to_owned(),
                    encryption: encryption(self.expose()),
                    password: url.password().map(decoded),
                })
            }
            #[cfg(feature = "mysql")]
            DialectName::Mysql => {
                let options: sqlx::mysql::MySqlConnectOptions = self.expose().parse().ok()?;
                let url = options.to_url_lossy();
                Some(Address {
                    host: options.get_host().to_owned(),
                    port: options.get_port(),
                    socket: options.get_socket().cloned(),
                    user: options.get_username().to_owned(),
                    database: options.get_database().unwrap_or_default().to_owned(),
                    encryption: encryption(self.expose()),
                    password: url.password().map(decoded),
                })
            }
            _ => None,
        }
    }

    /// The address of the server: without a server's driver there is none.
    #[must_use]
    #[cfg(not(any(feature = "postgres", feature = "mysql")))]
    pub const fn address(&self) -> Option<Address> {
        None
    }
}

/// The parameters about encryption, with the names that sqlx takes for the same made one.
#[cfg(any(feature = "postgres", feature = "mysql"))]
fn encryption(url: &str) -> Vec<(String, String)> {
    let Some((_, query)) = url.split_once('?') else {
        return Vec::new();
    };
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter_map(|(key, value)| {
            let name = match key {
                "sslmode" | "ssl-mode" => "sslmode",
                "sslrootcert" | "ssl-root-cert" | "sslca" | "ssl-ca" => "sslrootcert",
                "sslcert" | "ssl-cert" => "sslcert",
                "sslkey" | "ssl-key" => "sslkey",
                _ => return None,
            };
            Some((name.to_owned(), decoded(value)))
        })
        .collect()
}

/// A text with `%40` and the like replaced.
#[cfg(any(feature = "postgres", feature = "mysql"))]
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = text
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(all(test, feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_what_the_url_says() {
        for (url, expected) in [
            (
                "postgres://ada:p%40ss%23%25@db.example:6543/shop?sslmode=require&ssl-root-cert=/a%20b.pem",
                ("db.example", 6543, "ada", "shop", Some("p@ss#%")),
            ),
            (
                "mysql://ada:%22q%5C@db.example/shop",
                ("db.example", 3306, "ada", "shop", Some("\"q\\")),
            ),
            (
                "mysql://ada@db.example:3307/shop",
                ("db.example", 3307, "ada", "shop", None),
            ),
        ] {
            let address = DatabaseUrl::parse(url).unwrap().address().unwrap();
            let found = (
                address.host.as_str(),
                address.port,
                address.user.as_str(),
                address.database.as_str(),
                address.expose_password(),
            );
            assert_eq!(found, expected);
            let shown = format!("{address:?}");
            assert!(!shown.contains("p@ss") && !shown.contains("\"q"), "{shown}");
        }
        let url = DatabaseUrl::parse("postgres://h/d?sslmode=require&sslrootcert=/a%20b.pem");
        assert_eq!(
            url.unwrap().address().unwrap().encryption,
            [
                ("sslmode".to_owned(), "require".to_owned()),
                ("sslrootcert".to_owned(), "/a b.pem".to_owned())
            ]
        );
        let url = DatabaseUrl::parse("sqlite://a.db").unwrap();
        assert_eq!(url.address(), None);
    }
}

//! Which server it is, and whether it takes changes: one question before anything is written.

use std::collections::BTreeMap;

use super::Check;
use crate::driver::{Connection, DriverError};
use crate::schema::DialectName;

/// The check's name.
pub(super) const NAME: &str = "writable";

/// A server as it describes itself. A SQLite file has none.
#[derive(Debug)]
pub(crate) struct Server {
    /// Product, version and address, as far as it tells.
    pub(crate) name: String,
    /// What keeps it from being changed.
    pub(crate) obstacle: Option<Check>,
    /// The number of the process that answered, where that tells something: PostgreSQL's.
    pub(crate) process: Option<String>,
    /// Whether it never got what the driver said in its first message. PostgreSQL takes every
    /// setting from there; pgbouncer passes on the few that it knows, and is told to ignore
    /// this one, or it would refuse the driver.
    /// <https://www.pgbouncer.org/config.html#ignore_startup_parameters>
    pub(crate) lost_start: bool,
}

impl Server {
    /// Asks it: one round trip, and one more on a node of a cluster.
    pub(crate) async fn ask(connection: &mut Connection) -> Result<Option<Self>, DriverError> {
        match connection.dialect() {
            DialectName::Sqlite => Ok(None),
            DialectName::Postgres => {
                let rows = connection.query(POSTGRES).await?;
                let row = rows.into_iter().next().unwrap_or_default();
                Ok(Some(Self::postgres(row)))
            }
            DialectName::Mysql => {
                let said = pairs(connection.query(MYSQL).await?);
                let cluster = match said.get("wsrep_on").is_some_and(|on| on == "ON") {
                    true => Some(pairs(connection.query(GALERA).await?)),
                    false => None,
                };
                Ok(Some(Self::mysql(&said, cluster.as_ref())))
            }
        }
    }

    fn postgres(row: Vec<Option<String>>) -> Self {
        let mut values = row.into_iter().map(Option::unwrap_or_default);
        let mut next = || values.next().unwrap_or_default();
        let (process, digits, standby, read_only) = (next(), next(), next(), next());
        let (version, address, port, called) = (next(), next(), next(), next());
        let place = match address.as_str() {
            "" => format!("a socket of this machine, port {port}"),
            address if address.contains(':') => format!("[{address}]:{port}"),
            address => format!("{address}:{port}"),
        };
        let called = match called.as_str() {
            "" => String::new(),
            called => format!(" ({called})"),
        };
        let version = version.split(' ').next().unwrap_or_default();
        let name = format!("PostgreSQL {version} at {place}{called}");
        let obstacle = match (standby.as_str(), read_only.as_str()) {
            ("t", _) => Some(Check::failure(
                NAME,
                format!("{name} is a standby, which only repeats what its primary does"),
                "name the primary in the database URL; where the address is one of several hosts, look which of them \
                 is the primary now",
            )),
            (_, "on") => Some(Check::failure(
                NAME,
                format!("its transactions are read-only at {name}"),
                "name a server that takes writes; where it is the right one, somebody has set \
                 default_transaction_read_only for the server, the database or this user: `ALTER … RESET \
                 default_transaction_read_only` takes that back",
            )),
            _ => None,
        };
        Self {
            name,
            obstacle,
            process: (!process.is_empty()).then_some(process),
            lost_start: digits != FIRST_MESSAGE,
        }
    }

    fn mysql(said: &BTreeMap<String, String>, cluster: Option<&BTreeMap<String, String>>) -> Self {
        let of = |key: &str| said.get(key).map(String::as_str).unwrap_or_default();
        let version = of("version");
        let product = match version.to_ascii_lowercase().contains("mariadb") {
            true => "MariaDB",
            false => "MySQL",
        };
        let number = version.split('-').next().unwrap_or_default();
        let mut name = format!("{product} {number} at {}:{}", of("hostname"), of("port"));
        if cluster.is_some() {
            name.push_str(&format!(", node {} of a cluster", of("wsrep_node_name")));
        }
        let is_on = |key: &str| !matches!(of(key), "" | "OFF" | "0");
        let read_only = ["super_read_only", "innodb_read_only", "read_only"]
            .into_iter()
            .find(|key| is_on(key));
        let obstacle = cluster
            .and_then(|cluster| unready(&name, cluster))
            .or_else(|| {
                let setting = read_only?;
                Some(Check::failure(
                    NAME,
                    format!("it is read-only ({setting}): {name}"),
                    format!(
                        "name the server that takes writes in the database URL: this one may be a replica; where it is \
                         the right one, an administrator takes it back with `SET GLOBAL {setting} = OFF`"
                    ),
                ))
            });
        Self {
            name,
            obstacle,
            process: None,
            lost_start: false,
        }
    }
}

/// Why a node of a cluster takes no changes.
/// <https://galeracluster.com/library/documentation/monitoring-cluster.html>
fn unready(name: &str, cluster: &BTreeMap<String, String>) -> Option<Check> {
    let of = |key: &str| cluster.get(key).map(String::as_str).unwrap_or_default();
    let status = of("wsrep_cluster_status");
    if status != "Primary" {
        return Some(Check::failure(
            NAME,
            format!("{name} is in a part of it that takes no changes ({status})"),
            "name a node of the part that has the majority; where there is none, an administrator has to bring the \
             cluster together again",
        ));
    }
    (of("wsrep_ready") != "ON").then(|| {
        Check::failure(
            NAME,
            format!("{name} is not ready ({})", of("wsrep_local_state_comment")),
            "wait until it has caught up, or name another node of the cluster",
        )
    })
}

/// What the driver says in its first message.
const FIRST_MESSAGE: &str = "2";

const POSTGRES: &str = "SELECT pg_backend_pid(), current_setting('extra_float_digits'), pg_is_in_recovery(), \
    current_setting('transaction_read_only'), current_setting('server_version'), host(inet_server_addr()), \
    current_setting('port'), current_setting('cluster_name')";

/// `SHOW` is answered by a node that answers nothing else.
const MYSQL: &str = "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'hostname', 'port', 'read_only', \
    'super_read_only', 'innodb_read_only', 'wsrep_on', 'wsrep_node_name')";

const GALERA: &str = "SHOW GLOBAL STATUS WHERE Variable_name IN ('wsrep_ready', 'wsrep_cluster_status', \
    'wsrep_local_state_comment')";

fn pairs(rows: Vec<Vec<Option<String>>>) -> BTreeMap<String, String> {
    rows.into_iter()
        .filter_map(|row| {
            let mut values = row.into_iter().map(Option::unwrap_or_default);
            Some((values.next()?.to_lowercase(), values.next()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn a_server_that_takes_no_changes_is_known_by_its_own_words() {
        let usual = [
            ("version", "10.11.19-MariaDB"),
            ("hostname", "db-1"),
            ("port", "3306"),
        ];
        let with = |more: &[(&str, &str)]| map(&[&usual[..], more].concat());
        let ready = [("wsrep_cluster_status", "Primary"), ("wsrep_ready", "ON")];
        let donor = [
            ("wsrep_cluster_status", "Primary"),
            ("wsrep_ready", "OFF"),
            ("wsrep_local_state_comment", "Joining"),
        ];
        for (said, cluster, found) in [
            (with(&[("read_only", "OFF")]), None, None),
            (with(&[("read_only", "ON")]), None, Some("(read_only)")),
            // A word of MariaDB 12.
            (
                with(&[("read_only", "NO_LOCK_NO_ADMIN")]),
                None,
                Some("(read_only)"),
            ),
            (
                with(&[("read_only", "ON"), ("super_read_only", "ON")]),
                None,
                Some("(super_read_only)"),
            ),
            (with(&[]), Some(&ready[..]), None),
            (with(&[]), Some(&donor[..]), Some("not ready (Joining)")),
            (
                with(&[]),
                Some(&[("wsrep_cluster_status", "non-Primary")][..]),
                Some("takes no changes (non-Primary)"),
            ),
        ] {
            let server = Server::mysql(&said, cluster.map(map).as_ref());
            assert!(
                server.name.starts_with("MariaDB 10.11.19 at db-1:3306"),
                "{}",
                server.name
            );
            let text = server.obstacle.map(|check| check.found);
            match found {
                None => assert_eq!(text, None),
                Some(part) => assert!(text.as_ref().is_some_and(|t| t.contains(part)), "{text:?}"),
            }
        }
    }

    #[test]
    fn postgres_tells_where_it_is_and_whether_it_heard_the_first_message() {
        let row = |values: [&str; 8]| {
            let some = |value: &str| (!value.is_empty()).then(|| value.to_owned());
            Server::postgres(values.map(some).into())
        };
        let usual = row([
            "7",
            "2",
            "f",
            "off",
            "15.20 (Debian)",
            "10.0.0.7",
            "5432",
            "15/main",
        ]);
        assert_eq!(usual.name, "PostgreSQL 15.20 at 10.0.0.7:5432 (15/main)");
        assert!(!usual.lost_start && usual.obstacle.is_none());
        let pooled = row(["7", "1", "f", "off", "18.1", "", "5433", ""]);
        assert_eq!(
            pooled.name,
            "PostgreSQL 18.1 at a socket of this machine, port 5433"
        );
        assert!(pooled.lost_start);
        for (standby, read_only, found) in [
            ("t", "on", "is a standby"),
            ("f", "on", "transactions are read-only"),
        ] {
            let server = row(["7", "2", standby, read_only, "15.20", "::1", "5432", ""]);
            let check = server.obstacle.expect("an obstacle");
            assert!(check.found.contains(found), "{check:?}");
        }
    }
}

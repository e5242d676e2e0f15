//! Scratch databases of runs that were killed.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::database::{PREFIX, administration, drop_database};
use crate::driver::DatabaseUrl;
use crate::schema::DialectName;

/// The file that a run holds locked as long as it lives.
pub(crate) const LOCK: &str = "in_use";

/// One that is younger may not be in use yet.
const YOUNG: Duration = Duration::from_secs(60);

/// Drops what killed runs have left on the server, and tells their names. What cannot be
/// looked for or dropped is left alone: the proof itself needs none of it.
pub(crate) async fn remove(server: &DatabaseUrl) -> Vec<String> {
    if server.dialect() == DialectName::Sqlite {
        return remove_folders(&std::env::temp_dir());
    }
    let mut removed = Vec::new();
    for name in unused(server).await.unwrap_or_default() {
        if is_old(&name) && drop_database(server, &name).await.is_ok() {
            removed.push(name);
        }
    }
    removed
}

/// The scratch databases that nobody is connected to: a run is, as long as it lives.
async fn unused(server: &DatabaseUrl) -> Option<Vec<String>> {
    let length = PREFIX.len();
    let sql = match server.dialect() {
        DialectName::Mysql => format!(
            "SELECT schema_name FROM information_schema.schemata s \
             WHERE left(schema_name, {length}) = '{PREFIX}' AND NOT EXISTS \
             (SELECT 1 FROM information_schema.processlist p WHERE p.db = s.schema_name)"
        ),
        _ => format!(
            "SELECT datname FROM pg_database d WHERE left(datname, {length}) = '{PREFIX}' AND NOT EXISTS \
             (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)"
        ),
    };
    let mut connection = administration(server).await.ok()?;
    let rows = connection.query(&sql).await;
    connection.close().await;
    let names = rows
        .ok()?
        .into_iter()
        .filter_map(|row| row.into_iter().next());
    Some(names.flatten().collect())
}

fn remove_folders(within: &Path) -> Vec<String> {
    let entries = fs::read_dir(within).into_iter().flatten().flatten();
    let mut removed = Vec::new();
    for entry in entries {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else {
            continue;
        };
        let unused = File::open(entry.path().join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok());
        if unused && is_old(name) && fs::remove_dir_all(entry.path()).is_ok() {
            removed.push(entry.path().display().to_string());
        }
    }
    removed
}

/// Whether the moment in the name is long enough ago.
fn is_old(name: &str) -> bool {
    let seconds = name.strip_prefix(PREFIX).and_then(|rest| {
        let (seconds, _) = rest.split_once('_')?;
        seconds.parse().ok()
    });
    let made = seconds
        .and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
    made.and_then(|made| SystemTime::now().duration_since(made).ok())
        .is_some_and(|age| age > YOUNG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_young_one_is_left_alone() {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = now.unwrap().as_secs();
        for (name, old) in [
            (format!("{PREFIX}{now}_1_ab"), false),
            (format!("{PREFIX}{}_1_ab", now - 100), true),
            (format!("{PREFIX}mine"), false),
            (format!("{PREFIX}{}_1_ab", u64::MAX), false),
            ("app".to_owned(), false),
        ] {
            assert_eq!(is_old(&name), old, "{name}");
        }
    }
}

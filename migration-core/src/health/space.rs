//! Room for a table that SQLite makes anew: the copy stands beside the old one until the end.

use std::collections::BTreeSet;
use std::path::Path;

use super::Check;
use crate::driver::{Connection, literal};
use crate::plan::Need;
use crate::schema::DialectName;

const NAME: &str = "disk space";

/// Whether there is room for the tables that the plan makes anew. Nothing where it is not known.
pub(super) async fn check(
    connection: &mut Connection,
    file: &str,
    needs: &BTreeSet<Need>,
) -> Option<Check> {
    let free = free(Path::new(file))?;
    let mut number =
        async |sql: &str| -> Option<u64> { connection.value(sql).await.ok()??.parse().ok() };
    let page = number("PRAGMA page_size").await?;
    let whole = number("PRAGMA page_count").await? * page;
    let unused = number("PRAGMA freelist_count").await? * page;
    if free > whole.saturating_mul(2) {
        return Some(Check::ok(
            NAME,
            format!("{} free, {} used", mb(free), mb(whole)),
        ));
    }
    let mut largest = 0;
    for need in needs {
        if let Need::Alter(table) = need {
            let name = literal(DialectName::Sqlite, table);
            let sql = format!("SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = {name}");
            // Without the table that tells it, any table may be the whole file.
            largest = largest.max(number(&sql).await.unwrap_or(whole));
        }
    }
    Some(judge(free.saturating_add(unused), largest))
}

/// The copy needs as much as the table, and the journal up to as much again.
fn judge(room: u64, table: u64) -> Check {
    let found = format!("{} free for a copy of {}", mb(room), mb(table));
    let help = "make room on the file system of the database";
    if room < table {
        Check::failure(NAME, found, help)
    } else if room < table.saturating_mul(2) {
        Check::warning(NAME, format!("{found} and its journal"), help)
    } else {
        Check::ok(NAME, found)
    }
}

fn mb(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
}

/// How many bytes this user may still write beside the file.
#[cfg(all(unix, feature = "sqlite"))]
#[allow(
    clippy::useless_conversion,
    reason = "systems differ in how wide these numbers are"
)]
fn free(file: &Path) -> Option<u64> {
    let at = nix::sys::statvfs::statvfs(file).ok()?;
    Some(u64::from(at.blocks_available()).saturating_mul(u64::from(at.fragment_size())))
}

#[cfg(not(all(unix, feature = "sqlite")))]
const fn free(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::super::Level;
    use super::*;

    #[test]
    fn a_copy_needs_room() {
        for (room, table, expected) in [
            (10, 20, Level::Failure),
            (30, 20, Level::Warning),
            (40, 20, Level::Ok),
            (0, 0, Level::Ok),
        ] {
            assert_eq!(judge(room, table).level, expected, "{room} {table}");
        }
        #[cfg(all(unix, feature = "sqlite"))]
        assert!(free(Path::new("/")).is_some_and(|bytes| bytes > 0));
    }
}

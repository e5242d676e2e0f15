//! All that a database holds, as lines: what two runs have to end with alike.

use std::collections::BTreeMap;

use migration_core::introspect::introspect;
use migration_core::ledger::{Entry, EntryState, LedgerStore};
use migration_core::schema::DialectName;
use migration_tests::framework;
use migration_tests::live::{Live, TextRow};
use migration_tests::server::TestDatabase;

/// One line for each thing, sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State(Vec<String>);

impl State {
    /// Reads a database: its schema twice (the framework's introspection and the catalogue
    /// itself), every row, the ledger without its times, and what should not be there.
    pub(crate) async fn of(database: &TestDatabase) -> Self {
        let mut lines = introspected(database).await;
        let mut live = Live::connect(database).await;
        let catalogue = live.catalogue().await;
        // The catalogue's own words for the ledger are no part of what users have.
        let users = catalogue.iter().filter(|line| !line.contains("migrate_"));
        lines.extend(users.map(|line| format!("catalogue: {line}")));
        for table in tables(&mut live).await {
            let rows = live.ok(&format!("SELECT * FROM {table}")).await;
            lines.extend(rows.iter().map(|row| format!("{table}: {}", text(row))));
        }
        lines.extend(leftovers(&mut live).await);
        lines.sort();
        Self(lines)
    }

    /// The lines that only one of the two has.
    pub(crate) fn difference(&self, other: &Self) -> Vec<String> {
        let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
        for line in &self.0 {
            *counts.entry(line).or_default() += 1;
        }
        for line in &other.0 {
            *counts.entry(line).or_default() -= 1;
        }
        let told = counts.into_iter().filter(|(_, count)| *count != 0);
        told.map(|(line, count)| {
            let sign = if count > 0 { '-' } else { '+' };
            format!("{sign} {line}")
        })
        .collect()
    }

    /// Whether the ledger is true, and nothing is left over: of any run that has ended.
    pub(crate) fn is_true(&self) -> bool {
        let bad = ["invalid index:", "damaged:", "refers to no row:"];
        self.0.iter().any(|line| line == TRUE_HEAD)
            && !self
                .0
                .iter()
                .any(|line| bad.iter().any(|bad| line.starts_with(bad)))
    }
}

const TRUE_HEAD: &str = "the head is what the entries amount to: true";

async fn introspected(database: &TestDatabase) -> Vec<String> {
    let mut connection = framework::connection(database).await;
    let found = introspect(&mut connection)
        .await
        .expect("introspection works");
    let mut lines: Vec<String> = format!("{:#?}", found.schema)
        .lines()
        .map(|line| format!("schema: {line}"))
        .collect();
    // The order tells which table a line belongs to.
    lines = vec![lines.join("\n")];
    lines.push(format!("not modelled: {:?}", found.unmodelled));
    let entries = LedgerStore::entries(&mut connection)
        .await
        .expect("a ledger");
    let head = LedgerStore::head(&mut connection).await.expect("a ledger");
    let events = LedgerStore::events(&mut connection)
        .await
        .expect("a ledger");
    connection.close().await;
    lines.extend(entries.iter().map(entry_line));
    let applied = entries
        .iter()
        .filter(|entry| entry.state == EntryState::Applied);
    let amount = (applied.count(), LedgerStore::digest(&entries).to_string());
    let head = head.map(|head| (head.applied, head.digest));
    lines.push(format!(
        "the head is what the entries amount to: {}",
        head == Some(amount)
    ));
    let done = events
        .iter()
        .filter(|event| ["up", "down"].contains(&event.kind.as_str()));
    lines.extend(done.map(|event| format!("event: {} {}", event.kind, event.version)));
    lines
}

fn entry_line(entry: &Entry) -> String {
    format!(
        "ledger: {} {} {} {} {} {} {}",
        entry.version,
        entry.name,
        entry.checksum,
        entry.algorithm,
        entry.state.as_str(),
        entry.direction,
        entry.done
    )
}

/// Every table, view and sequence of the user, as it is named in SQL.
async fn tables(live: &mut Live) -> Vec<String> {
    let sql = match live.dialect() {
        DialectName::Sqlite => {
            "SELECT '\"' || replace(name, '\"', '\"\"') || '\"' FROM pragma_table_list \
             WHERE schema = 'main' AND type IN ('table', 'view', 'virtual') \
             AND name NOT LIKE 'migrate!_%' ESCAPE '!' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        }
        DialectName::Postgres => {
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT LIKE 'pg\\_%' \
             AND n.nspname <> 'information_schema' AND c.relname NOT LIKE 'migrate\\_%'"
        }
        DialectName::Mysql => {
            "SELECT concat('`', replace(table_name, '`', '``'), '`') FROM information_schema.tables \
             WHERE table_schema = database() AND table_type IN ('BASE TABLE', 'VIEW') \
             AND table_name NOT LIKE 'migrate\\_%'"
        }
    };
    let rows = live.ok(sql).await;
    rows.into_iter()
        .filter_map(|row| row.into_iter().next().flatten())
        .collect()
}

/// What an interrupted run may leave, and a finished one may not.
async fn leftovers(live: &mut Live) -> Vec<String> {
    let checks: &[(&str, &str)] = match live.dialect() {
        DialectName::Sqlite => &[
            (
                "damaged",
                "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
            ),
            ("refers to no row", "SELECT * FROM pragma_foreign_key_check"),
            ("journal mode", "PRAGMA journal_mode"),
            (
                "definition",
                "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'migrate!_%' ESCAPE '!'",
            ),
        ],
        DialectName::Postgres => &[
            (
                "invalid index",
                "SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid",
            ),
            (
                "relation",
                "SELECT c.oid::regclass, c.relkind FROM pg_class c JOIN pg_namespace n \
              ON n.oid = c.relnamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')",
            ),
            (
                "prepared transaction",
                "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()",
            ),
        ],
        DialectName::Mysql => &[
            (
                "object",
                "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = database()",
            ),
            (
                "trigger",
                "SELECT trigger_name, action_statement FROM information_schema.triggers \
              WHERE trigger_schema = database()",
            ),
        ],
    };
    let mut lines = Vec::new();
    for (what, sql) in checks {
        let rows = live.ok(sql).await;
        lines.extend(rows.iter().map(|row| format!("{what}: {}", text(row))));
    }
    lines
}

fn text(row: &TextRow) -> String {
    let values: Vec<&str> = row
        .iter()
        .map(|v| steady(v.as_deref().unwrap_or("NULL")))
        .collect();
    values.join("|")
}

/// A value, or what kind it is where it differs from run to run: the moment of the run, and what
/// servers make up by chance.
fn steady(value: &str) -> &str {
    let day = |ago: i64| (chrono::Utc::now() - chrono::TimeDelta::days(ago)).date_naive();
    let is_now = |ago| value.starts_with(&day(ago).to_string()) && value.contains(':');
    let is_random = value.len() == 36
        && value.as_bytes()[14] == b'4'
        && value.matches('-').count() == 4
        && value.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit());
    match (is_now(0) || is_now(1), is_random) {
        (true, _) => "a moment ago",
        (_, true) => "a UUID",
        _ => value,
    }
}

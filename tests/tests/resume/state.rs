//! What a run has left: the catalogue, the rows, and what the ledger says.

use migration_core::schema::DialectName;
use migration_tests::live::Live;

use crate::place::Place;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    catalogue: Vec<String>,
    rows: Vec<String>,
    ledger: Vec<String>,
}

const LEDGER: [&str; 3] = [
    "SELECT version, name, checksum, state, direction, done, up_sql, down_sql, mark, part FROM migrate_ledger ORDER BY version",
    "SELECT applied, digest FROM migrate_head",
    "SELECT kind, version FROM migrate_events WHERE kind IN ('up', 'down') ORDER BY id",
];

impl State {
    pub(crate) async fn of(place: &Place) -> Self {
        let mut live = place.live().await;
        let mut ledger = Vec::new();
        for sql in LEDGER {
            let rows = live.ok(sql).await;
            ledger.extend(rows.into_iter().map(|row| format!("{row:?}")));
        }
        Self {
            catalogue: definitions(&mut live).await,
            rows: rows(&mut live).await,
            ledger,
        }
    }

    /// What differs, a line each.
    pub(crate) fn difference(&self, other: &Self) -> String {
        let mut out = String::new();
        for (what, ours, theirs) in [
            ("catalogue", &self.catalogue, &other.catalogue),
            ("rows", &self.rows, &other.rows),
            ("ledger", &self.ledger, &other.ledger),
        ] {
            for line in ours.iter().filter(|line| !theirs.contains(line)) {
                out.push_str(&format!("\n    {what} - {line}"));
            }
            for line in theirs.iter().filter(|line| !ours.contains(line)) {
                out.push_str(&format!("\n    {what} + {line}"));
            }
        }
        out
    }
}

async fn definitions(live: &mut Live) -> Vec<String> {
    let mut all: Vec<String> = live.catalogue().await.into_iter().collect();
    if live.dialect() == DialectName::Mysql {
        for sql in [
            "SELECT 'view', table_name, view_definition FROM information_schema.views WHERE table_schema = DATABASE()",
            "SELECT 'trigger', trigger_name, action_statement FROM information_schema.triggers WHERE trigger_schema = DATABASE()",
            "SELECT routine_type, routine_name, routine_definition FROM information_schema.routines WHERE routine_schema = DATABASE()",
        ] {
            let rows = live.ok(sql).await;
            all.extend(rows.into_iter().map(|row| format!("{row:?}")));
        }
    }
    all.retain(|line| !line.contains("migrate_"));
    all.sort();
    all
}

/// The columns of a table but the one that numbers its rows: a number that a row had which was rolled
/// back is not given again.
async fn unnumbered(live: &mut Live, table: &str) -> String {
    let columns = live.ok(&format!("SHOW COLUMNS FROM {table}")).await;
    let chosen: Vec<String> = columns
        .into_iter()
        .filter(|column| column[5].as_deref() != Some("auto_increment"))
        .filter_map(|column| Some(format!("`{}`", column[0].as_ref()?.replace('`', "``"))))
        .collect();
    match chosen.is_empty() {
        true => "1".to_owned(),
        false => chosen.join(", "),
    }
}

async fn rows(live: &mut Live) -> Vec<String> {
    let tables = match live.dialect() {
        DialectName::Mysql => {
            "SELECT concat('`', replace(table_name, '`', '``'), '`') FROM information_schema.tables \
             WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'migrate\\_%'"
        }
        _ => {
            "SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' \
             AND c.relname NOT LIKE 'migrate\\_%'"
        }
    };
    let mut all = Vec::new();
    for table in live.ok(tables).await {
        let table = table[0].clone().unwrap();
        // How many there are: values of the moment and of chance differ from run to run.
        let count = live.value(&format!("SELECT count(*) FROM {table}")).await;
        all.push(format!("{table}: {count:?}"));
        let chosen = match live.dialect() {
            DialectName::Mysql => unnumbered(live, &table).await,
            _ => "*".to_owned(),
        };
        let found = live.sql(&format!("SELECT {chosen} FROM {table}")).await;
        let found = found.unwrap_or_default();
        let steady = |value: &Option<String>| {
            let text = value.clone().unwrap_or_else(|| "NULL".to_owned());
            let of_the_moment = text.starts_with("20") && text.contains('-') && text.contains(':');
            let of_chance = text.len() == 36 && text.matches('-').count() == 4;
            match of_the_moment || of_chance {
                true => "…".to_owned(),
                false => text,
            }
        };
        let mut lines: Vec<String> = found
            .iter()
            .map(|row| format!("{table}: {:?}", row.iter().map(steady).collect::<Vec<_>>()))
            .collect();
        lines.sort();
        all.extend(lines);
    }
    all.sort();
    all
}

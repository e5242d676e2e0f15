//! A database with everything in it, and what it holds as text: read with plain sqlx.

use std::collections::BTreeMap;
use std::future::Future;

use migration_core::Migrator;
use migration_core::driver::{DatabaseUrl, literal};
use migration_core::introspect::{Introspection, introspect};
use migration_core::migration::{Down, Recorded, Registry};
use migration_core::prelude::*;
use migration_core::schema::{DialectName, RangeOf};
use migration_tests::framework;
use migration_tests::live::Live;
use migration_tests::server::TestDatabase;

/// What no escaping survives by chance.
const HARD: &str = "it's \"quoted\" \\ `back`\n\ttab; -- no comment %_ ü😀 $$ \\N";

/// The same without a character that MariaDB's own dump does not know in a default.
const DEFAULT: &str = "it's \"quoted\" \\ `back`\n\ttab; -- no comment %_ ü $$ \\N";

/// Everything a database holds: the catalogue as introspection reads it, and every row.
#[derive(Debug, PartialEq)]
pub(crate) struct Everything {
    pub(crate) catalogue: Introspection,
    pub(crate) rows: BTreeMap<String, Vec<String>>,
}

/// A table with a column of every type, filled, and what else there is beside tables.
pub(crate) fn fill(database: &TestDatabase) {
    let dialect = database.dialect;
    let mut schema = SchemaBuilder::new();
    schema.create_table("kinds", |t| {
        t.id();
        t.column(small_int("a_small_int").nullable());
        t.column(int("an_int").nullable());
        t.column(big_int("a_big_int").nullable());
        t.column(float("a_float").nullable());
        t.column(double("a_double").nullable());
        t.column(decimal("a_decimal", 25, 5).nullable());
        t.column(boolean("a_boolean").nullable());
        t.column(char("a_char", 4).nullable());
        t.column(varchar("a_varchar", 100).nullable().unique());
        t.column(text("a_text").nullable());
        t.column(binary("a_binary").nullable());
        t.column(date("a_date").nullable());
        t.column(time("a_time").nullable());
        t.column(timestamp("a_timestamp").nullable());
        t.column(timestamp_tz("an_instant").nullable());
        t.column(json("a_json").nullable());
        t.column(jsonb("a_jsonb").nullable());
        t.column(uuid("a_uuid").nullable());
        t.column(enumeration("a_mood", ["good", "it's bad"]).nullable());
        match dialect {
            DialectName::Postgres => {
                t.column(interval("an_interval").nullable());
                t.column(inet("an_inet").nullable());
                t.column(cidr("a_cidr").nullable());
                t.column(mac_addr("a_mac_addr").nullable());
                t.column(bit("a_bit", 5).nullable());
                t.column(bit_varying("a_bit_varying", 9).nullable());
                t.column(range("a_range", RangeOf::Int).nullable());
                t.column(array("an_array", types::text()).nullable());
            }
            DialectName::Mysql => {
                t.column(unsigned_small_int("an_unsigned_small_int").nullable());
                t.column(unsigned_int("an_unsigned_int").nullable());
                t.column(unsigned_big_int("an_unsigned_big_int").nullable());
                t.column(bit("a_bit", 5).nullable());
            }
            DialectName::Sqlite => {}
        }
        t.check("kinds_an_int_is_small", "an_int < 2000000");
        t.index(["an_int", "a_date"]);
    });
    schema.create_table("children", |t| {
        t.id();
        t.column(
            big_int("kind_id")
                .references_column("kinds", "id")
                .on_delete(Cascade),
        );
        t.column(varchar("note", 200).default(DEFAULT));
    });
    let operations = schema.into_operations();
    let version = "20260101_000000".parse().expect("a version");
    let recorded = Recorded::new(version, "everything", operations, Down::Derived);
    let migrator = Migrator::new(Registry::of_recorded(vec![recorded]));
    let url = DatabaseUrl::parse(&database.url).expect("a URL");
    wait(migrator.up(&url)).expect("the migration works");
    wait(async {
        let mut live = Live::connect(database).await;
        let (columns, values): (Vec<&str>, Vec<String>) = values(dialect).into_iter().unzip();
        let row = format!(
            "INSERT INTO kinds ({}) VALUES ({})",
            columns.join(", "),
            values.join(", ")
        );
        live.ok(&row).await;
        live.ok("INSERT INTO kinds (a_text) VALUES ('')").await;
        live.ok("INSERT INTO kinds (an_int) VALUES (NULL)").await;
        live.ok("INSERT INTO children (kind_id) VALUES (1), (1), (2)")
            .await;
        for sql in beside(dialect) {
            live.ok(sql).await;
        }
    });
}

/// A value of each type.
fn values(dialect: DialectName) -> Vec<(&'static str, String)> {
    let hard = literal(dialect, HARD);
    let bytes = match dialect {
        DialectName::Postgres => "'\\x00ff275c0a'",
        _ => "X'00FF275C0A'",
    };
    let mut all = vec![
        ("a_small_int", "-32768".to_owned()),
        ("an_int", "1999999".to_owned()),
        ("a_big_int", "-9223372036854775808".to_owned()),
        ("a_float", "0.1".to_owned()),
        ("a_double", "1.7976931348623157e308".to_owned()),
        ("a_decimal", "'12345678901234567890.12345'".to_owned()),
        ("a_boolean", "true".to_owned()),
        ("a_char", "'ab'".to_owned()),
        ("a_varchar", hard.clone()),
        ("a_text", hard),
        ("a_binary", bytes.to_owned()),
        ("a_date", "'2026-02-28'".to_owned()),
        ("a_time", "'23:59:59.999999'".to_owned()),
        ("a_timestamp", "'2026-11-20 09:30:00.123456'".to_owned()),
        ("an_instant", "'2040-01-01 00:00:00.000001'".to_owned()),
        ("a_json", "'{\"a\": [1, 2.5, null, \"ü😀\"]}'".to_owned()),
        ("a_jsonb", "'{\"b\": {\"c\": \"it''s\"}}'".to_owned()),
        (
            "a_uuid",
            "'0f8fad5b-d9cb-469f-a165-70867728950e'".to_owned(),
        ),
        ("a_mood", "'it''s bad'".to_owned()),
    ];
    let more: &[(&str, &str)] = match dialect {
        DialectName::Postgres => &[
            ("an_interval", "'1 year 2 days 3.5 seconds'"),
            ("an_inet", "'192.168.0.1/24'"),
            ("a_cidr", "'10.0.0.0/8'"),
            ("a_mac_addr", "'08:00:2b:01:02:03'"),
            ("a_bit", "B'10101'"),
            ("a_bit_varying", "B'101'"),
            ("a_range", "'[1,5)'"),
            ("an_array", "ARRAY['a,b', 'it''s', NULL]"),
        ],
        DialectName::Mysql => &[
            ("an_unsigned_small_int", "65535"),
            ("an_unsigned_int", "4294967295"),
            ("an_unsigned_big_int", "18446744073709551615"),
            ("a_bit", "b'10101'"),
        ],
        DialectName::Sqlite => &[],
    };
    all.extend(
        more.iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    all
}

/// What there is beside tables.
const fn beside(dialect: DialectName) -> &'static [&'static str] {
    match dialect {
        DialectName::Sqlite => &[
            "CREATE VIEW shown AS SELECT id, a_text FROM kinds",
            "CREATE TRIGGER noted AFTER INSERT ON children BEGIN UPDATE children SET note = 'new' WHERE id = new.id; END",
            "PRAGMA user_version = 7",
        ],
        DialectName::Postgres => &[
            "CREATE VIEW shown AS SELECT id, a_text FROM kinds",
            "CREATE MATERIALIZED VIEW kept AS SELECT count(*) AS many FROM kinds",
            "CREATE SEQUENCE numbers START 5 INCREMENT 3",
            "SELECT nextval('numbers')",
            "CREATE DOMAIN amount AS integer CHECK (VALUE > 0)",
            "CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n * 2 $$",
            "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := 'new'; RETURN NEW; END $$",
            "CREATE TRIGGER noted BEFORE INSERT ON children FOR EACH ROW EXECUTE FUNCTION touch()",
            "COMMENT ON TABLE kinds IS 'it''s everything'",
            "CREATE SCHEMA audit",
            "CREATE TABLE audit.entries (id int PRIMARY KEY, price amount)",
            "INSERT INTO audit.entries VALUES (1, 2)",
            "CREATE TABLE measures (day date NOT NULL) PARTITION BY RANGE (day)",
            "CREATE TABLE measures_2026 PARTITION OF measures FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
            "INSERT INTO measures VALUES ('2026-05-05')",
        ],
        DialectName::Mysql => &[
            "CREATE VIEW shown AS SELECT id, a_text FROM kinds",
            "CREATE TRIGGER noted BEFORE INSERT ON children FOR EACH ROW SET NEW.note = 'new'",
            "CREATE FUNCTION doubled(n INT) RETURNS INT DETERMINISTIC RETURN n * 2",
            "CREATE PROCEDURE clear_notes() UPDATE children SET note = ''",
        ],
    }
}

/// Changes what a backup has to bring back, and adds what it has to take away.
pub(crate) fn destroy(database: &TestDatabase) {
    let statements: &[&str] = match database.dialect {
        DialectName::Postgres => &[
            "DROP TABLE children",
            "DELETE FROM kinds WHERE id > 1",
            "ALTER TABLE kinds DROP COLUMN a_text CASCADE",
            "CREATE TABLE later (id int)",
            "CREATE SCHEMA other",
            "DROP SCHEMA audit CASCADE",
            "DROP FUNCTION doubled",
        ],
        _ => &[
            "DROP TABLE children",
            "DROP VIEW shown",
            "DELETE FROM kinds WHERE id > 1",
            "ALTER TABLE kinds DROP COLUMN a_text",
            "CREATE TABLE later (id int)",
            "DELETE FROM migrate_ledger",
        ],
    };
    wait(async {
        let mut live = Live::connect(database).await;
        for sql in statements {
            live.ok(sql).await;
        }
    });
}

/// All that the database holds now.
pub(crate) fn everything(database: &TestDatabase) -> Everything {
    wait(async {
        let mut connection = framework::connection(database).await;
        let catalogue = introspect(&mut connection).await.expect("a catalogue");
        connection.close().await;
        let mut live = Live::connect(database).await;
        let mut rows = BTreeMap::new();
        for table in live.ok(tables(database.dialect)).await {
            let table = table[0].clone().expect("a name");
            let sql = reading(&mut live, &table).await;
            let found = live.ok(&sql).await.into_iter();
            let found = found.map(|row| row[0].clone().unwrap_or_default());
            rows.insert(table, found.collect());
        }
        Everything { catalogue, rows }
    })
}

const fn tables(dialect: DialectName) -> &'static str {
    match dialect {
        DialectName::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table'",
        DialectName::Postgres => {
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname !~ '^pg_' \
             AND schemaname <> 'information_schema'"
        }
        DialectName::Mysql => {
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() \
             AND table_type = 'BASE TABLE'"
        }
    }
}

/// A query that gives each row as one text, in which no two rows are the same by chance.
async fn reading(live: &mut Live, table: &str) -> String {
    let columns = match live.dialect() {
        DialectName::Postgres => return format!("SELECT t::text FROM {table} t ORDER BY 1"),
        DialectName::Sqlite => {
            live.ok(&format!("SELECT name FROM pragma_table_xinfo('{table}')")).await
        }
        DialectName::Mysql => {
            live.ok(&format!(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() \
                 AND table_name = '{table}' ORDER BY ordinal_position"
            ))
            .await
        }
    };
    let names = columns.into_iter().filter_map(|row| row[0].clone());
    let joined = |each: &dyn Fn(&str) -> String, by: &str| {
        names
            .clone()
            .map(|name| each(&name))
            .collect::<Vec<_>>()
            .join(by)
    };
    match live.dialect() {
        DialectName::Mysql => format!(
            "SELECT CONCAT_WS('|', {}) FROM {table} ORDER BY 1",
            joined(
                &|name| format!("IFNULL(HEX(CAST(`{name}` AS BINARY)), 'NULL')"),
                ", "
            )
        ),
        _ => format!(
            "SELECT {} FROM {table} ORDER BY 1",
            joined(&|name| format!("quote(\"{name}\")"), " || '|' || ")
        ),
    }
}

pub(crate) fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

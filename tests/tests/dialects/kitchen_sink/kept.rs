//! Properties that a rebuild keeps.

use migration_core::prelude::*;

use super::made::{rebuilt, with};
use crate::{Bench, says};

/// What one property is about.
struct Property {
    /// What stands in the definition in the place of what.
    instead: &'static [(&'static str, &'static str)],
    /// What is done besides, before the rebuild.
    besides: &'static [&'static str],
    /// What is asked before and after, and what is answered both times.
    kept: &'static [(&'static str, &'static str)],
}

/// The property, kept by a rebuild, by the way back, and by another one.
async fn keeps(property: Property) {
    let Property {
        instead,
        besides,
        kept,
    } = property;
    let mut bench = with(instead, besides).await;
    let always = [
        (
            "SELECT group_concat(id || name || n || m || coalesce(elder, '-')) FROM t",
            "1a11-,2b221",
        ),
        ("SELECT group_concat(t_id) FROM children", "1,2,2"),
        ("SELECT count(*) FROM pragma_foreign_key_check", "0"),
        ("PRAGMA integrity_check", "ok"),
        (
            "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%migrate%'",
            "0",
        ),
        ("PRAGMA foreign_keys", "1"),
    ];
    for round in ["before", "after one", "after two"] {
        for (query, expected) in always.iter().chain(kept) {
            assert_eq!(bench.value(query).await, *expected, "{round}: {query}");
        }
        bench.run(rebuilt).await;
        bench
            .run(|schema| {
                schema.alter_column("t", "m", |c| {
                    c.set_type(types::int());
                    c.set_default(0);
                });
            })
            .await;
    }
    bench.sql("DELETE FROM t WHERE id = 1").await;
    assert_eq!(bench.value("SELECT count(*) FROM children").await, "0");
}

#[tokio::test]
async fn the_counter_of_ids() {
    keeps(Property {
        instead: &[],
        besides: &[],
        kept: &[("SELECT seq FROM sqlite_sequence WHERE name = 'T'", "50")],
    })
    .await;
}

#[tokio::test]
async fn generated_columns() {
    keeps(Property {
        instead: &[(
            "    n INTEGER,",
            "    g INTEGER GENERATED ALWAYS AS (m + 1) VIRTUAL, s TEXT AS (name || m) STORED NOT NULL, n INTEGER,",
        )],
        besides: &["CREATE INDEX by_g ON t (g)"],
        kept: &[
            ("SELECT group_concat(g || s) FROM t", "2a1,3b2"),
            ("SELECT group_concat(name || hidden) FROM pragma_table_xinfo('t') WHERE hidden", "g2,s3"),
        ],
    })
    .await;
}

#[tokio::test]
async fn conflict_clauses() {
    keeps(Property {
        instead: &[
            ("UNIQUE (name, n)", "UNIQUE (name, n) ON CONFLICT IGNORE"),
            ("m INTEGER NOT NULL", "m INTEGER NOT NULL ON CONFLICT REPLACE"),
        ],
        besides: &[],
        kept: &[(
            "INSERT INTO t (name, n) VALUES ('a', 1) RETURNING 1; SELECT count(*) FROM t",
            "2",
        ), (
            "SELECT count(*) FROM sqlite_schema WHERE name = 'T' AND sql LIKE '%ON CONFLICT IGNORE%' AND sql LIKE '%ON CONFLICT REPLACE%'",
            "1",
        )],
    })
    .await;
}

#[tokio::test]
async fn collations() {
    keeps(Property {
        instead: &[("name varchar(50)", "name varchar(50) COLLATE NOCASE")],
        besides: &[],
        kept: &[("SELECT count(*) FROM t WHERE name = 'A'", "1")],
    })
    .await;
}

#[tokio::test]
async fn checks_without_a_name() {
    keeps(Property {
        instead: &[
            ("n INTEGER,", "n INTEGER CHECK (n <> 9 OR t.\"n\" <> 9),"),
            (
                "UNIQUE (name, n)",
                "UNIQUE (name, n), CHECK (length(name) < 9 AND name <> ')')",
            ),
        ],
        besides: &[],
        kept: &[
            (
                "INSERT OR IGNORE INTO t (name, n) VALUES ('x', 9); SELECT count(*) FROM t",
                "2",
            ),
            (
                "INSERT OR IGNORE INTO t (name, n) VALUES (')', 8); SELECT count(*) FROM t",
                "2",
            ),
        ],
    })
    .await;
}

#[tokio::test]
async fn deferrable_foreign_keys() {
    keeps(Property {
        instead: &[(
            "REFERENCES t ON DELETE CASCADE",
            "CONSTRAINT t_elder_fkey REFERENCES t ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        )],
        besides: &[],
        kept: &[
            (
                "BEGIN; INSERT INTO t (id, name, n, elder) VALUES (7, 'x', 7, 8), (8, 'y', 8, NULL); ROLLBACK; SELECT count(*) FROM t",
                "2",
            ),
        ],
    })
    .await;
}

#[tokio::test]
async fn foreign_keys_that_no_migration_made() {
    keeps(Property {
        instead: &[(
            "n INTEGER,",
            "n INTEGER, other INTEGER REFERENCES others (id) ON UPDATE SET NULL,",
        )],
        besides: &[],
        kept: &[(
            "SELECT group_concat(\"from\" || \"table\" || on_update || on_delete) FROM pragma_foreign_key_list('t')",
            "eldertNO ACTIONCASCADE,otherothersSET NULLNO ACTION",
        )],
    })
    .await;
}

#[tokio::test]
async fn strict_tables() {
    let mut bench = Bench::sqlite(|schema| {
        schema.create_table("t", |t| {
            t.id();
            t.column(text("name").nullable());
        });
    })
    .await;
    bench.sql("DROP TABLE t").await;
    bench
        .sql("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT) STRICT")
        .await;
    bench
        .run(|schema| {
            schema.alter_column("t", "name", |c| {
                c.set_default("x");
            });
        })
        .await;
    assert_eq!(
        bench
            .value("SELECT strict FROM pragma_table_list('t')")
            .await,
        "1"
    );
}

#[tokio::test]
async fn tables_without_row_ids() {
    let mut bench = Bench::sqlite(|schema| {
        schema.create_table("t", |t| {
            t.column(varchar("code", 9));
            t.column(text("name").nullable());
            t.primary_key(["code"]);
        });
    })
    .await;
    bench.sql("DROP TABLE t").await;
    bench
        .sql("CREATE TABLE t (code varchar(9) NOT NULL PRIMARY KEY, name TEXT) WITHOUT ROWID")
        .await;
    bench
        .sql("INSERT INTO t VALUES ('b', 'x'), ('a', 'y')")
        .await;
    bench
        .run(|schema| {
            schema.alter_column("t", "name", |c| {
                c.set_default("x");
            });
        })
        .await;
    assert_eq!(
        bench.value("SELECT wr FROM pragma_table_list('t')").await,
        "1"
    );
    assert_eq!(bench.column("SELECT code FROM t").await, "a,b");
}

#[tokio::test]
async fn indexes_that_no_migration_made() {
    keeps(Property {
        instead: &[],
        besides: &["CREATE UNIQUE INDEX mine ON t (lower(name) COLLATE RTRIM DESC, n) WHERE n > 0"],
        kept: &[
            (
                "SELECT sql FROM sqlite_schema WHERE name = 'mine'",
                "CREATE UNIQUE INDEX mine ON t (lower(name) COLLATE RTRIM DESC, n) WHERE n > 0",
            ),
            (
                "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'T'",
                "3",
            ),
        ],
    })
    .await;
}

#[tokio::test]
async fn triggers_of_every_kind() {
    keeps(Property {
        instead: &[],
        besides: &[
            "CREATE TABLE log (what)",
            "CREATE TRIGGER own AFTER UPDATE OF name ON t BEGIN INSERT INTO log VALUES ('own'); END",
            "CREATE TEMP TRIGGER fleeting AFTER UPDATE OF name ON t BEGIN INSERT INTO log VALUES ('temp'); END",
            "CREATE TRIGGER other AFTER INSERT ON log WHEN new.what = 'own' BEGIN UPDATE t SET n = n; END",
            "CREATE VIEW v AS SELECT id, name FROM t",
            "CREATE TRIGGER instead INSTEAD OF UPDATE ON v BEGIN UPDATE t SET name = new.name WHERE id = new.id; END",
        ],
        kept: &[
            (
                "DELETE FROM log; UPDATE v SET name = name WHERE id = 1; SELECT group_concat(what) FROM (SELECT what FROM log ORDER BY what)",
                "own,temp",
            ),
            ("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'", "3"),
            ("SELECT count(*) FROM temp.sqlite_schema WHERE type = 'trigger'", "1"),
            ("PRAGMA legacy_alter_table", "0"),
        ],
    })
    .await;
}

#[tokio::test]
async fn views_over_views() {
    keeps(Property {
        instead: &[],
        besides: &[
            "CREATE VIEW v AS SELECT id, m FROM t",
            "CREATE VIEW w AS SELECT sum(m) AS total FROM v",
            "CREATE TEMP VIEW fleeting AS SELECT total FROM w",
        ],
        kept: &[("SELECT total FROM fleeting", "3")],
    })
    .await;
}

#[tokio::test]
async fn a_view_that_is_broken_already_stops_nothing() {
    let mut bench = with(&[], &["CREATE VIEW v AS SELECT lost FROM nowhere"]).await;
    bench.run(rebuilt).await;
}

#[tokio::test]
async fn statistics() {
    keeps(Property {
        instead: &[],
        besides: &["CREATE INDEX mine ON t (m)", "ANALYZE"],
        kept: &[(
            "SELECT group_concat(idx || ' ' || stat, ', ') FROM (SELECT * FROM sqlite_stat1 WHERE tbl = 'T' ORDER BY idx)",
            "mine 2 1, sqlite_autoindex_T_1 2 1 1, t_n_idx 2 1",
        )],
    })
    .await;
}

#[tokio::test]
async fn columns_that_no_migration_made() {
    keeps(Property {
        instead: &[("n INTEGER,", "mine BLOB DEFAULT NULL UNIQUE, n INTEGER,")],
        besides: &["UPDATE t SET mine = id"],
        kept: &[
            ("SELECT group_concat(mine) FROM t", "1,2"),
            (
                "SELECT group_concat(name) FROM pragma_table_info('t')",
                "id,name,mine,n,m,elder",
            ),
        ],
    })
    .await;
}

#[tokio::test]
async fn broken_references_of_before_stop_nothing_and_new_ones_do() {
    let mut bench = with(&[], &[]).await;
    bench.sql("PRAGMA foreign_keys = OFF").await;
    bench.sql("INSERT INTO children (t_id) VALUES (99)").await;
    bench.run(rebuilt).await;
    let error = bench
        .fails(|schema| {
            schema.add_foreign_key("t", foreign_key("m").references("children", "id"));
            schema.alter_column("t", "m", |c| {
                c.set_type(types::big_int()).using("m + 70");
            });
        })
        .await;
    says(&error, "a foreign key would be broken: table \"T\", row 1");
}

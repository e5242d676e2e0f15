//! What a table can have that no migration made, one property after another: a rebuild keeps
//! it, or stops before anything is done and says its name.

use migration_core::operation::{CreateObject, DropObject, Operation, RenameObject, ReplaceObject};
use migration_core::prelude::*;
use migration_core::schema::{Object, ObjectId, ObjectKind, View};

use crate::{Bench, says};

/// The table as migrations know it, with children that go with its rows.
fn made(schema: &mut SchemaBuilder) {
    schema.create_table("t", |t| {
        t.id();
        t.column(varchar("name", 50).nullable());
        t.column(int("n").nullable());
        t.column(int("m").default(0));
        t.column(
            big_int("elder")
                .nullable()
                .references_column("t", "id")
                .on_delete(Cascade),
        );
        t.unique(["name", "n"]);
        t.check("t_m_check", "m >= 0");
        t.index("n");
    });
    schema.create_table("children", |t| {
        t.id();
        t.column(
            big_int("t_id")
                .references_column("t", "id")
                .on_delete(Cascade),
        );
    });
}

/// The same table as somebody else may have written it.
const BY_HAND: &str = "CREATE TABLE T (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar(50),
    n INTEGER, -- a comment
    m INTEGER NOT NULL DEFAULT 0 CONSTRAINT t_m_check CHECK (m >= 0),
    elder BIGINT REFERENCES t ON DELETE CASCADE,
    UNIQUE (name, n)
)";

const ROWS: [&str; 4] = [
    "INSERT INTO t (id, name, n, m, elder) VALUES (1, 'a', 1, 1, NULL), (2, 'b', 2, 2, 1), (50, 'c', 3, 3, 2)",
    "DELETE FROM t WHERE id = 50",
    "CREATE INDEX t_n_idx ON t (n)",
    "INSERT INTO children (t_id) VALUES (1), (2), (2)",
];

/// What one property is about.
struct Property {
    /// What stands in the definition in the place of what.
    instead: &'static [(&'static str, &'static str)],
    /// What is done besides, before the rebuild.
    besides: &'static [&'static str],
    /// What is asked before and after, and what is answered both times.
    kept: &'static [(&'static str, &'static str)],
}

/// The database with the property in it.
async fn with(instead: &[(&str, &str)], besides: &[&str]) -> Bench {
    let mut bench = Bench::sqlite(made).await;
    let mut sql = BY_HAND.to_owned();
    for (what, by) in instead {
        assert!(sql.contains(what), "{what}");
        sql = sql.replace(what, by);
    }
    bench.sql("PRAGMA foreign_keys = OFF").await;
    bench.sql("DROP TABLE t").await;
    bench.sql(&sql).await;
    bench
        .sql("CREATE TABLE others (id INTEGER PRIMARY KEY)")
        .await;
    bench.sql("PRAGMA foreign_keys = ON").await;
    for sql in ROWS.iter().chain(besides) {
        bench.sql(sql).await;
    }
    bench
}

fn rebuilt(schema: &mut SchemaBuilder) {
    schema.alter_column("t", "m", |c| {
        c.set_type(types::big_int());
        c.set_default(7);
    });
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

/// Stops with these words, and everything is as it was.
async fn stops(
    instead: &[(&str, &str)],
    besides: &[&str],
    write: fn(&mut SchemaBuilder),
    words: &str,
) {
    let mut bench = with(instead, besides).await;
    let before = bench.live.catalogue().await;
    let error = bench.fails(write).await;
    says(&error, words);
    assert_eq!(bench.live.catalogue().await, before);
    assert_eq!(bench.value("SELECT group_concat(m) FROM t").await, "1,2");
    assert_eq!(bench.value("SELECT count(*) FROM children").await, "3");
}

fn without_n(schema: &mut SchemaBuilder) {
    schema.drop_unique("t", "t_name_n_key");
    schema.drop_column("t", "n");
}

#[tokio::test]
async fn what_cannot_be_carried_over_is_named() {
    stops(
        &[],
        &["CREATE INDEX mine ON t (m, n)"],
        without_n,
        "column \"n\" is needed by index \"mine\"",
    )
    .await;
    stops(
        &[(
            "UNIQUE (name, n)",
            "UNIQUE (name, n), CONSTRAINT mine CHECK (n < m + 9)",
        )],
        &[],
        without_n,
        "column \"n\" is needed by constraint \"mine\"",
    )
    .await;
    stops(
        &[("UNIQUE (name, n)", "UNIQUE (name, n), UNIQUE (n, m)")],
        &[],
        without_n,
        "column \"n\" is needed by the constraint `UNIQUE (n, m)`",
    )
    .await;
    stops(
        &[("m INTEGER", "m TEXT")],
        &[],
        rebuilt,
        "the type of column \"m\" of table \"T\" is not in the database what migrations made of it",
    )
    .await;
    stops(
        &[("DEFAULT 0", "DEFAULT 5")],
        &[],
        rebuilt,
        "the default of column \"m\"",
    )
    .await;
    stops(
        &[],
        &["CREATE VIEW v AS SELECT n FROM t"],
        without_n,
        "view \"v\" would not work any more",
    )
    .await;
    stops(
        &[],
        &["CREATE TRIGGER g AFTER INSERT ON children BEGIN UPDATE t SET n = 1; END"],
        without_n,
        "a trigger of table \"children\" for INSERT would not work any more",
    )
    .await;
    stops(
        &[],
        &["CREATE TABLE __migrate_new_t (x)"],
        rebuilt,
        "there is a table \"__migrate_new_t\"",
    )
    .await;
}

#[tokio::test]
async fn a_temporary_table_of_the_name_is_not_taken_for_it() {
    let mut bench = with(&[], &["CREATE TEMP TABLE t (x)"]).await;
    says(&bench.fails(rebuilt).await, "hides the table");
}

#[tokio::test]
async fn rows_that_would_be_skipped_are_missed() {
    let mut bench = with(
        &[("UNIQUE (name, n)", "UNIQUE (name, n) ON CONFLICT IGNORE")],
        &[],
    )
    .await;
    let error = bench
        .fails(|schema| {
            schema.alter_column("t", "n", |c| {
                c.set_type(types::big_int()).using("1");
            });
            schema.alter_column("t", "name", |c| {
                c.set_type(types::varchar(60)).using("'same'");
            });
        })
        .await;
    says(
        &error,
        "not every row of table \"T\" could be copied: 1 of 2 rows",
    );
}

#[tokio::test]
async fn all_that_happens_to_a_table_is_one_rebuild() {
    let mut bench = with(&[], &[]).await;
    bench.sql("CREATE TABLE log (what)").await;
    bench
        .run(|schema| {
            schema.add_column("t", int("first").default(3));
            schema.add_column("t", int("second").fill("n * 10"));
            schema.alter_column("t", "name", |c| {
                c.set_type(types::text()).using("name || '!'");
            });
            schema.alter_column("t", "name", |c| {
                c.set_not_null();
            });
            schema.add_check("t", "positive", "second > 0");
            schema.drop_check("t", "t_m_check");
            schema.add_index("t", "second");
            schema.drop_index("t", "t_n_idx");
        })
        .await;
    assert_eq!(
        bench
            .column("SELECT id || name || n || m || first || second FROM t")
            .await,
        "1a!11310,2b!22320"
    );
    assert_eq!(
        bench
            .column("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
            .await,
        "t_second_idx"
    );
    bench.sql("UPDATE t SET m = -1").await;
    // What one of them fills in is there for the next.
    bench.sql("UPDATE t SET n = NULL").await;
    bench
        .run(|schema| {
            schema.alter_column("t", "n", |c| {
                c.set_type(types::big_int()).using("coalesce(n, id)");
            });
            schema.alter_column("t", "n", |c| {
                c.set_not_null();
            });
            schema.add_column("t", int("third").nullable());
            schema.alter_column("t", "third", |c| {
                c.set_default(3);
            });
        })
        .await;
    assert_eq!(bench.column("SELECT n FROM t").await, "1,2");
}

#[tokio::test]
async fn a_dropped_table_leaves_nothing_broken_behind() {
    let besides = [
        "CREATE TABLE log (what)",
        "CREATE TRIGGER own AFTER INSERT ON t BEGIN SELECT 1; END",
        "CREATE TRIGGER g AFTER INSERT ON log BEGIN DELETE FROM children; END",
        "CREATE VIEW v AS SELECT count(*) FROM children",
    ];
    let mut bench = with(&[], &besides).await;
    let drop = |schema: &mut SchemaBuilder| schema.drop_table("children");
    says(
        &bench.fails(drop).await,
        "view \"v\" would not work any more",
    );
    bench.sql("DROP VIEW v").await;
    says(
        &bench.fails(drop).await,
        "a trigger of table \"log\" for INSERT would",
    );
    bench.sql("DROP TRIGGER g").await;
    bench.run(drop).await;
    bench.run(|schema| schema.drop_table("t")).await;
}

#[tokio::test]
async fn a_view_that_others_need_stays_what_they_need() {
    let view = |name: &str, query: &str| {
        Object::View(View {
            name: name.to_owned(),
            materialized: false,
            query: query.into(),
            comment: None,
        })
    };
    let mut bench = with(&[], &["CREATE TABLE log (what)"]).await;
    let make = Operation::CreateObject(CreateObject {
        object: view("v", "SELECT id, n FROM t"),
    });
    bench.live.apply(&[make], &mut bench.schema).await.unwrap();
    bench.sql("CREATE VIEW w AS SELECT n FROM v").await;
    let id = ObjectId::new(ObjectKind::View, "v");
    let drop = Operation::DropObject(DropObject { id: id.clone() });
    let rename = Operation::RenameObject(RenameObject {
        id: id.clone(),
        to: "x".to_owned(),
    });
    let replace = |query: &str| {
        Operation::ReplaceObject(ReplaceObject {
            object: view("v", query),
        })
    };
    for (operation, broken) in [
        (drop, "view \"w\""),
        (rename, "view \"w\""),
        (replace("SELECT id FROM t"), "view \"w\""),
        (replace("SELECT id, lost AS n FROM t"), "view \"v\""),
    ] {
        let outcome = bench.live.apply(&[operation], &mut bench.schema).await;
        says(
            &outcome.unwrap_err(),
            &format!("{broken} would not work any more"),
        );
    }
    let better = replace("SELECT id, n + 1 AS n FROM t");
    bench
        .live
        .apply(&[better], &mut bench.schema)
        .await
        .unwrap();
    assert_eq!(bench.column("SELECT n FROM w").await, "2,3");
}

#[tokio::test]
async fn a_dropped_column_breaks_no_trigger() {
    let mut bench = with(
        &[],
        &[
            "CREATE TABLE log (what)",
            "CREATE TRIGGER g AFTER INSERT ON LOG BEGIN UPDATE t SET elder = NULL, n = 1; END",
        ],
    )
    .await;
    bench
        .run(|schema| {
            schema.add_column("t", int("spare").default(3));
        })
        .await;
    bench
        .sql("CREATE TRIGGER h AFTER INSERT ON t BEGIN UPDATE t SET spare = 1; END")
        .await;
    let drop = |schema: &mut SchemaBuilder| schema.drop_column("t", "spare");
    says(
        &bench.fails(drop).await,
        "a trigger of table \"t\" for INSERT would not work any more: ",
    );
    bench.sql("DROP TRIGGER h").await;
    bench.run(drop).await;
    bench.sql("INSERT INTO log VALUES (1)").await;
}

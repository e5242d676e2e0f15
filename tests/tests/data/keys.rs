//! Every kind of key by which rows are walked, and those by which they cannot be.

use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{DataState, Error};

use crate::support::{Database, Told, migration, migrator, on_every_server};

/// A table with such a key, and rows for it.
struct Key {
    name: &'static str,
    table: fn(&mut SchemaBuilder),
    /// The key's values, as SQL.
    rows: fn(DialectName) -> Vec<String>,
    /// What is walked instead of the primary key.
    by: &'static [&'static str],
}

fn with_key(column: fn(&mut migration_core::dsl::TableBuilder)) -> impl FnOnce(&mut SchemaBuilder) {
    move |s| {
        s.create_table("counters", |t| {
            column(t);
            t.column(int("n").default(0));
        });
    }
}

fn numbers(_: DialectName) -> Vec<String> {
    let gaps = (-40..40).map(|i: i64| i * i * i);
    gaps.chain([i64::MIN + 1, i64::MAX, i64::MAX - 1])
        .map(|i| i.to_string())
        .collect()
}

fn texts(_: DialectName) -> Vec<String> {
    let words = [
        "''", "'a'", "'C d'", "'it''s'", "'ö'", "'zz'", "'2'", "'10'", "'3:a;'", "'日本'", "'%'",
        "'_'", "'a,b'", "'a b'", "'--'", "'/*'", "'\"q\"'", "'😀'", "' lead'", "'ﬃ'",
    ];
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn pairs(dialect: DialectName) -> Vec<String> {
    let mut all = Vec::new();
    for shelf in texts(dialect).iter().take(8) {
        for number in [-5, 0, 3, 4, 100, 2_000_000] {
            all.push(format!("{shelf}, {number}"));
        }
    }
    all
}

const KEYS: &[Key] = &[
    Key {
        name: "numbers with gaps and negative ones",
        table: |s| {
            with_key(|t| {
                t.column(big_int("k"));
                t.primary_key(["k"]);
            })(s)
        },
        rows: numbers,
        by: &[],
    },
    Key {
        name: "texts",
        table: |s| {
            with_key(|t| {
                t.column(varchar("k", 40));
                t.primary_key(["k"]);
            })(s)
        },
        rows: texts,
        by: &[],
    },
    Key {
        name: "a text and a number",
        table: |s| {
            with_key(|t| {
                t.column(varchar("k", 40));
                t.column(int("l"));
                t.primary_key(["k", "l"]);
            })(s)
        },
        rows: pairs,
        by: &[],
    },
    Key {
        name: "three columns, in another order than the table's",
        table: |s| {
            with_key(|t| {
                t.column(int("k"));
                t.column(int("l"));
                t.column(varchar("m", 10));
                t.primary_key(["m", "k", "l"]);
            })(s)
        },
        rows: |_| {
            let all = (0..60).map(|i| format!("{}, {}, 'm{}'", i % 3, i / 6, i % 2));
            all.collect()
        },
        by: &[],
    },
    Key {
        name: "decimals",
        table: |s| {
            with_key(|t| {
                t.column(decimal("k", 30, 10));
                t.primary_key(["k"]);
            })(s)
        },
        rows: |_| {
            let near = (0..20).map(|i| format!("'12345678901234567.00000000{i:02}'"));
            near.chain(["'-3.5000000000'".into(), "'0.0000000000'".into()])
                .collect()
        },
        by: &[],
    },
    Key {
        name: "moments and days",
        table: |s| {
            with_key(|t| {
                t.column(timestamp("k"));
                t.column(date("l"));
                t.primary_key(["k", "l"]);
            })(s)
        },
        rows: |_| {
            let all = (0..30).map(|i| {
                format!(
                    "'2026-01-{:02} 10:00:00.{:06}', '2025-12-{:02}'",
                    1 + i / 3,
                    i * 7,
                    1 + i % 3
                )
            });
            all.collect()
        },
        by: &[],
    },
    Key {
        name: "UUIDs",
        table: |s| {
            with_key(|t| {
                t.column(uuid("k"));
                t.primary_key(["k"]);
            })(s)
        },
        rows: |_| {
            let all = (0..30_u64).map(|i| {
                let scattered = i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                format!("'{:08x}-0000-4000-8000-{:012x}'", scattered >> 32, i)
            });
            all.collect()
        },
        by: &[],
    },
    Key {
        name: "bytes",
        table: |s| {
            with_key(|t| {
                let bytes = by_dialect()
                    .sqlite("BLOB")
                    .postgres("bytea")
                    .mysql("VARBINARY(16)");
                t.column(custom("k", bytes));
                t.primary_key(["k"]);
            })(s)
        },
        rows: |dialect| {
            let all = (0..30_u32).map(|i| {
                let digits = format!("{:02x}{:04x}", (i * 37) % 256, i);
                match dialect {
                    DialectName::Postgres => format!("'\\x{digits}'"),
                    _ => format!("X'{digits}'"),
                }
            });
            all.collect()
        },
        by: &[],
    },
    Key {
        name: "a unique text instead of the primary key",
        table: |s| {
            with_key(|t| {
                t.column(int("k"));
                t.column(varchar("l", 10).unique());
                t.primary_key(["k"]);
            })(s)
        },
        rows: |_| {
            (0..40)
                .map(|i| format!("{i}, 'code{}'", (i * 17) % 40))
                .collect()
        },
        by: &["l"],
    },
];

/// The rows are put in between the table and the backfill.
async fn put(database: &Database, key: &Key, table: &Recorded) -> i64 {
    migrator(vec![table.clone()])
        .up(&database.url)
        .await
        .unwrap();
    let columns = match (key.rows)(database.dialect)[0].matches(',').count() {
        _ if key.name.contains("three") => "k, l, m",
        _ if key.name.starts_with("texts") => "k",
        0 => "k",
        _ => "k, l",
    };
    let mut count = 0;
    for row in (key.rows)(database.dialect) {
        database
            .run(&format!("INSERT INTO counters ({columns}) VALUES ({row})"))
            .await;
        count += 1;
    }
    count
}

#[test]
fn every_row_is_changed_once_whatever_its_key() {
    on_every_server(|database| async move {
        for key in KEYS {
            for most in [1, 2, 7, 1_000] {
                let table = migration("20260101_000000", "counters", key.table);
                let rows = put(&database, key, &table).await;
                let told = Told::default();
                let walk = migration("20260102_000000", "count", |s| {
                    let backfill = s.backfill("counters").set("n", "n + 1").batch_limit(most);
                    match key.by {
                        [] => drop(backfill.batched()),
                        by => drop(
                            backfill
                                .batched_by(by.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>()),
                        ),
                    }
                });
                let migrator = told.listen(migrator(vec![table, walk]));
                migrator
                    .up(&database.url)
                    .await
                    .unwrap_or_else(|e| panic!("{}: {e}", key.name));
                assert_eq!(
                    database.counts().await,
                    [(1, rows)],
                    "{}, {most} in a batch",
                    key.name
                );
                let status = migrator.data_status(&database.url).await.unwrap();
                let [status] = status.as_slice() else {
                    panic!("{status:?}")
                };
                assert_eq!(status.state, DataState::Done);
                assert_eq!(status.walked, rows.unsigned_abs(), "{}", key.name);
                assert_eq!(status.changed, rows.unsigned_abs());
                let batches = rows.unsigned_abs().div_ceil(u64::from(most));
                assert_eq!(status.batches, batches, "{}, {most} in a batch", key.name);
                assert_eq!(told.batches().len() as u64, batches);
                migrator
                    .down(&database.url, migration_core::DownTarget::All)
                    .await
                    .unwrap();
            }
        }
    });
}

#[test]
fn a_key_that_cannot_be_walked_is_refused_before_anything_runs() {
    on_every_server(|database| async move {
        type Case = (fn(&mut SchemaBuilder), fn(&mut SchemaBuilder), &'static str);
        let cases: [Case; 5] = [
            (
                |s| {
                    s.create_table("t", |t| {
                        t.column(int("a"));
                    })
                },
                |s| {
                    s.backfill("t").set("a", "1").batched();
                },
                "has no primary key",
            ),
            (
                |s| {
                    s.create_table("t", |t| {
                        t.id();
                        t.column(int("a"));
                    })
                },
                |s| {
                    s.backfill("t").set("a", "1").batched_by("a");
                },
                "no key of table",
            ),
            (
                |s| {
                    s.create_table("t", |t| {
                        t.id();
                        t.column(int("a").nullable().unique());
                    })
                },
                |s| {
                    s.backfill("t").set("id", "1").batched_by("a");
                },
                "may be NULL",
            ),
            (
                |s| {
                    s.create_table("t", |t| {
                        t.id();
                        t.column(int("a"));
                    })
                },
                |s| {
                    s.backfill("t").set("id", "id + 1").batched();
                },
                "by which it walks",
            ),
            (
                |s| {
                    s.create_table("t", |t| {
                        t.column(double("a"));
                        t.column(int("b"));
                        t.primary_key(["a"]);
                    })
                },
                |s| {
                    s.backfill("t").set("b", "1").batched();
                },
                "cannot be kept",
            ),
        ];
        for (table, backfill, expected) in cases {
            let all = vec![
                migration("20260101_000000", "t", table),
                migration("20260102_000000", "backfill", backfill),
            ];
            let error = migrator(all).up(&database.url).await.unwrap_err();
            assert!(matches!(error, Error::Misfit { .. }), "{error:?}");
            assert!(error.to_string().contains(expected), "{error}");
            assert!(error.help().is_some());
        }
    });
}

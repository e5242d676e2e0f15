//! The table with everything, as migrations know it and as it is.

use migration_core::prelude::*;

use crate::Bench;

/// The table as migrations know it, with children that go with its rows.
pub(super) fn made(schema: &mut SchemaBuilder) {
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

/// The database with the property in it.
pub(super) async fn with(instead: &[(&str, &str)], besides: &[&str]) -> Bench {
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

pub(super) fn rebuilt(schema: &mut SchemaBuilder) {
    schema.alter_column("t", "m", |c| {
        c.set_type(types::big_int());
        c.set_default(7);
    });
}

//! Rows are made for every kind of table, as far as its constraints let them be.

use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::verify::VerifyOptions;
use migration_tests::server;

use crate::support::{History, listed};

/// How many rows are made in the table that `define` defines, of the three that are tried.
fn made(dialect: DialectName, define: impl Fn(&mut SchemaBuilder)) -> Option<(usize, usize)> {
    let database = server::database(dialect)?;
    let history = History::default()
        .up("define", |schema| define(schema))
        .up("nothing", |_| {});
    let verdict = history.verdict_with(&database, &VerifyOptions::default());
    assert!(!verdict.differs(), "{dialect}: {:?}", listed(&verdict));
    let rows = verdict.migrations[1].rows;
    Some((rows.inserted, rows.refused))
}

fn check(
    what: &str,
    dialects: &[DialectName],
    expected: (usize, usize),
    define: impl Fn(&mut SchemaBuilder),
) {
    for dialect in dialects {
        if let Some(rows) = made(*dialect, &define) {
            assert_eq!(rows, expected, "{what} on {dialect}: made, refused");
        }
    }
}

#[test]
fn conditions_are_met() {
    let all = DialectName::ALL.as_slice();
    let postgres = &[DialectName::Postgres][..];
    check("only numbers", all, (3, 0), |schema| {
        schema.create_table("t", |t| {
            t.id();
        });
    });
    check("a condition over two columns", all, (3, 0), |schema| {
        schema.create_table("t", |t| {
            t.id();
            t.column(timestamp_tz("begins").default(now()));
            t.column(timestamp_tz("ends"));
            t.check("t_order", "ends >= begins");
        });
    });
    check("a text like an address", all, (3, 0), |schema| {
        schema.create_table("t", |t| {
            t.id();
            t.column(varchar("email", 60).unique().check("email LIKE '%@%.com'"));
        });
    });
    check("a number between two", all, (3, 0), |schema| {
        schema.create_table("t", |t| {
            t.column(int("year").check("year BETWEEN 1990 AND 2100"))
                .primary_key("year");
        });
    });
    check("short texts", all, (3, 0), |schema| {
        schema.create_table("t", |t| {
            t.column(char("letter", 1)).primary_key("letter");
            t.column(varchar("two", 2).unique());
        });
    });
    check("tables that refer to each other", all, (3, 3), |schema| {
        schema.create_table("hens", |t| {
            t.id();
            t.column(big_int("egg_id").nullable());
        });
        schema.create_table("eggs", |t| {
            t.id();
            t.column(big_int("hen_id").references_column("hens", "id"));
            t.column(boolean("fresh").unique().check("fresh IS NULL"));
        });
        schema.add_foreign_key("hens", foreign_key(["egg_id"]).references("eggs", ["id"]));
    });
    check("keys that share a column", all, (9, 0), |schema| {
        schema.create_table("tenants", |t| {
            t.id();
        });
        schema.create_table("people", |t| {
            t.column(big_int("tenant_id").references_column("tenants", "id"));
            t.column(int("number"));
            t.primary_key(["tenant_id", "number"]);
        });
        schema.create_table("notes", |t| {
            t.id();
            t.column(big_int("tenant_id").references_column("tenants", "id"));
            t.column(int("author"));
            t.index(["tenant_id"]);
            t.index(["tenant_id", "author"]);
            t.foreign_key(
                foreign_key(["tenant_id", "author"]).references("people", ["tenant_id", "number"]),
            );
        });
    });
    check("what PostgreSQL alone has", postgres, (3, 0), |schema| {
        schema.create_table("t", |t| {
            t.id();
            t.column(array("tags", types::text()));
            t.column(inet("host"));
            t.column(interval("pause"));
            t.column(range("seats", RangeOf::Int));
        });
    });
}

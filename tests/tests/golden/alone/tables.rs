//! Options of tables, and the operations on rows.

use migration_core::operation::{AlterTable, Change, Operation, RenameTable};
use migration_core::schema::{RowSecurity, Table, TableOptions};

use super::{Alone, alone, create, things};

pub(super) fn all() -> Vec<Alone> {
    let mut all = Vec::new();
    for (what, options) in options() {
        let mut table = plain();
        table.options = options.clone();
        all.push(alone(
            format!("create table {what}"),
            Vec::new(),
            vec![create(table)],
        ));
        all.push(alone(
            format!("alter table to {what}"),
            vec![create(plain())],
            vec![Operation::AlterTable(AlterTable {
                table: "things".to_owned(),
                comment: None,
                options: Some(options),
            })],
        ));
    }
    let commented = Table {
        comment: Some("it's \"it\"".to_owned()),
        ..plain()
    };
    all.push(alone(
        "create table with a comment",
        Vec::new(),
        vec![create(commented)],
    ));
    all.push(alone(
        "alter table's comment",
        vec![create(plain())],
        vec![Operation::AlterTable(AlterTable {
            table: "things".to_owned(),
            comment: Some(Change::Set("it's".to_owned())),
            options: None,
        })],
    ));
    all.push(alone(
        "rename table",
        vec![create(plain())],
        vec![Operation::RenameTable(RenameTable {
            from: "things".to_owned(),
            to: "goods".to_owned(),
        })],
    ));
    all
}

/// Without an identity, which a table without row ids cannot have.
fn plain() -> Table {
    let mut table = things();
    table.columns[0].identity = None;
    table
}

fn options() -> Vec<(&'static str, TableOptions)> {
    let of = TableOptions::default;
    vec![
        (
            "strict",
            TableOptions {
                strict: true,
                ..of()
            },
        ),
        (
            "without rowid",
            TableOptions {
                without_rowid: true,
                ..of()
            },
        ),
        (
            "unlogged",
            TableOptions {
                unlogged: true,
                ..of()
            },
        ),
        (
            "row security",
            TableOptions {
                row_security: RowSecurity::On,
                ..of()
            },
        ),
        (
            "forced row security",
            TableOptions {
                row_security: RowSecurity::Forced,
                ..of()
            },
        ),
        (
            "engine",
            TableOptions {
                engine: Some("MyISAM".to_owned()),
                ..of()
            },
        ),
        (
            "charset",
            TableOptions {
                charset: Some("latin1".to_owned()),
                ..of()
            },
        ),
        (
            "collation",
            TableOptions {
                collation: Some("utf8mb4_bin".to_owned()),
                ..of()
            },
        ),
    ]
}

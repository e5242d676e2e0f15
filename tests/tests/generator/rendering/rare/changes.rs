//! Changes of what is there, and halves of a change.

use migration_core::operation::{
    AddUnique, AlterColumn, AlterIndex, AlterTable, Change, DatabaseOnly, Operation, StateOnly,
};
use migration_core::schema::{Generated, Identity, TableOptions, Unique};

use super::tables::table;
use super::values::{add, full_column, options};
use super::{NASTY, per_dialect, text, texts};

pub(super) fn all() -> Vec<Operation> {
    let column = || AlterColumn {
        table: text("t"),
        column: text(NASTY),
        ..AlterColumn::default()
    };
    let generated = |stored| {
        Some(Change::Set(Generated {
            expression: per_dialect(),
            stored,
        }))
    };
    let index = |invisible, comment| {
        Operation::AlterIndex(AlterIndex {
            table: text("t"),
            index: text(NASTY),
            invisible,
            comment,
        })
    };
    let table = |comment, options| {
        Operation::AlterTable(AlterTable {
            table: text(NASTY),
            comment,
            options,
        })
    };
    vec![
        Operation::AlterColumn(AlterColumn {
            identity: Some(Change::Set(Identity {
                always: true,
                start: Some(3),
                increment: Some(2),
                serial: true,
            })),
            generated: generated(true),
            collation: Some(Change::Set(per_dialect())),
            charset: Some(Change::Set(text(NASTY))),
            touched_on_update: Some(true),
            comment: Some(Change::Set(text(NASTY))),
            ..column()
        }),
        Operation::AlterColumn(AlterColumn {
            identity: Some(Change::Set(Identity::default())),
            generated: generated(false),
            touched_on_update: Some(false),
            ..column()
        }),
        Operation::AlterColumn(AlterColumn {
            default: Some(Change::Drop),
            identity: Some(Change::Drop),
            generated: Some(Change::Drop),
            collation: Some(Change::Drop),
            charset: Some(Change::Drop),
            comment: Some(Change::Drop),
            ..column()
        }),
        index(Some(true), Some(Change::Set(text(NASTY)))),
        index(Some(false), Some(Change::Drop)),
        table(Some(Change::Set(text(NASTY))), Some(options())),
        table(Some(Change::Drop), Some(TableOptions::default())),
        table(
            None,
            Some(TableOptions {
                engine: Some(text("Aria")),
                ..TableOptions::default()
            }),
        ),
    ]
}

pub(super) fn halves() -> Vec<Operation> {
    let inner = || {
        vec![
            table(),
            add(full_column("x")),
            Operation::AddUnique(AddUnique {
                table: text("t"),
                unique: Unique {
                    name: text("t_x_key"),
                    columns: texts(&["x"]),
                    ..Unique::default()
                },
            }),
        ]
    };
    vec![
        Operation::StateOnly(StateOnly {
            operations: inner(),
        }),
        Operation::DatabaseOnly(DatabaseOnly {
            operations: vec![Operation::StateOnly(StateOnly {
                operations: inner(),
            })],
        }),
    ]
}

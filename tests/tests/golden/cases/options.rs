//! What tables, constraints and columns have beside the usual.

use migration_core::operation::{
    AddColumn, AlterColumn, AlterTable, Change, CreateTable, ExistingRows, Operation, Position,
    RenameConstraint, RenameIndex,
};
use migration_core::prelude::*;
use migration_core::schema::{
    Column, ColumnType, Deferrable, ForeignKey, Index, IndexPart, NullsOrder, PrimaryKey, SqlText,
    Table, TableOptions, Unique,
};

use super::{Case, SHOP, case, fresh, shop};

/// A table with a key and a column of each common kind.
fn things() -> Table {
    let mut table = Table::new("things");
    table.columns = vec![
        Column::new("code", ColumnType::Varchar(20)),
        Column::new("n", ColumnType::Int),
        Column::new("at", ColumnType::TimestampTz(6)),
        Column::new("big", ColumnType::Double),
    ];
    table.primary_key = Some(PrimaryKey {
        name: "things_pkey".to_owned(),
        columns: vec!["code".to_owned()],
        ..PrimaryKey::default()
    });
    table
}

fn create(schema: &mut SchemaBuilder, table: Table) {
    schema.operation(Operation::CreateTable(CreateTable {
        table: table.into(),
    }));
}

fn collation() -> SqlText {
    SqlText::default()
        .sqlite("NOCASE")
        .postgres("C")
        .mysql("utf8mb4_bin")
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        fresh("create_table_strict", |schema| {
            let mut table = things();
            table.options.strict = true;
            create(schema, table);
        }),
        fresh("create_table_without_row_ids", |schema| {
            let mut table = things();
            table.options.without_rowid = true;
            create(schema, table);
        }),
        case(
            "alter_table_to_strict",
            |schema| create(schema, things()),
            |schema| {
                schema.operation(Operation::AlterTable(AlterTable {
                    table: "things".to_owned(),
                    comment: None,
                    options: Some(TableOptions {
                        strict: true,
                        ..TableOptions::default()
                    }),
                }));
            },
        )
        .rows(&["INSERT INTO things VALUES ('a', 1, '2026-01-01 00:00:00', 1.5)"]),
        fresh("create_table_with_collations", |schema| {
            let mut table = things();
            table.columns[0].collation = Some(collation());
            table.indexes.push(Index {
                name: "things_code_idx".to_owned(),
                parts: vec![IndexPart {
                    collation: Some(collation()),
                    ..IndexPart::column("code")
                }],
                unique: false,
                filter: None,
                method: None,
                include: Vec::new(),
                nulls_not_distinct: false,
                invisible: false,
                storage: Vec::new(),
                comment: None,
            });
            create(schema, table);
        }),
        case("alter_collation", shop, |schema| {
            schema.operation(Operation::AlterColumn(AlterColumn {
                table: "users".to_owned(),
                column: "name".to_owned(),
                collation: Some(Change::Set(collation())),
                ..AlterColumn::default()
            }));
        })
        .rows(SHOP),
        fresh("create_table_with_a_deferred_foreign_key", |schema| {
            let mut table = things();
            let mut elder = Column::new("elder", ColumnType::Varchar(20));
            elder.nullable = true;
            table.columns.push(elder);
            table.foreign_keys.push(ForeignKey {
                name: "things_elder_fkey".to_owned(),
                columns: vec!["elder".to_owned()],
                references_table: "things".to_owned(),
                references_columns: vec!["code".to_owned()],
                deferrable: Deferrable::InitiallyDeferred,
                ..ForeignKey::default()
            });
            create(schema, table);
        }),
        fresh("create_table_with_a_deferred_unique_constraint", |schema| {
            let mut table = things();
            table.uniques.push(Unique {
                name: "things_n_key".to_owned(),
                columns: vec!["n".to_owned()],
                deferrable: Deferrable::InitiallyImmediate,
                ..Unique::default()
            });
            create(schema, table);
        }),
        fresh("create_table_with_nulls_last", |schema| {
            let mut table = things();
            table.indexes.push(Index {
                name: "things_n_idx".to_owned(),
                parts: vec![IndexPart {
                    nulls: Some(NullsOrder::Last),
                    ..IndexPart::column("n")
                }],
                unique: false,
                filter: None,
                method: None,
                include: Vec::new(),
                nulls_not_distinct: false,
                invisible: false,
                storage: Vec::new(),
                comment: None,
            });
            create(schema, table);
        }),
        case("add_column_behind_another", shop, |schema| {
            schema.operation(Operation::AddColumn(AddColumn {
                table: "users".to_owned(),
                column: {
                    let mut column = Column::new("nick", ColumnType::Varchar(20));
                    column.nullable = true;
                    column
                },
                existing_rows: ExistingRows::Default,
                position: Some(Position::After("email".to_owned())),
            }));
        })
        .rows(SHOP),
        case("rename_index", shop, |schema| {
            schema.operation(Operation::RenameIndex(RenameIndex {
                table: "posts".to_owned(),
                from: "posts_author_id_title_idx".to_owned(),
                to: "by_author".to_owned(),
            }));
        })
        .rows(SHOP),
        case("rename_constraint", shop, |schema| {
            schema.operation(Operation::RenameConstraint(RenameConstraint {
                table: "posts".to_owned(),
                from: "posts_title_not_empty".to_owned(),
                to: "has_title".to_owned(),
            }));
        })
        .rows(SHOP),
    ]
}

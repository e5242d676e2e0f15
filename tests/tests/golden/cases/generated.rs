use migration_core::operation::{AddColumn, AlterColumn, Change, Operation};
use migration_core::prelude::*;
use migration_core::schema::{Column, ColumnType, Generated};

use super::{Case, case, shop};

fn computed(name: &str, ty: ColumnType, expression: &str, stored: bool) -> Column {
    let mut column = Column::new(name, ty);
    column.nullable = true;
    column.generated = Some(Box::new(Generated {
        expression: expression.into(),
        stored,
    }));
    column
}

fn add(schema: &mut SchemaBuilder, column: Column) {
    schema.operation(Operation::AddColumn(AddColumn {
        table: "users".to_owned(),
        column,
        existing_rows: Default::default(),
        position: None,
    }));
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("add_column_that_is_computed_and_kept", shop, |schema| {
            add(schema, computed("older", ColumnType::Int, "age + 1", true));
        }),
        case("add_column_that_is_computed_when_read", shop, |schema| {
            add(schema, computed("older", ColumnType::Int, "age + 1", false));
        }),
        case("alter_column_that_was_computed", with_older, |schema| {
            schema.operation(Operation::AlterColumn(AlterColumn {
                table: "users".to_owned(),
                column: "older".to_owned(),
                generated: Some(Change::Drop),
                ..AlterColumn::default()
            }));
        }),
        case("drop_column_that_is_computed", with_older, |schema| {
            schema.drop_column("users", "older");
        }),
    ]
}

fn with_older(schema: &mut SchemaBuilder) {
    shop(schema);
    add(schema, computed("older", ColumnType::Int, "age + 1", true));
}

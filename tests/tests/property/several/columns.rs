//! Columns of which something becomes at once.

use fastrand::Rng;
use migration_core::operation::{
    AddCheck, AddUnique, Change, CreateIndex, CreateObject, DropObject, Operation, RenameTable,
};
use migration_core::schema::{
    Column, ColumnType, DefaultValue, Generated, Object, Schema, Table, View,
};

use super::{add, alter, drop, nullable, rename};
use crate::names::{expression, fresh};
use crate::{columns, data, keys, tables};

/// A column with a default, most often.
pub(super) fn with_default(rng: &mut Rng, schema: &Schema) -> Column {
    let mut column = tables::column(rng, schema);
    if rng.u8(0..6) > 0 {
        column.default = tables::default(rng, &column.ty, schema);
    }
    column
}

/// A column joins, and something becomes of it.
pub(super) fn joined(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Vec<Operation>> {
    let mut column = with_default(rng, schema);
    let mut all = vec![add(table, column.clone())];
    // The table, as if it had this column alone.
    let mut alone = Table::new(table.name.clone());
    for _ in 0..rng.usize(1..=3) {
        alone.columns = vec![column.clone()];
        let name = column.name.clone();
        let next = match rng.u8(0..12) {
            0 | 1 => alter(table, &name, |it| it.default = Some(Change::Drop)),
            2 => {
                let value = tables::default(rng, &column.ty, schema)?;
                alter(table, &name, |it| it.default = Some(Change::Set(value)))
            }
            3 | 4 => match columns::alter(rng, &alone, schema) {
                Some(operation) => operation,
                None => continue,
            },
            5 => alter(table, &name, |it| it.nullable = Some(!column.nullable)),
            6 => rename(table, &name, &fresh(rng)),
            7 => Operation::CreateIndex(CreateIndex {
                table: table.name.clone(),
                index: keys::index(rng, &alone)?,
                concurrently: false,
            }),
            8 => Operation::AddCheck(AddCheck {
                table: table.name.clone(),
                check: keys::check(rng, &alone)?,
            }),
            9 => Operation::AddUnique(AddUnique {
                table: table.name.clone(),
                unique: keys::unique(rng, &alone)?,
            }),
            10 => add(table, with_default(rng, schema)),
            _ => {
                all.push(drop(table, &name));
                return Some(all);
            }
        };
        match &next {
            Operation::AlterColumn(op) => column = op.changed(&column),
            Operation::RenameColumn(op) => column.name.clone_from(&op.to),
            Operation::CreateIndex(op) => alone.indexes.push(op.index.clone()),
            Operation::AddCheck(op) => alone.checks.push(op.check.clone()),
            _ => {}
        }
        all.push(next);
    }
    Some(all)
}

/// A column that is computed from another, of which something changes then.
pub(super) fn computed(rng: &mut Rng, table: &Table) -> Vec<Operation> {
    let (from, to) = (fresh(rng), fresh(rng));
    let mut number = Column::new(&from, ColumnType::Int);
    number.default = Some(DefaultValue::Integer(3));
    number.nullable = rng.bool();
    let mut column = nullable(&to, ColumnType::BigInt);
    column.generated = Some(Box::new(Generated {
        expression: expression(&[&from], |names| format!("{} + 1", names[0])),
        stored: rng.bool(),
    }));
    let mut all = vec![add(table, number), add(table, column)];
    all.push(match rng.u8(0..6) {
        0 => rename(table, &from, &fresh(rng)),
        1 => rename(table, &to, &fresh(rng)),
        2 => alter(table, &from, |it| it.ty = Some(ColumnType::BigInt)),
        3 => alter(table, &from, |it| it.default = Some(Change::Drop)),
        4 => alter(table, &to, |it| it.generated = Some(Change::Drop)),
        _ => {
            let generated = Generated {
                expression: expression(&[&from], |names| format!("{} * 5", names[0])),
                stored: rng.bool(),
            };
            alter(table, &to, |it| it.generated = Some(Change::Set(generated)))
        }
    });
    if rng.u8(0..3) == 0 {
        all.push(drop(table, &to));
        all.push(drop(table, &from));
    }
    all
}

/// A column that every UPDATE sets to the moment.
pub(super) fn touched(rng: &mut Rng, table: &Table) -> Vec<Operation> {
    let ty = match rng.bool() {
        true => ColumnType::TimestampTz(6),
        false => ColumnType::Timestamp(rng.u8(0..=6)),
    };
    let mut column = Column::new(fresh(rng), ty);
    column.default = Some(DefaultValue::Now);
    column.touched_on_update = true;
    let name = column.name.clone();
    let mut all = vec![add(table, column)];
    let changes = rng.usize(0..3);
    for _ in 0..changes {
        let (next, is_last) = match rng.u8(0..7) {
            0 | 1 => (
                alter(table, &name, |it| it.touched_on_update = Some(false)),
                false,
            ),
            2 => (alter(table, &name, |it| it.nullable = Some(true)), false),
            3 => (rename(table, &name, &fresh(rng)), true),
            4 => {
                let rename = RenameTable {
                    from: table.name.clone(),
                    to: fresh(rng),
                };
                (Operation::RenameTable(rename), true)
            }
            5 => (
                alter(table, &name, |it| it.default = Some(Change::Drop)),
                false,
            ),
            _ => (drop(table, &name), true),
        };
        all.push(next);
        if is_last {
            break;
        }
    }
    all
}

/// A column that a view reads gets another name, or another type.
pub(super) fn read_by_a_view(rng: &mut Rng, table: &Table) -> Vec<Operation> {
    let ty = [
        ColumnType::Json,
        ColumnType::Jsonb,
        ColumnType::Int,
        ColumnType::Varchar(20),
    ][rng.usize(0..4)]
    .clone();
    let column = nullable(fresh(rng), ty);
    let (name, view) = (column.name.clone(), fresh(rng));
    let plain = rng.bool();
    let query = expression(&[&name, &table.name], |n| match plain {
        true => format!("SELECT {} FROM {}", n[0], n[1]),
        false => format!(
            "SELECT x.{0} AS one FROM {1} AS x WHERE x.{0} IS NOT NULL",
            n[0], n[1]
        ),
    });
    let object = Object::View(View {
        name: view,
        materialized: false,
        query,
        comment: None,
    });
    let id = object.id();
    let mut all = vec![
        add(table, column),
        Operation::CreateObject(CreateObject { object }),
        rename(table, &name, &fresh(rng)),
    ];
    if rng.u8(0..3) == 0 {
        all.push(Operation::DropObject(DropObject { id }));
    }
    all
}

/// Rows, and columns that join them with defaults.
pub(super) fn with_rows(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Vec<Operation>> {
    let (mut all, mut table) = (Vec::new(), table.clone());
    for _ in 0..3 {
        all.push(data::operation(rng, &table, schema)?);
        let column = with_default(rng, schema);
        all.push(add(&table, column.clone()));
        table.columns.push(column);
    }
    Some(all)
}

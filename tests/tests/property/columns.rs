//! Random changes of columns, and keys over those that are there.

use fastrand::Rng;
use migration_core::operation::{AlterColumn, Change, Operation, words};
use migration_core::schema::{Column, ColumnType, ForeignKey, IndexKey, Schema, SqlText, Table};

use crate::names::{expression, fresh};
use crate::tables::{collation, one};
use crate::{keys, tables};

pub(crate) fn alter(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let column = one(rng, &table.columns)?;
    let mut alter = AlterColumn {
        table: table.name.clone(),
        column: column.name.clone(),
        ..AlterColumn::default()
    };
    // What an expression says of the column is of the column's type.
    let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, &column.name));
    let in_check = table.checks.iter().any(|check| mentions(&check.expression));
    let in_column = table.columns.iter().any(|other| {
        other
            .generated
            .as_ref()
            .is_some_and(|of| mentions(&of.expression))
    });
    let in_index = table.indexes.iter().any(|index| {
        let mut parts = index.parts.iter();
        parts.any(|part| matches!(&part.key, IndexKey::Expression(sql) if mentions(sql)))
    });
    let is_text = matches!(
        column.ty,
        ColumnType::Varchar(_) | ColumnType::Text | ColumnType::Char(_)
    );
    let is_number = matches!(
        column.ty,
        ColumnType::SmallInt | ColumnType::Int | ColumnType::BigInt
    );
    match rng.u8(0..20) {
        0..=2 => alter.nullable = Some(!column.nullable),
        3 => alter.comment = Some(Change::Set(format!("it's {}", fresh(rng)))),
        4..=6 => {
            alter.default = Some(match tables::default(rng, &column.ty, schema) {
                Some(value) if rng.u8(0..3) > 0 => Change::Set(value),
                _ => Change::Drop,
            });
        }
        7 | 8 => alter.ty = Some(wider(rng, &column.ty)?),
        9 => {
            alter.nullable = Some(!column.nullable);
            alter.comment = Some(Change::Drop);
        }
        10 | 11 => {
            alter.identity = Some(match &column.identity {
                Some(_) if rng.bool() => Change::Drop,
                _ => Change::Set(tables::identity(rng)),
            });
        }
        12 | 13 if is_number && (column.generated.is_some() || rng.u8(0..4) == 0) => {
            alter.generated = Some(match rng.u8(0..3) {
                0 => Change::Drop,
                _ => Change::Set(tables::generated(rng, &table.columns)?),
            });
        }
        14 if is_text => {
            alter.collation = Some(match &column.collation {
                Some(_) => Change::Drop,
                None => Change::Set(collation()),
            });
        }
        15 if is_text => {
            alter.charset = Some(match &column.charset {
                Some(_) => Change::Drop,
                None => Change::Set("latin1".to_owned()),
            });
        }
        15 if matches!(column.ty, ColumnType::Timestamp(_)) => {
            alter.touched_on_update = Some(!column.touched_on_update);
        }
        _ if in_check || in_column || in_index => return None,
        16 => {
            alter.ty = Some(ColumnType::Varchar(40));
            alter.using = Some(expression(&[&column.name], |names| {
                format!(
                    "CASE WHEN {0} IS NULL THEN 'none' ELSE 'some' END",
                    names[0]
                )
            }));
        }
        _ => alter.ty = Some(tables::column_type(rng, schema)),
    }
    Some(Operation::AlterColumn(alter))
}

fn wider(rng: &mut Rng, ty: &ColumnType) -> Option<ColumnType> {
    Some(match ty {
        ColumnType::SmallInt => ColumnType::Int,
        ColumnType::Int => ColumnType::BigInt,
        ColumnType::Varchar(n) => ColumnType::Varchar(n + rng.u32(1..20)),
        ColumnType::Char(_) => ColumnType::Text,
        ColumnType::Float => ColumnType::Double,
        ColumnType::Decimal { precision, scale } if *precision < 50 => ColumnType::Decimal {
            precision: precision + 5,
            scale: *scale,
        },
        _ => return None,
    })
}

/// A foreign key over columns that are there.
pub(crate) fn foreign_key(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<ForeignKey> {
    let mut with_columns = table.clone();
    let key = keys::foreign_key(rng, &mut with_columns, schema)?;
    let mut columns = Vec::new();
    for new in &with_columns.columns[table.columns.len()..] {
        let fits = |column: &&Column| {
            column.ty.can_reference(&new.ty)
                && column.nullable
                && column.generated.is_none()
                && !columns.contains(&column.name)
        };
        let fitting: Vec<&Column> = table.columns.iter().filter(fits).collect();
        columns.push(one(rng, &fitting)?.name.clone());
    }
    Some(keys::foreign_key_over(
        rng,
        &table.name,
        columns,
        &key.references_table,
        key.references_columns,
    ))
}

//! Checks of the values that a column gets by itself: its default, and what it is computed from.

use super::suits::suits;
use super::{SchemaError, words};
use crate::schema::{
    Column, ColumnType, DefaultValue, Object, ObjectId, ObjectKind, Schema, Table,
};

/// Whether values are texts, or may be on some server.
pub(super) fn has_texts(ty: &ColumnType) -> bool {
    match ty {
        ColumnType::Char(_)
        | ColumnType::Varchar(_)
        | ColumnType::Text
        | ColumnType::Uuid
        | ColumnType::Enumeration(_)
        | ColumnType::Named(_)
        | ColumnType::Custom(_) => true,
        ColumnType::Array(of) => has_texts(of),
        _ => false,
    }
}

/// Whether a default that is an expression can stay where the column gets another type: of what
/// type it is itself is not known.
pub(super) fn stays(table: &str, before: &Column, after: &Column) -> Result<(), SchemaError> {
    let kind = |ty: &ColumnType| match ty {
        ColumnType::SmallInt
        | ColumnType::Int
        | ColumnType::BigInt
        | ColumnType::UnsignedSmallInt
        | ColumnType::UnsignedInt
        | ColumnType::UnsignedBigInt
        | ColumnType::Float
        | ColumnType::Double
        | ColumnType::Decimal { .. } => 0,
        ColumnType::Char(_) | ColumnType::Varchar(_) | ColumnType::Text => 1,
        ColumnType::Timestamp(_) | ColumnType::TimestampTz(_) => 2,
        _ => 3,
    };
    let same = match (kind(&before.ty), kind(&after.ty)) {
        (3, 3) => std::mem::discriminant(&before.ty) == std::mem::discriminant(&after.ty),
        (a, b) => a == b,
    };
    match &before.default {
        Some(DefaultValue::Expression(sql)) if !same => Err(SchemaError::Invalid {
            what: format!("column {table}.{}", after.name),
            problem: format!(
                "becomes {} and has the default `{}`, which need not be of that type",
                after.ty,
                sql.summary()
            ),
            help: "say the default too, or drop it".to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Whether a column's value can be computed: not from itself, by whatever way.
pub(super) fn computed(table: &Table, column: &Column) -> Result<(), SchemaError> {
    let Some(generated) = &column.generated else {
        return Ok(());
    };
    let mut all: Vec<&str> = vec![];
    let mut texts: Vec<&str> = generated.expression.texts().collect();
    while let Some(text) = texts.pop() {
        if words::mentions(text, &column.name) {
            return Err(SchemaError::Invalid {
                what: format!("column {}.{}", table.name, column.name),
                problem: "is computed from itself".to_owned(),
                help: "compute it from other columns".to_owned(),
            });
        }
        for other in &table.columns {
            if let Some(generated) = &other.generated
                && !all.contains(&other.name.as_str())
                && words::mentions(text, &other.name)
            {
                all.push(&other.name);
                texts.extend(generated.expression.texts());
            }
        }
    }
    Ok(())
}

/// Whether a default is of the type that a migration created.
pub(super) fn fits_created(
    schema: &Schema,
    table: &str,
    column: &Column,
) -> Result<(), SchemaError> {
    let (ColumnType::Named(called), Some(default)) = (&column.ty, &column.default) else {
        return Ok(());
    };
    let find = |kind| schema.object(&ObjectId::new(kind, called.as_str()));
    let ty = if let Some(Object::Enumeration(of)) = find(ObjectKind::Enumeration) {
        ColumnType::Enumeration(Box::new(of.clone()))
    } else if let Some(Object::Domain(domain)) = find(ObjectKind::Domain) {
        domain.ty.clone()
    } else {
        return Ok(());
    };
    let stands_for = Column {
        ty,
        ..column.clone()
    };
    fits(table, &stands_for, default)
}

/// Whether a default is of the column's kind. The typed builder cannot get here wrong; what
/// is read from elsewhere can.
pub(super) fn fits(
    table: &str,
    column: &Column,
    default: &DefaultValue,
) -> Result<(), SchemaError> {
    if suits(&column.ty, default) {
        return Ok(());
    }
    Err(SchemaError::WrongDefault {
        table: table.to_owned(),
        column: column.name.clone(),
        ty: column.ty.clone(),
        given: match default {
            DefaultValue::Boolean(value) => value.to_string(),
            DefaultValue::Integer(value) => value.to_string(),
            DefaultValue::Number(value) => value.clone(),
            DefaultValue::Text(value) => format!("{value:?}"),
            DefaultValue::Now => "now".to_owned(),
            DefaultValue::RandomUuid => "random uuid".to_owned(),
            DefaultValue::Expression(sql) => sql.summary().to_owned(),
        },
    })
}

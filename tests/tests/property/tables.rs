//! Random columns and tables.

use fastrand::Rng;
use migration_core::operation::{
    check_name, foreign_key_name, index_name, primary_key_name, unique_name,
};
use migration_core::schema::{
    Check, Column, ColumnType, DefaultValue, ForeignKey, Generated, Index, IndexKey, IndexPart,
    PrimaryKey, ReferentialAction, Schema, SqlText, Table, Unique,
};

use crate::names::{expression, fresh};

/// One of these.
pub(crate) fn one<'a, T>(rng: &mut Rng, items: &'a [T]) -> Option<&'a T> {
    (!items.is_empty()).then(|| &items[rng.usize(0..items.len())])
}

pub(crate) fn column_type(rng: &mut Rng) -> ColumnType {
    match rng.u8(0..40) {
        0..=2 => ColumnType::SmallInt,
        3..=6 => ColumnType::Int,
        7..=9 => ColumnType::BigInt,
        10 => ColumnType::Float,
        11 => ColumnType::Double,
        12 | 13 => ColumnType::Decimal {
            precision: rng.u16(1..=30),
            scale: 0,
        },
        14 | 15 => ColumnType::Decimal {
            precision: 12,
            scale: rng.u16(0..=6),
        },
        16 | 17 => ColumnType::Boolean,
        18 => ColumnType::Char(rng.u32(1..=20)),
        19..=23 => ColumnType::Varchar(rng.u32(1..=120)),
        24..=26 => ColumnType::Text,
        27 => ColumnType::Binary,
        28 => ColumnType::Date,
        29 => ColumnType::Time(rng.u8(0..=6)),
        30 => ColumnType::Timestamp(rng.u8(0..=6)),
        31 | 32 => ColumnType::TimestampTz(6),
        33 => ColumnType::Json,
        34 => ColumnType::Jsonb,
        35 => ColumnType::Uuid,
        36 | 37 => ColumnType::enumeration(
            fresh(rng),
            ["glad", "sad", "it's", "größe", "back\\slash"][..rng.usize(1..=5)]
                .iter()
                .map(|value| (*value).to_owned())
                .collect(),
        ),
        38 => match rng.u8(0..6) {
            0 => ColumnType::Interval,
            1 => ColumnType::Inet,
            2 => ColumnType::Bit(rng.u32(1..=16)),
            3 => ColumnType::Array(Box::new(ColumnType::Int)),
            4 => ColumnType::UnsignedInt,
            _ => ColumnType::UnsignedBigInt,
        },
        _ => ColumnType::Int,
    }
}

pub(crate) fn default(rng: &mut Rng, ty: &ColumnType) -> Option<DefaultValue> {
    Some(match ty {
        ColumnType::Boolean => DefaultValue::Boolean(rng.bool()),
        ColumnType::SmallInt | ColumnType::Int | ColumnType::BigInt => match rng.u8(0..5) {
            0 => DefaultValue::Expression(SqlText::from("1 + 1")),
            _ => DefaultValue::Integer(rng.i64(-100..100)),
        },
        ColumnType::UnsignedInt | ColumnType::UnsignedBigInt => {
            DefaultValue::Integer(rng.i64(0..100))
        }
        ColumnType::Decimal { scale: 2.., .. } => DefaultValue::Number("1.25".to_owned()),
        ColumnType::Decimal { .. } => DefaultValue::Integer(rng.i64(0..9)),
        ColumnType::Float | ColumnType::Double => DefaultValue::Number("0.5".to_owned()),
        ColumnType::Varchar(n) | ColumnType::Char(n) if *n > 8 => {
            let texts = ["", "it's", "back\\slash", "größe", "a\"b", "NULL", "5"];
            DefaultValue::Text(one(rng, &texts)?.to_string())
        }
        ColumnType::Text => DefaultValue::Text("it's \\ \"x\"\n?".to_owned()),
        ColumnType::Date | ColumnType::Timestamp(_) | ColumnType::TimestampTz(_) => {
            DefaultValue::Now
        }
        ColumnType::Uuid => DefaultValue::RandomUuid,
        ColumnType::Json | ColumnType::Jsonb => {
            DefaultValue::Text("{\"a\": [1, \"it's\"]}".to_owned())
        }
        ColumnType::Enumeration(of) => DefaultValue::Text(one(rng, &of.values)?.clone()),
        _ => return None,
    })
}

pub(crate) fn column(rng: &mut Rng) -> Column {
    let mut column = Column::new(fresh(rng), column_type(rng));
    column.nullable = rng.bool();
    if rng.u8(0..3) == 0 {
        column.default = default(rng, &column.ty);
    }
    if rng.u8(0..8) == 0 {
        column.comment = Some("what it's for: \"x\" \\ ü".to_owned());
    }
    let is_text = matches!(
        column.ty,
        ColumnType::Varchar(_) | ColumnType::Text | ColumnType::Char(_)
    );
    if is_text && rng.u8(0..8) == 0 {
        column.collation = Some(
            SqlText::default()
                .sqlite("NOCASE")
                .postgres("C")
                .mysql("utf8mb4_bin"),
        );
    }
    column
}

/// Makes a column one that is computed from another of its table.
pub(crate) fn generate(rng: &mut Rng, column: &mut Column, others: &[Column]) {
    let numbers: Vec<&Column> = others
        .iter()
        .filter(|other| {
            other.ty == ColumnType::Int && other.generated.is_none() && !other.is_identity()
        })
        .collect();
    let Some(other) = one(rng, &numbers) else {
        return;
    };
    column.ty = ColumnType::BigInt;
    column.default = None;
    column.nullable = true;
    column.collation = None;
    column.generated = Some(Box::new(Generated {
        expression: expression(&[&other.name], |names| format!("{} * 2", names[0])),
        stored: rng.u8(0..4) > 0,
    }));
}

pub(crate) fn table(rng: &mut Rng, schema: &Schema) -> Table {
    let mut table = Table::new(fresh(rng));
    let with_id = rng.u8(0..5) > 0;
    if with_id {
        let mut id = Column::new("id", ColumnType::BigInt);
        id.identity = Some(Box::default());
        table.columns.push(id);
        table.primary_key = Some(PrimaryKey {
            name: primary_key_name(&table.name),
            columns: vec!["id".to_owned()],
            ..PrimaryKey::default()
        });
    }
    for _ in 0..rng.usize(1..6) {
        let mut column = column(rng);
        if rng.u8(0..10) == 0 {
            generate(rng, &mut column, &table.columns);
        }
        table.columns.push(column);
    }
    if !with_id && rng.bool() {
        let mut keys: Vec<String> = key_columns(&table)
            .filter(|column| !column.nullable && column.generated.is_none())
            .map(|column| column.name.clone())
            .collect();
        rng.shuffle(&mut keys);
        keys.truncate(2);
        if !keys.is_empty() {
            table.primary_key = Some(PrimaryKey {
                name: primary_key_name(&table.name),
                columns: keys,
                ..PrimaryKey::default()
            });
        }
    }
    if rng.u8(0..3) == 0 {
        table.uniques.extend(unique(rng, &table));
    }
    if rng.u8(0..3) == 0 {
        table.checks.extend(check(rng, &table));
    }
    if rng.bool() {
        table.indexes.extend(index(rng, &table));
    }
    if rng.u8(0..3) == 0 {
        let key = foreign_key(rng, &mut table, schema);
        table.foreign_keys.extend(key);
    }
    if rng.u8(0..6) == 0 {
        table.comment = Some("it's a table \\ \"x\"".to_owned());
    }
    table
}

/// Columns that every server can have in a key.
fn key_columns(table: &Table) -> impl Iterator<Item = &Column> {
    table.columns.iter().filter(|column| {
        matches!(
            column.ty,
            ColumnType::SmallInt
                | ColumnType::Int
                | ColumnType::BigInt
                | ColumnType::Varchar(_)
                | ColumnType::Date
                | ColumnType::Uuid
                | ColumnType::Boolean
                | ColumnType::Decimal { .. }
        )
    })
}

pub(crate) fn unique(rng: &mut Rng, table: &Table) -> Option<Unique> {
    let columns = some_key_columns(rng, table)?;
    Some(Unique {
        name: match rng.u8(0..3) {
            0 => fresh(rng),
            _ => unique_name(&table.name, &columns),
        },
        columns,
        ..Unique::default()
    })
}

fn some_key_columns(rng: &mut Rng, table: &Table) -> Option<Vec<String>> {
    let mut columns: Vec<String> = key_columns(table)
        .map(|column| column.name.clone())
        .collect();
    rng.shuffle(&mut columns);
    columns.truncate(rng.usize(1..=2));
    (!columns.is_empty()).then_some(columns)
}

pub(crate) fn index(rng: &mut Rng, table: &Table) -> Option<Index> {
    let columns = some_key_columns(rng, table)?;
    let mut index = Index {
        parts: columns
            .iter()
            .map(|name| {
                let part = IndexPart::column(name);
                if rng.u8(0..4) == 0 {
                    part.descending()
                } else {
                    part
                }
            })
            .collect(),
        unique: rng.u8(0..5) == 0,
        ..Index::default()
    };
    if rng.u8(0..8) == 0 {
        let texts: Vec<&Column> = table
            .columns
            .iter()
            .filter(|column| matches!(column.ty, ColumnType::Varchar(_)))
            .collect();
        if let Some(text) = one(rng, &texts) {
            let key = expression(&[&text.name], |names| format!("lower({})", names[0]));
            index.parts = vec![IndexPart::new(IndexKey::Expression(key))];
        }
    }
    if rng.u8(0..8) == 0 {
        index.filter = Some(expression(&[columns.first()?], |names| {
            format!("{} IS NOT NULL", names[0])
        }));
    }
    if rng.u8(0..12) == 0 {
        index.comment = Some("it's an index".to_owned());
    }
    index.name = match rng.u8(0..3) {
        0 => fresh(rng),
        _ => index_name(&table.name, &index),
    };
    Some(index)
}

pub(crate) fn check(rng: &mut Rng, table: &Table) -> Option<Check> {
    let column = one(rng, &table.columns)?;
    if column.is_identity() || column.generated.is_some() {
        return None;
    }
    let name = column.name.as_str();
    let sql = match &column.ty {
        ColumnType::SmallInt
        | ColumnType::Int
        | ColumnType::BigInt
        | ColumnType::Decimal { .. } => expression(&[name], |names| {
            format!("{0} > -1000 AND {0} <> 77", names[0])
        }),
        ColumnType::Text => expression(&[name], |names| {
            format!("length({0}) < 1000 AND {0} <> 'it''s; -- x'", names[0])
        }),
        _ => expression(&[name], |names| {
            format!("{0} IS NOT NULL OR {0} IS NULL", names[0])
        }),
    };
    Some(Check {
        name: match rng.u8(0..2) {
            0 => fresh(rng),
            _ => check_name(&table.name, name),
        },
        expression: sql,
        ..Check::default()
    })
}

/// A foreign key to the primary key of some table, which may be this one; the columns for it
/// are added.
pub(crate) fn foreign_key(rng: &mut Rng, table: &mut Table, schema: &Schema) -> Option<ForeignKey> {
    let mut targets: Vec<Table> = schema.tables().cloned().collect();
    targets.push(table.clone());
    targets.retain(|target| target.primary_key.is_some());
    let target = one(rng, &targets)?.clone();
    let key = target.primary_key.as_ref()?;
    let mut columns = Vec::new();
    for name in &key.columns {
        let mut column = Column::new(fresh(rng), target.column(name)?.ty.clone());
        column.nullable = true;
        columns.push(column.name.clone());
        table.columns.push(column);
    }
    let action = |rng: &mut Rng| {
        [
            ReferentialAction::NoAction,
            ReferentialAction::Cascade,
            ReferentialAction::SetNull,
            ReferentialAction::Restrict,
        ][rng.usize(0..4)]
    };
    Some(ForeignKey {
        name: foreign_key_name(&table.name, &columns),
        columns,
        references_table: target.name.clone(),
        references_columns: key.columns.clone(),
        on_delete: action(rng),
        on_update: action(rng),
        ..ForeignKey::default()
    })
}

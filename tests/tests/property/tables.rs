//! Random columns and tables.

use fastrand::Rng;
use migration_core::operation::primary_key_name;
use migration_core::schema::{
    Column, ColumnType, DefaultValue, DialectName, Generated, Identity, Object, ObjectId,
    ObjectKind, PrimaryKey, RangeOf, Schema, SqlText, Table, TableOptions,
};

use crate::keys;
use crate::names::{expression, fresh, placed};

/// One of these.
pub(crate) fn one<'a, T>(rng: &mut Rng, items: &'a [T]) -> Option<&'a T> {
    (!items.is_empty()).then(|| &items[rng.usize(0..items.len())])
}

pub(crate) fn column_type(rng: &mut Rng, schema: &Schema) -> ColumnType {
    if rng.u8(0..10) == 0 {
        let types: Vec<&str> = schema
            .objects()
            .filter(|(id, _)| id.kind.is_type())
            .map(|(id, _)| id.name.as_str())
            .collect();
        if let Some(name) = one(rng, &types) {
            return ColumnType::Named((*name).to_owned());
        }
    }
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
            placed(rng, schema),
            ["glad", "sad", "it's", "größe", "back\\slash"][..rng.usize(1..=5)]
                .iter()
                .map(|value| (*value).to_owned())
                .collect(),
        ),
        38 => match rng.u8(0..9) {
            0 => ColumnType::Interval,
            1 => ColumnType::Inet,
            2 => ColumnType::Bit(rng.u32(1..=16)),
            3 => ColumnType::Array(Box::new(ColumnType::Int)),
            4 => ColumnType::UnsignedInt,
            5 => ColumnType::UnsignedSmallInt,
            6 => ColumnType::Range(RangeOf::Int),
            7 => ColumnType::BitVarying(rng.u32(1..=16)),
            _ => ColumnType::UnsignedBigInt,
        },
        _ => ColumnType::Int,
    }
}

pub(crate) fn default(rng: &mut Rng, ty: &ColumnType, schema: &Schema) -> Option<DefaultValue> {
    Some(match ty {
        ColumnType::Named(name) => {
            match schema.object(&ObjectId::new(ObjectKind::Enumeration, name)) {
                Some(Object::Enumeration(of)) => DefaultValue::Text(one(rng, &of.values)?.clone()),
                _ => return None,
            }
        }
        ColumnType::Boolean => DefaultValue::Boolean(rng.bool()),
        ColumnType::SmallInt | ColumnType::Int | ColumnType::BigInt => match rng.u8(0..5) {
            0 => DefaultValue::Expression(SqlText::from("1 + 1")),
            _ => DefaultValue::Integer(rng.i64(-100..100)),
        },
        ColumnType::UnsignedSmallInt | ColumnType::UnsignedInt | ColumnType::UnsignedBigInt => {
            DefaultValue::Integer(rng.i64(0..100))
        }
        ColumnType::Decimal { scale: 2.., .. } => DefaultValue::Number("1.25".to_owned()),
        ColumnType::Decimal { .. } => DefaultValue::Integer(rng.i64(0..9)),
        ColumnType::Float | ColumnType::Double => DefaultValue::Number("0.5".to_owned()),
        ColumnType::Varchar(n) | ColumnType::Char(n) if *n > 8 => {
            let texts = [
                "",
                "it's",
                "back\\slash",
                "größe",
                "a\"b",
                "NULL",
                "5",
                "was?",
                "🎉",
            ];
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

pub(crate) fn column(rng: &mut Rng, schema: &Schema) -> Column {
    let mut column = Column::new(fresh(rng), column_type(rng, schema));
    column.nullable = rng.bool();
    if rng.u8(0..3) == 0 {
        column.default = default(rng, &column.ty, schema);
    }
    if rng.u8(0..8) == 0 {
        column.comment = Some("what it's for: \"x\" \\ ü".to_owned());
    }
    let is_text = matches!(
        column.ty,
        ColumnType::Varchar(_) | ColumnType::Text | ColumnType::Char(_)
    );
    if is_text && rng.u8(0..8) == 0 {
        column.collation = Some(collation());
    }
    column
}

pub(crate) fn collation() -> SqlText {
    SqlText::default()
        .sqlite("NOCASE")
        .postgres("C")
        .mysql("utf8mb4_bin")
}

/// Makes a column one that is computed from another of its table.
pub(crate) fn generate(rng: &mut Rng, column: &mut Column, others: &[Column]) {
    if let Some(generated) = generated(rng, others) {
        column.ty = ColumnType::BigInt;
        column.default = None;
        column.nullable = true;
        column.collation = None;
        column.generated = Some(Box::new(generated));
    }
}

/// What a column is computed from.
pub(crate) fn generated(rng: &mut Rng, others: &[Column]) -> Option<Generated> {
    let numbers: Vec<&Column> = others
        .iter()
        .filter(|other| {
            matches!(other.ty, ColumnType::Int | ColumnType::SmallInt)
                && other.generated.is_none()
                && !other.is_identity()
        })
        .collect();
    let other = one(rng, &numbers)?;
    let by = rng.u8(2..5);
    Some(Generated {
        expression: expression(&[&other.name], |names| format!("{} * {by}", names[0])),
        stored: rng.u8(0..4) > 0,
    })
}

pub(crate) fn table(rng: &mut Rng, schema: &Schema, dialect: DialectName) -> Table {
    let mut table = Table::new(placed(rng, schema));
    if rng.u8(0..6) == 0 {
        table.options = options(rng, dialect);
    }
    let with_id = rng.u8(0..5) > 1;
    if with_id {
        let mut id = Column::new("id", ColumnType::BigInt);
        id.identity = Some(Box::new(identity(rng)));
        table.columns.push(id);
        table.primary_key = Some(PrimaryKey {
            name: primary_key_name(&table.name),
            columns: vec!["id".to_owned()],
            ..PrimaryKey::default()
        });
    }
    for _ in 0..rng.usize(1..6) {
        let mut column = column(rng, schema);
        if rng.u8(0..10) == 0 {
            generate(rng, &mut column, &table.columns);
        }
        table.columns.push(column);
    }
    if !with_id && rng.u8(0..3) > 0 {
        table.primary_key = keys::primary_key(rng, &table);
    }
    if rng.u8(0..3) == 0 {
        table.uniques.extend(keys::unique(rng, &table));
    }
    if rng.u8(0..3) == 0 {
        table.checks.extend(keys::check(rng, &table));
    }
    if rng.bool() {
        table.indexes.extend(keys::index(rng, &table));
    }
    for _ in 0..2 {
        if rng.u8(0..3) == 0 {
            let key = keys::foreign_key(rng, &mut table, schema);
            table.foreign_keys.extend(key);
        }
    }
    if rng.u8(0..6) == 0 {
        table.comment = Some("it's a table \\ \"x\"".to_owned());
    }
    table
}

/// How rows are numbered.
pub(crate) fn identity(rng: &mut Rng) -> Identity {
    Identity {
        always: rng.u8(0..8) == 0,
        start: (rng.u8(0..6) == 0).then_some(100),
        increment: (rng.u8(0..10) == 0).then_some(2),
        serial: rng.u8(0..12) == 0,
    }
}

/// What a server lets a table say of itself.
pub(crate) fn options(rng: &mut Rng, dialect: DialectName) -> TableOptions {
    let mut options = TableOptions::default();
    match dialect {
        DialectName::Sqlite => {
            options.strict = rng.bool();
            options.without_rowid = rng.bool();
        }
        DialectName::Postgres => options.unlogged = rng.bool(),
        DialectName::Mysql => match rng.u8(0..4) {
            0 => options.collation = Some("utf8mb4_bin".to_owned()),
            1 => options.charset = Some("latin1".to_owned()),
            2 => options.engine = Some("MyISAM".to_owned()),
            _ => {}
        },
    }
    options
}

//! Tables and their columns.

use migration_core::operation::{
    AddCheck, AddColumn, CreateTable, ExistingRows, Operation, Position,
};
use migration_core::schema::{
    Check, Column, ColumnType, DefaultValue, ForeignKey, Generated, Identity, Index, IndexMethod,
    IndexPart, RangeOf, Table,
};

use super::values::{
    add, checks, exclusion, full_column, full_index, full_key, full_primary_key, full_unique,
    options,
};
use super::{NASTY, per_dialect, text, texts};

/// Nothing of it is what stands behind a column, although much of it has those names.
pub(super) fn table() -> Operation {
    let mut table = Table::new("t");
    table.columns = vec![
        // Not the `id` that `t.id()` makes.
        Column {
            identity: Some(Box::default()),
            comment: Some(text("numbered")),
            ..Column::new("id", ColumnType::BigInt)
        },
        full_column("a"),
        full_column("b"),
        full_column("created_at"),
        // Not the columns that `t.timestamps()` and `t.soft_delete()` make.
        Column {
            default: Some(DefaultValue::Now),
            ..Column::new("created_at2", ColumnType::TimestampTz(6))
        },
        Column {
            nullable: true,
            comment: Some(text("gone")),
            ..Column::new("deleted_at", ColumnType::TimestampTz(6))
        },
    ];
    table.primary_key = Some(full_primary_key("t_pkey"));
    table.uniques = vec![full_unique("t_a_key")];
    table.checks = checks().to_vec();
    table.checks[1].name = text("t_a_check");
    table.exclusions = vec![exclusion(NASTY)];
    table.indexes = vec![
        full_index("one", IndexMethod::Other(text("gin"))),
        Index {
            name: text("t_a_idx"),
            parts: vec![IndexPart::column("a")],
            comment: Some(text("more than behind a column")),
            ..Index::default()
        },
    ];
    table.foreign_keys = vec![
        ForeignKey {
            columns: texts(&["a"]),
            references_columns: texts(&["x"]),
            set_columns: Vec::new(),
            ..full_key("t_a_fkey")
        },
        full_key("t_a_b_fkey"),
    ];
    table.comment = Some(text(NASTY));
    table.options = options();
    Operation::CreateTable(CreateTable {
        table: table.into(),
    })
}

pub(super) fn plain_columns() -> Vec<Operation> {
    let identity = |always, start, increment, serial| Identity {
        always,
        start,
        increment,
        serial,
    };
    let mut table = Table::new("numbered");
    for (i, of) in [
        identity(true, None, None, false),
        identity(false, Some(5), Some(-2), false),
        identity(false, Some(5), None, false),
        identity(true, Some(i64::MAX), Some(2), false),
        identity(false, None, Some(2), false),
        identity(false, None, None, true),
        identity(true, Some(1), Some(1), true),
    ]
    .into_iter()
    .enumerate()
    {
        table.columns.push(Column {
            identity: Some(Box::new(of)),
            ..Column::new(format!("n{i}"), ColumnType::UnsignedInt)
        });
    }
    for (i, (stored, nullable)) in [(true, true), (false, false)].into_iter().enumerate() {
        table.columns.push(Column {
            nullable,
            generated: Some(Box::new(Generated {
                expression: per_dialect(),
                stored,
            })),
            ..Column::new(format!("g{i}"), ColumnType::Int)
        });
    }
    let types = [
        ColumnType::Time(0),
        ColumnType::Timestamp(3),
        ColumnType::TimestampTz(1),
        ColumnType::Interval,
        ColumnType::Inet,
        ColumnType::Cidr,
        ColumnType::MacAddr,
        ColumnType::Bit(3),
        ColumnType::BitVarying(4),
        ColumnType::Array(Box::new(ColumnType::Array(Box::new(ColumnType::Varchar(
            3,
        ))))),
        ColumnType::Array(Box::new(ColumnType::enumeration(NASTY, texts(&["a"])))),
        ColumnType::Array(Box::new(ColumnType::Custom(per_dialect()))),
        ColumnType::Named(text(NASTY)),
        ColumnType::UnsignedSmallInt,
        ColumnType::UnsignedBigInt,
    ];
    let ranges = RangeOf::ALL.map(ColumnType::Range);
    for (i, ty) in types.into_iter().chain(ranges).enumerate() {
        table.columns.push(Column::new(format!("t{i}"), ty));
    }
    let mut all = vec![
        Operation::CreateTable(CreateTable {
            table: table.into(),
        }),
        add(full_column("full")),
    ];
    for position in [Position::First, Position::After(text(NASTY))] {
        all.push(Operation::AddColumn(AddColumn {
            table: text("t"),
            column: full_column("placed"),
            existing_rows: ExistingRows::Default,
            position: Some(position),
        }));
        all.push(Operation::AddCheck(AddCheck {
            table: text("t"),
            check: Check {
                name: text("t_placed_check"),
                expression: "placed <> ''".into(),
                ..Check::default()
            },
        }));
    }
    all
}

/// Each default on each type that takes it.
pub(super) fn defaults() -> Vec<Operation> {
    let decimal = ColumnType::Decimal {
        precision: 9,
        scale: 2,
    };
    let custom = || ColumnType::Custom("money".into());
    let named = || ColumnType::Named(text("n"));
    let number = |digits: &str| DefaultValue::Number(text(digits));
    [
        (ColumnType::SmallInt, DefaultValue::Integer(-5)),
        (ColumnType::UnsignedSmallInt, DefaultValue::Integer(65_535)),
        (
            ColumnType::UnsignedInt,
            DefaultValue::Integer(4_294_967_295),
        ),
        (ColumnType::UnsignedBigInt, DefaultValue::Integer(1)),
        (ColumnType::UnsignedBigInt, DefaultValue::Integer(i64::MAX)),
        (ColumnType::BigInt, DefaultValue::Integer(i64::MIN)),
        (ColumnType::Float, DefaultValue::Integer(2)),
        (ColumnType::Double, DefaultValue::Integer(2)),
        (decimal.clone(), DefaultValue::Integer(2)),
        (decimal.clone(), number("2.50")),
        (ColumnType::Float, number("0.5")),
        (ColumnType::Float, number("0.50")),
        (ColumnType::Double, number("-12345678901234567890.5")),
        (ColumnType::Double, number("1")),
        (custom(), number("1")),
        (named(), number("1.0")),
        (custom(), DefaultValue::Integer(7)),
        (named(), DefaultValue::Boolean(true)),
        (custom(), DefaultValue::Boolean(false)),
        (custom(), DefaultValue::Now),
        (named(), DefaultValue::RandomUuid),
        (custom(), DefaultValue::RandomUuid),
        (named(), DefaultValue::Text(text(NASTY))),
        (ColumnType::Boolean, DefaultValue::Boolean(true)),
        (ColumnType::Uuid, DefaultValue::RandomUuid),
        (ColumnType::Uuid, DefaultValue::Text(text("x"))),
        (ColumnType::Time(2), DefaultValue::Now),
        (ColumnType::Binary, DefaultValue::Expression(per_dialect())),
        (ColumnType::Inet, DefaultValue::Text(text("::1"))),
        (
            ColumnType::Array(Box::new(ColumnType::Int)),
            DefaultValue::Text(text("{}")),
        ),
        (
            ColumnType::Range(RangeOf::Int),
            DefaultValue::Expression("int4range(1, 2)".into()),
        ),
    ]
    .into_iter()
    .enumerate()
    .map(|(i, (ty, default))| {
        add(Column {
            default: Some(default),
            ..Column::new(format!("d{i}"), ty)
        })
    })
    .collect()
}

//! Options of columns, and every type.

use migration_core::operation::{
    AddColumn, AlterColumn, Change, ExistingRows, Operation, Position,
};
use migration_core::prelude::by_dialect;
use migration_core::schema::{Column, ColumnType, DefaultValue, Generated, Identity, RangeOf};

use super::{Alone, alone, create, nullable, things};

pub(super) fn all() -> Vec<Alone> {
    let mut all = Vec::new();
    for ty in types() {
        let column = nullable("c", ty.clone());
        all.extend(made_and_added(&format!("a column of {ty}"), &column));
        all.push(changed(
            &format!("a column to {ty}"),
            nullable("c", ColumnType::Varchar(80)),
            AlterColumn {
                ty: Some(ty),
                using: Some("NULL".into()),
                ..AlterColumn::default()
            },
        ));
    }
    for (what, plain, alter) in options() {
        let with = alter.changed(&plain);
        if with.is_identity() {
            all.extend(numbered(what, &alter));
            continue;
        }
        all.extend(made_and_added(what, &with));
        // PostgreSQL has no way back from there: such a column has no values to keep.
        if with.generated.is_none_or(|generated| generated.stored) {
            all.push(changed(what, plain, alter));
        }
    }
    all.extend(serial());
    all.extend(positions());
    all
}

fn types() -> Vec<ColumnType> {
    let mut all = vec![
        ColumnType::SmallInt,
        ColumnType::Int,
        ColumnType::BigInt,
        ColumnType::UnsignedSmallInt,
        ColumnType::UnsignedInt,
        ColumnType::UnsignedBigInt,
        ColumnType::Float,
        ColumnType::Double,
        ColumnType::Decimal {
            precision: 12,
            scale: 3,
        },
        ColumnType::Boolean,
        ColumnType::Char(7),
        ColumnType::Varchar(70),
        ColumnType::Text,
        ColumnType::Binary,
        ColumnType::Date,
        ColumnType::Time(0),
        ColumnType::Time(6),
        ColumnType::Timestamp(3),
        ColumnType::TimestampTz(6),
        ColumnType::Interval,
        ColumnType::Json,
        ColumnType::Jsonb,
        ColumnType::Uuid,
        ColumnType::Inet,
        ColumnType::Cidr,
        ColumnType::MacAddr,
        ColumnType::Bit(5),
        ColumnType::BitVarying(9),
        ColumnType::Array(Box::new(ColumnType::Int)),
        ColumnType::enumeration("mood", vec!["sad".to_owned(), "it's fine".to_owned()]),
        ColumnType::Custom(by_dialect().sqlite("TEXT").postgres("point").mysql("point")),
    ];
    all.extend(RangeOf::ALL.map(ColumnType::Range));
    all
}

/// What it is, a column without it, and how the column gets it.
fn options() -> Vec<(&'static str, Column, AlterColumn)> {
    let int = || nullable("c", ColumnType::Int);
    let text = || nullable("c", ColumnType::Varchar(60));
    let at = || nullable("c", ColumnType::TimestampTz(6));
    let of = || AlterColumn::default();
    let default = |value| AlterColumn {
        default: Some(Change::Set(value)),
        ..of()
    };
    let identity = |always, start, increment| AlterColumn {
        nullable: Some(false),
        identity: Some(Change::Set(Identity {
            always,
            start,
            increment,
            serial: false,
        })),
        ..of()
    };
    let generated = |stored| AlterColumn {
        generated: Some(Change::Set(Generated {
            expression: "n + 1".into(),
            stored,
        })),
        ..of()
    };
    let collation = by_dialect()
        .sqlite("NOCASE")
        .postgres("\"C\"")
        .mysql("utf8mb4_bin");
    vec![
        (
            "not null",
            int(),
            AlterColumn {
                nullable: Some(false),
                ..of()
            },
        ),
        (
            "default true",
            nullable("c", ColumnType::Boolean),
            default(DefaultValue::Boolean(true)),
        ),
        (
            "default of an integer",
            int(),
            default(DefaultValue::Integer(7)),
        ),
        (
            "default of a number",
            nullable("c", ColumnType::Double),
            default(DefaultValue::Number("1.5".to_owned())),
        ),
        (
            "default of a text",
            text(),
            default(DefaultValue::Text("it's".to_owned())),
        ),
        ("default now", at(), default(DefaultValue::Now)),
        (
            "default of a random uuid",
            nullable("c", ColumnType::Uuid),
            default(DefaultValue::RandomUuid),
        ),
        (
            "default of an expression",
            int(),
            default(DefaultValue::Expression("1 + 1".into())),
        ),
        ("identity", int(), identity(false, None, None)),
        ("identity always", int(), identity(true, None, None)),
        (
            "identity from a start",
            int(),
            identity(false, Some(100), None),
        ),
        ("identity by steps", int(), identity(false, None, Some(10))),
        ("generated and stored", int(), generated(true)),
        ("generated when read", int(), generated(false)),
        (
            "collation",
            text(),
            AlterColumn {
                collation: Some(Change::Set(collation)),
                ..of()
            },
        ),
        (
            "charset",
            text(),
            AlterColumn {
                charset: Some(Change::Set("latin1".to_owned())),
                ..of()
            },
        ),
        (
            "touched on update",
            at(),
            AlterColumn {
                touched_on_update: Some(true),
                ..of()
            },
        ),
        (
            "comment",
            int(),
            AlterColumn {
                comment: Some(Change::Set("it's \"it\"".to_owned())),
                ..of()
            },
        ),
    ]
}

/// The column in a new table, and in one that is there.
fn made_and_added(what: &str, column: &Column) -> [Alone; 2] {
    let mut table = things();
    table.columns.push(column.clone());
    let add = Operation::AddColumn(AddColumn {
        table: "things".to_owned(),
        column: column.clone(),
        existing_rows: match (column.nullable, &column.default, column.is_identity()) {
            (false, None, false) => ExistingRows::MustBeEmpty,
            _ => ExistingRows::Default,
        },
        position: None,
    });
    [
        alone(
            format!("create table with {what}"),
            Vec::new(),
            vec![create(table)],
        ),
        alone(
            format!("add column with {what}"),
            vec![create(things())],
            vec![add],
        ),
    ]
}

fn changed(what: &str, plain: Column, alter: AlterColumn) -> Alone {
    let mut table = things();
    table.columns.push(plain);
    let alter = Operation::AlterColumn(AlterColumn {
        table: "things".to_owned(),
        column: "c".to_owned(),
        ..alter
    });
    alone(
        format!("alter column: {what}"),
        vec![create(table)],
        vec![alter],
    )
}

/// A column that numbers rows is the first of a key.
fn numbered(what: &str, alter: &AlterColumn) -> [Alone; 3] {
    let mut plain = things();
    plain.columns[0].identity = None;
    let add = Operation::AddColumn(AddColumn {
        table: "things".to_owned(),
        column: alter.changed(&Column::new("number", ColumnType::BigInt)),
        existing_rows: ExistingRows::Default,
        position: None,
    });
    let mut with = plain.clone();
    with.columns[0] = alter.changed(&plain.columns[0]);
    let alter = Operation::AlterColumn(AlterColumn {
        table: "things".to_owned(),
        column: "id".to_owned(),
        nullable: None,
        ..alter.clone()
    });
    [
        alone(
            format!("create table with {what}"),
            Vec::new(),
            vec![create(with)],
        ),
        alone(
            format!("alter column: {what}"),
            vec![create(plain.clone())],
            vec![alter],
        ),
        alone(
            format!("add column with {what}"),
            vec![create(plain)],
            vec![add],
        ),
    ]
}

/// A sequence's column can only be made with its table, or join one.
fn serial() -> [Alone; 2] {
    let serial = Identity {
        serial: true,
        ..Identity::default()
    };
    let mut table = things();
    table.columns[0].identity = Some(Box::new(serial.clone()));
    let mut number = Column::new("number", ColumnType::Int);
    number.identity = Some(Box::new(serial));
    let add = Operation::AddColumn(AddColumn {
        table: "things".to_owned(),
        column: number,
        existing_rows: ExistingRows::Default,
        position: None,
    });
    let mut plain = things();
    plain.columns[0].identity = None;
    [
        alone("create table with serial", Vec::new(), vec![create(table)]),
        alone("add column with serial", vec![create(plain)], vec![add]),
    ]
}

fn positions() -> Vec<Alone> {
    let places = [Position::First, Position::After("n".to_owned())];
    let add = |position| {
        Operation::AddColumn(AddColumn {
            table: "things".to_owned(),
            column: nullable("c", ColumnType::Int),
            existing_rows: ExistingRows::Default,
            position: Some(position),
        })
    };
    places
        .into_iter()
        .map(|place| {
            alone(
                "add column at a place",
                vec![create(things())],
                vec![add(place)],
            )
        })
        .collect()
}

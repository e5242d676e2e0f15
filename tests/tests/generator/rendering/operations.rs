//! Every operation with every option.

use migration_core::operation::{
    AddCheck, AddColumn, AddForeignKey, AddPrimaryKey, AddUnique, AlterColumn, Backfill, Batches,
    Change, CreateIndex, CreateTable, DropCheck, DropColumn, DropForeignKey, DropIndex,
    DropPrimaryKey, DropTable, DropUnique, Ensure, ExistingRows, Operation, RenameColumn,
    RenameTable, Sql, SqlReverse,
};
use migration_core::schema::{
    Check, Column, ColumnType, DefaultValue, ForeignKey, Index, IndexKey, IndexPart, PrimaryKey,
    ReferentialAction as Action, SqlText, Table, Unique,
};

/// A text that tries to get out of its literal.
pub(super) const NASTY: &str = "a\"b'c\\d\n\t{e}\u{202e}#\"##ü";

pub(super) fn text(value: &str) -> String {
    value.to_owned()
}

pub(super) fn per_dialect() -> SqlText {
    SqlText::from("c")
        .sqlite("s \"q\"")
        .postgres("p")
        .mysql(NASTY)
}

fn column(name: &str, ty: ColumnType) -> Column {
    Column::new(name, ty)
}

fn index(name: &str, parts: Vec<IndexPart>) -> Index {
    Index {
        name: text(name),
        parts,
        unique: false,
        filter: None,
        ..Index::default()
    }
}

fn key(name: &str, columns: &[&str], table: &str, others: &[&str]) -> ForeignKey {
    let texts = |names: &[&str]| names.iter().map(|name| text(name)).collect();
    ForeignKey {
        name: text(name),
        columns: texts(columns),
        references_table: text(table),
        references_columns: texts(others),
        on_delete: Action::NoAction,
        on_update: Action::NoAction,
        ..ForeignKey::default()
    }
}

fn unique(name: &str, columns: &[&str]) -> Unique {
    Unique {
        name: text(name),
        columns: columns.iter().map(|name| text(name)).collect(),
        ..Unique::default()
    }
}

fn check(name: &str, sql: impl Into<SqlText>) -> Check {
    Check {
        name: text(name),
        expression: sql.into(),
        ..Check::default()
    }
}

pub(super) fn all() -> Vec<Vec<Operation>> {
    let mut cases = vec![tables(), statements()];
    cases.extend(columns());
    cases
}

/// Tables whose parts stand in another order than their columns, and under other names.
fn tables() -> Vec<Operation> {
    let mut first = Table::new("first");
    first.columns = vec![
        Column {
            identity: Some(Box::default()),
            ..column("id", ColumnType::SmallInt)
        },
        column("a", ColumnType::BigInt),
        column("b", ColumnType::BigInt),
        column("created_at", ColumnType::TimestampTz(6)),
        Column {
            nullable: true,
            ..column("deleted_at", ColumnType::TimestampTz(6))
        },
        column(
            "mood",
            ColumnType::enumeration(text("moods"), vec![text("glad"), text(NASTY)]),
        ),
        column("c", ColumnType::Custom(per_dialect())),
    ];
    first.primary_key = Some(PrimaryKey {
        name: text("first_key"),
        columns: vec![text("id")],
        ..PrimaryKey::default()
    });
    first.uniques = vec![
        unique("first_b_key", &["b"]),
        unique("first_a_key", &["a"]),
        unique("other", &["a", "b"]),
    ];
    first.checks = vec![
        check("first_a_check", "a > 0"),
        check("first_a_check2", per_dialect()),
        check("first_b_check2", "b > 2"),
        check("first_b_check", "b > 1"),
    ];
    first.indexes = vec![
        index("first_a_idx", vec![IndexPart::column("a")]),
        index(
            "first_deleted_at_idx",
            vec![IndexPart::column("deleted_at")],
        ),
        index("named", vec![IndexPart::column("b")]),
        Index {
            unique: true,
            filter: Some(per_dialect()),
            ..index(
                "mixed",
                vec![
                    IndexPart::column("a").descending(),
                    IndexPart::new(IndexKey::Expression(SqlText::from("lower(c)"))).descending(),
                ],
            )
        },
    ];
    first.foreign_keys = vec![
        ForeignKey {
            on_delete: Action::Cascade,
            on_update: Action::Restrict,
            ..key("first_a_fkey", &["a"], "users", &["id"])
        },
        key("mine", &["b"], "users", &["id"]),
        ForeignKey {
            on_delete: Action::SetDefault,
            ..key("first_a_b_fkey", &["a", "b"], "second", &["x", "y"])
        },
        // Not the type of the exported key.
        key("first_c_fkey", &["c"], "users", &["id"]),
    ];

    let mut second = Table::new(NASTY);
    second.columns = vec![
        column("x", ColumnType::Int),
        column(NASTY, ColumnType::Text),
    ];
    second.primary_key = Some(PrimaryKey {
        name: migration_core::operation::primary_key_name(NASTY),
        columns: vec![text("x")],
        ..PrimaryKey::default()
    });

    // `id` is no plain key here, and the timestamps are not alone.
    let mut third = Table::new("third");
    third.columns = vec![
        Column {
            identity: Some(Box::default()),
            ..column("id", ColumnType::BigInt)
        },
        Column {
            default: Some(DefaultValue::Now),
            ..column("created_at", ColumnType::TimestampTz(6))
        },
        Column {
            default: Some(DefaultValue::Now),
            ..column("updated_at", ColumnType::TimestampTz(6))
        },
    ];
    third.primary_key = Some(PrimaryKey {
        name: text("third_pkey"),
        columns: vec![text("id")],
        ..PrimaryKey::default()
    });
    third.indexes = vec![index(
        "third_updated_at_idx",
        vec![IndexPart::column("updated_at")],
    )];
    third.checks = vec![check("third_id_check", "id > 0")];
    third.foreign_keys = vec![key("third_id_fkey", &["id"], "first", &["a"])];
    [first, second, third]
        .map(|table| {
            Operation::CreateTable(CreateTable {
                table: table.into(),
            })
        })
        .to_vec()
}

/// Columns that join a table, with what stands behind them in every order.
fn columns() -> Vec<Vec<Operation>> {
    let add = |column: Column, existing_rows| {
        Operation::AddColumn(AddColumn {
            table: text("t"),
            column,
            existing_rows,
            position: None,
        })
    };
    let number = || column("n", ColumnType::BigInt);
    let check = |name: &str| {
        Operation::AddCheck(AddCheck {
            table: text("t"),
            check: check(name, "n > 0"),
        })
    };
    let unique = || {
        Operation::AddUnique(AddUnique {
            table: text("t"),
            unique: unique("t_n_key", &["n"]),
        })
    };
    let index = |concurrently| {
        Operation::CreateIndex(CreateIndex {
            table: text("t"),
            index: index("t_n_idx", vec![IndexPart::column("n")]),
            concurrently,
        })
    };
    let key = |name: &str| {
        Operation::AddForeignKey(AddForeignKey {
            table: text("t"),
            foreign_key: key(name, &["n"], "users", &["id"]),
        })
    };
    let fill = || ExistingRows::Fill(per_dialect());
    let nullable = Column {
        nullable: true,
        default: Some(DefaultValue::Integer(-7)),
        ..number()
    };
    vec![
        vec![
            add(number(), fill()),
            check("t_n_check"),
            check("t_n_check2"),
            unique(),
            index(false),
            key("t_n_fkey"),
        ],
        vec![
            add(nullable.clone(), fill()),
            key("t_n_fkey"),
            index(false),
            unique(),
            check("t_n_check"),
        ],
        vec![
            add(number(), ExistingRows::MustBeEmpty),
            check("t_n_check2"),
            index(true),
            key("other"),
        ],
        vec![
            add(nullable, ExistingRows::Default),
            add(number(), fill()),
            unique(),
        ],
    ]
}

/// Every other operation.
fn statements() -> Vec<Operation> {
    let t = || text(NASTY);
    let sql = |up: SqlText, down| Operation::Sql(Sql { up, down });
    let backfill = |filter, reverse| Backfill {
        table: text("t"),
        set: vec![(text("a"), SqlText::from("1")), (t(), per_dialect())],
        filter,
        reverse,
        batches: None,
    };
    let mut all = vec![
        Operation::DropTable(DropTable { table: t() }),
        Operation::RenameTable(RenameTable {
            from: text("a"),
            to: t(),
        }),
        Operation::DropColumn(DropColumn {
            table: t(),
            column: t(),
        }),
        Operation::RenameColumn(RenameColumn {
            table: t(),
            from: text("a"),
            to: t(),
        }),
        Operation::DropIndex(DropIndex {
            table: t(),
            index: t(),
            concurrently: false,
        }),
        Operation::DropIndex(DropIndex {
            table: t(),
            index: t(),
            concurrently: true,
        }),
        Operation::DropForeignKey(DropForeignKey {
            table: t(),
            foreign_key: t(),
        }),
        Operation::DropCheck(DropCheck {
            table: t(),
            check: t(),
        }),
        Operation::DropUnique(DropUnique {
            table: t(),
            unique: t(),
        }),
        Operation::DropPrimaryKey(DropPrimaryKey { table: t() }),
        Operation::AddCheck(AddCheck {
            table: t(),
            check: check(NASTY, NASTY),
        }),
        Operation::AddUnique(AddUnique {
            table: text("t"),
            unique: unique(NASTY, &["a", NASTY]),
        }),
        sql(SqlText::from(NASTY), SqlReverse::None),
        sql(per_dialect(), SqlReverse::Nothing),
        sql(
            SqlText::default().mysql("m"),
            SqlReverse::Text(per_dialect()),
        ),
        Operation::Backfill(backfill(None, None)),
        Operation::Backfill(Backfill {
            batches: Some(Batches::default()),
            ..backfill(None, None)
        }),
        Operation::Backfill(Backfill {
            batches: Some(Batches {
                key: vec![text("a"), text(NASTY)],
                most: Some(500),
            }),
            ..backfill(None, Some(Box::new(backfill(None, None))))
        }),
        Operation::Ensure(Ensure {
            table: text("t"),
            condition: per_dialect(),
        }),
        Operation::Backfill(backfill(
            Some(per_dialect()),
            Some(Box::new(backfill(Some(SqlText::from("x")), None))),
        )),
        Operation::AddForeignKey(AddForeignKey {
            table: text("t"),
            foreign_key: ForeignKey {
                on_update: Action::SetNull,
                ..key("t_a_fkey", &["a"], "users", &["id"])
            },
        }),
    ];
    for name in ["t_pkey", NASTY] {
        all.push(Operation::AddPrimaryKey(AddPrimaryKey {
            table: text("t"),
            primary_key: PrimaryKey {
                name: text(name),
                columns: vec![text("a"), t()],
                ..PrimaryKey::default()
            },
        }));
    }
    let alter = |ty, using, nullable, default| {
        Operation::AlterColumn(AlterColumn {
            table: t(),
            column: text("c"),
            ty,
            using,
            nullable,
            default,
            ..AlterColumn::default()
        })
    };
    let types = [
        ColumnType::SmallInt,
        ColumnType::Int,
        ColumnType::BigInt,
        ColumnType::Float,
        ColumnType::Double,
        ColumnType::Decimal {
            precision: 9,
            scale: 3,
        },
        ColumnType::Boolean,
        ColumnType::Char(3),
        ColumnType::Varchar(4),
        ColumnType::Text,
        ColumnType::Binary,
        ColumnType::Date,
        ColumnType::Time(6),
        ColumnType::Timestamp(6),
        ColumnType::TimestampTz(6),
        ColumnType::Json,
        ColumnType::Jsonb,
        ColumnType::Uuid,
        ColumnType::Custom(per_dialect()),
        ColumnType::enumeration(t(), vec![t()]),
    ];
    all.extend(types.map(|ty| alter(Some(ty), Some(per_dialect()), Some(true), None)));
    let defaults = [
        DefaultValue::Boolean(false),
        DefaultValue::Integer(i64::MIN),
        DefaultValue::Number(text("-0.10")),
        DefaultValue::Text(t()),
        DefaultValue::Now,
        DefaultValue::RandomUuid,
        DefaultValue::Expression(per_dialect()),
    ];
    all.extend(defaults.map(|value| alter(None, None, Some(false), Some(Change::Set(value)))));
    all.push(alter(None, None, None, Some(Change::Drop)));
    all
}

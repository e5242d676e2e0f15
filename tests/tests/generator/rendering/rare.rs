//! Every field of every value of the schema, said at least once and in company.

use migration_core::operation::{
    AddCheck, AddColumn, AddForeignKey, AddPrimaryKey, AddUnique, AlterColumn, AlterIndex,
    AlterTable, Change, CreateIndex, CreateObject, CreateTable, DatabaseOnly, Delete, DropObject,
    ExistingRows, Insert, Operation, Position, RenameObject, ReplaceObject, StateOnly, Update,
};
use migration_core::schema::{
    Check, Column, ColumnType, DefaultValue, Deferrable, Domain, Enforcement, Exclusion,
    ForeignKey, Generated, Grant, Identity, Index, IndexKey, IndexMethod, IndexPart, NullsOrder,
    Object, ObjectId, ObjectKind, Policy, PrimaryKey, RangeOf, Routine, RowSecurity, Sequence,
    SqlText, Table, TableOptions, Trigger, Unique, Value, View, VirtualTable,
};

use super::operations::{NASTY, per_dialect, text};

fn texts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| text(name)).collect()
}

fn add(column: Column) -> Operation {
    Operation::AddColumn(AddColumn {
        table: text("t"),
        column,
        existing_rows: ExistingRows::Fill(per_dialect()),
        position: None,
    })
}

pub(super) fn all() -> Vec<Vec<Operation>> {
    vec![
        vec![table()],
        plain_columns(),
        defaults(),
        halves(),
        constraints(),
        changes(),
        objects(),
        rows(),
        nearly_sugar(),
    ]
}

fn full_column(name: &str) -> Column {
    Column {
        nullable: true,
        default: Some(DefaultValue::Text(text(NASTY))),
        collation: Some(per_dialect()),
        charset: Some(text("utf8mb4")),
        touched_on_update: true,
        comment: Some(text(NASTY)),
        ..Column::new(name, ColumnType::Text)
    }
}

fn parts() -> Vec<IndexPart> {
    vec![
        IndexPart {
            descending: true,
            nulls: Some(NullsOrder::First),
            collation: Some(per_dialect()),
            operator_class: Some(text("text_pattern_ops")),
            prefix: Some(7),
            ..IndexPart::column("a")
        },
        IndexPart {
            nulls: Some(NullsOrder::Last),
            ..IndexPart::new(IndexKey::Expression(per_dialect()))
        },
    ]
}

fn full_index(name: &str, method: IndexMethod) -> Index {
    Index {
        name: text(name),
        parts: parts(),
        unique: true,
        filter: Some(per_dialect()),
        method: Some(method),
        include: texts(&["b", NASTY]),
        nulls_not_distinct: true,
        invisible: true,
        storage: vec![(text("fillfactor"), text("70")), (text("x"), text(NASTY))],
        comment: Some(text(NASTY)),
    }
}

fn full_key(name: &str) -> ForeignKey {
    ForeignKey {
        name: text(name),
        columns: texts(&["a", "b"]),
        references_table: text(NASTY),
        references_columns: texts(&["x", "y"]),
        set_columns: texts(&["b"]),
        match_full: true,
        deferrable: Deferrable::InitiallyImmediate,
        enforcement: Enforcement::None,
        ..ForeignKey::default()
    }
}

fn exclusion(name: &str) -> Exclusion {
    Exclusion {
        name: text(name),
        method: Some(IndexMethod::Gist),
        parts: parts().into_iter().map(|part| (part, text("&&"))).collect(),
        filter: Some(per_dialect()),
        deferrable: Deferrable::InitiallyDeferred,
    }
}

fn full_primary_key(name: &str) -> PrimaryKey {
    PrimaryKey {
        name: text(name),
        columns: texts(&["a", "b"]),
        include: texts(&["c"]),
        deferrable: Deferrable::InitiallyDeferred,
    }
}

fn full_unique(name: &str) -> Unique {
    Unique {
        name: text(name),
        columns: texts(&["a"]),
        include: texts(&["b", "c"]),
        nulls_not_distinct: true,
        deferrable: Deferrable::InitiallyImmediate,
    }
}

fn checks() -> [Check; 3] {
    [Enforcement::All, Enforcement::NewRows, Enforcement::None].map(|enforcement| Check {
        name: format!("t_a_check{enforcement:?}"),
        expression: per_dialect(),
        enforcement,
    })
}

/// Nothing of it is what stands behind a column, although much of it has those names.
fn table() -> Operation {
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

fn options() -> TableOptions {
    TableOptions {
        strict: true,
        without_rowid: true,
        unlogged: true,
        row_security: RowSecurity::Forced,
        engine: Some(text("InnoDB")),
        charset: Some(text(NASTY)),
        collation: Some(text("utf8mb4_bin")),
    }
}

fn plain_columns() -> Vec<Operation> {
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
fn defaults() -> Vec<Operation> {
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

fn halves() -> Vec<Operation> {
    let inner = || {
        vec![
            table(),
            add(full_column("x")),
            Operation::AddUnique(AddUnique {
                table: text("t"),
                unique: Unique {
                    name: text("t_x_key"),
                    columns: texts(&["x"]),
                    ..Unique::default()
                },
            }),
        ]
    };
    vec![
        Operation::StateOnly(StateOnly {
            operations: inner(),
        }),
        Operation::DatabaseOnly(DatabaseOnly {
            operations: vec![Operation::StateOnly(StateOnly {
                operations: inner(),
            })],
        }),
    ]
}

fn constraints() -> Vec<Operation> {
    let t = || text("t");
    let mut all = vec![
        Operation::AddPrimaryKey(AddPrimaryKey {
            table: t(),
            primary_key: full_primary_key(NASTY),
        }),
        Operation::AddUnique(AddUnique {
            table: t(),
            unique: full_unique(NASTY),
        }),
        Operation::AddForeignKey(AddForeignKey {
            table: t(),
            foreign_key: full_key(NASTY),
        }),
        Operation::CreateIndex(CreateIndex {
            table: t(),
            index: full_index(NASTY, IndexMethod::Other(text("bloom"))),
            concurrently: true,
        }),
    ];
    all.extend(checks().map(|check| Operation::AddCheck(AddCheck { table: t(), check })));
    // A reference behind its column, put off and for new rows.
    for (deferrable, enforcement) in [
        (Deferrable::InitiallyDeferred, Enforcement::NewRows),
        (Deferrable::InitiallyImmediate, Enforcement::All),
    ] {
        all.push(add(Column::new("r", ColumnType::BigInt)));
        all.push(Operation::AddForeignKey(AddForeignKey {
            table: t(),
            foreign_key: ForeignKey {
                name: text("t_r_fkey"),
                columns: texts(&["r"]),
                references_table: text("users"),
                references_columns: texts(&["id"]),
                deferrable,
                enforcement,
                ..ForeignKey::default()
            },
        }));
    }
    all
}

fn changes() -> Vec<Operation> {
    let column = || AlterColumn {
        table: text("t"),
        column: text(NASTY),
        ..AlterColumn::default()
    };
    let generated = |stored| {
        Some(Change::Set(Generated {
            expression: per_dialect(),
            stored,
        }))
    };
    let index = |invisible, comment| {
        Operation::AlterIndex(AlterIndex {
            table: text("t"),
            index: text(NASTY),
            invisible,
            comment,
        })
    };
    let table = |comment, options| {
        Operation::AlterTable(AlterTable {
            table: text(NASTY),
            comment,
            options,
        })
    };
    vec![
        Operation::AlterColumn(AlterColumn {
            identity: Some(Change::Set(Identity {
                always: true,
                start: Some(3),
                increment: Some(2),
                serial: true,
            })),
            generated: generated(true),
            collation: Some(Change::Set(per_dialect())),
            charset: Some(Change::Set(text(NASTY))),
            touched_on_update: Some(true),
            comment: Some(Change::Set(text(NASTY))),
            ..column()
        }),
        Operation::AlterColumn(AlterColumn {
            identity: Some(Change::Set(Identity::default())),
            generated: generated(false),
            touched_on_update: Some(false),
            ..column()
        }),
        Operation::AlterColumn(AlterColumn {
            default: Some(Change::Drop),
            identity: Some(Change::Drop),
            generated: Some(Change::Drop),
            collation: Some(Change::Drop),
            charset: Some(Change::Drop),
            comment: Some(Change::Drop),
            ..column()
        }),
        index(Some(true), Some(Change::Set(text(NASTY)))),
        index(Some(false), Some(Change::Drop)),
        table(Some(Change::Set(text(NASTY))), Some(options())),
        table(Some(Change::Drop), Some(TableOptions::default())),
        table(
            None,
            Some(TableOptions {
                engine: Some(text("Aria")),
                ..TableOptions::default()
            }),
        ),
    ]
}

fn objects() -> Vec<Operation> {
    let create = |object| Operation::CreateObject(CreateObject { object });
    let replace = |object| Operation::ReplaceObject(ReplaceObject { object });
    let view = |materialized, comment| {
        Object::View(View {
            name: text(NASTY),
            materialized,
            query: per_dialect(),
            comment,
        })
    };
    let routine = |name: &str, procedure, arguments| {
        Object::Routine(Routine {
            name: text(name),
            procedure,
            arguments,
            definition: per_dialect(),
        })
    };
    let trigger = Object::Trigger(Trigger {
        name: text(NASTY),
        table: text("t"),
        definition: per_dialect(),
    });
    let policy = |full: bool| {
        Object::Policy(Policy {
            name: text(NASTY),
            table: text("t"),
            restrictive: full,
            command: text(if full { "SELECT" } else { "ALL" }),
            roles: if full { texts(&["a", NASTY]) } else { vec![] },
            using: full.then(per_dialect),
            check: full.then(|| SqlText::from(NASTY)),
        })
    };
    let sequence = Object::Sequence(Sequence {
        name: text(NASTY),
        start: Some(1),
        increment: Some(-2),
        minimum: Some(i64::MIN),
        maximum: Some(4),
        cache: Some(5),
        cycle: true,
    });
    let grant = |grantable| {
        Object::Grant(Grant {
            privileges: texts(&["SELECT", "INSERT"]),
            on: text(NASTY),
            to: text("a to b"),
            grantable,
        })
    };
    let domain = |ty, full: bool| {
        Object::Domain(Domain {
            name: text(NASTY),
            ty,
            not_null: full,
            default: full.then(|| DefaultValue::Text(text(NASTY))),
            checks: if full { checks().to_vec() } else { vec![] },
        })
    };
    let types = text("integer, text[], my_type(3)");
    let mut all = vec![
        create(view(false, Some(text(NASTY)))),
        create(view(true, Some(text(NASTY)))),
        replace(view(true, None)),
        replace(view(false, Some(text(NASTY)))),
        create(routine(NASTY, false, None)),
        create(routine(NASTY, true, Some(types.clone()))),
        create(routine("odd(name", false, None)),
        create(routine("odd (name)", true, Some(types.clone()))),
        replace(routine("odd(name", false, Some(types))),
        replace(routine(NASTY, true, Some(String::new()))),
        create(trigger.clone()),
        replace(trigger),
        create(policy(true)),
        create(policy(false)),
        replace(policy(true)),
        create(sequence.clone()),
        replace(sequence),
        replace(Object::Sequence(Sequence {
            name: text("plain"),
            ..Sequence::default()
        })),
        create(grant(true)),
        replace(grant(false)),
        create(domain(ColumnType::Text, true)),
        create(domain(
            ColumnType::Decimal {
                precision: 3,
                scale: 1,
            },
            false,
        )),
        create(Object::VirtualTable(VirtualTable {
            name: text(NASTY),
            module: text("fts5"),
            arguments: vec![],
        })),
    ];
    let own = [ObjectKind::Trigger, ObjectKind::Policy];
    let kinds = [
        ObjectKind::Namespace,
        ObjectKind::Extension,
        ObjectKind::Enumeration,
        ObjectKind::Domain,
        ObjectKind::Composite,
        ObjectKind::Sequence,
        ObjectKind::Function,
        ObjectKind::Procedure,
        ObjectKind::View,
        ObjectKind::MaterializedView,
        ObjectKind::VirtualTable,
        ObjectKind::Grant,
    ];
    let ids = kinds
        .into_iter()
        .map(|kind| ObjectId::new(kind, NASTY))
        .chain(own.map(|kind| ObjectId::of_table(kind, NASTY, "of a table")))
        .chain([ObjectId::new(ObjectKind::Grant, "on a to b to c")]);
    for id in ids {
        all.push(Operation::DropObject(DropObject { id: id.clone() }));
        all.push(Operation::RenameObject(RenameObject {
            id,
            to: text(NASTY),
        }));
    }
    all
}

/// Tables that are nearly what one word of the builder makes, and tables that are.
fn nearly_sugar() -> Vec<Operation> {
    let over = |table: &str, columns: &[&str]| {
        let mut index = Index {
            parts: columns.iter().copied().map(IndexPart::column).collect(),
            ..Index::default()
        };
        index.name = migration_core::operation::index_name(table, &index);
        index
    };
    let key = |table: &str, columns: &[&str]| PrimaryKey {
        name: migration_core::operation::primary_key_name(table),
        columns: texts(columns),
        ..PrimaryKey::default()
    };
    let refer = |table: &str, column: &str| ForeignKey {
        name: migration_core::operation::foreign_key_name(table, &texts(&[column])),
        columns: texts(&[column]),
        references_table: text("users"),
        references_columns: texts(&["id"]),
        ..ForeignKey::default()
    };
    let mut all = Vec::new();
    // A polymorphic reference: alone, with an index more before and behind it, out of order.
    for (i, indexes) in [
        &[&["item_type", "item_id"][..], &["n"]][..],
        &[&["item_type"], &["item_type", "item_id"], &["n"]],
        &[&["item_type", "item_id"], &["item_id"], &["n"]],
        &[&["n"], &["item_type", "item_id"]],
        &[&["item_id", "item_type"]],
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("item{i}");
        let mut table = Table::new(&name);
        table.columns = vec![
            Column::new("id", ColumnType::Char(26)),
            Column::new("item_type", ColumnType::Varchar(255)),
            Column::new("item_id", ColumnType::BigInt),
            Column::new("n", ColumnType::Int),
        ];
        table.primary_key = Some(key(&name, &["id"]));
        table.indexes = indexes.iter().map(|columns| over(&name, columns)).collect();
        all.push(table);
    }
    // A joining table: as it is made, with more, and with its parts in another order.
    for (i, (columns, indexes)) in [
        (&["a", "b"][..], &[&["b", "a"][..]][..]),
        (&["a", "b"], &[&["b", "a"], &["n"], &["n", "a"]]),
        (&["a", "b"], &[&["n"], &["b", "a"]]),
        (&["a", "b"], &[&["b", "a"], &["a"]]),
        (&["b", "a"], &[&["b", "a"]]),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("join{i}");
        let mut table = Table::new(&name);
        table.columns = vec![
            Column::new("a", ColumnType::BigInt),
            Column::new("b", ColumnType::BigInt),
            Column::new("n", ColumnType::BigInt),
        ];
        table.primary_key = Some(key(&name, columns));
        table.foreign_keys = ["a", "b", "n"].map(|column| refer(&name, column)).to_vec();
        table.indexes = indexes.iter().map(|columns| over(&name, columns)).collect();
        all.push(table);
    }
    // Two words that follow each other.
    let mut table = Table::new("living");
    table.columns = vec![Column::new("a", ColumnType::Int)];
    table.indexes = [SqlText::from("deleted_at IS NULL"), per_dialect()]
        .map(|filter| Index {
            unique: true,
            filter: Some(filter),
            name: text("living_a_key"),
            ..over("living", &["a"])
        })
        .to_vec();
    all.push(table);
    let create = |table: Table| {
        Operation::CreateTable(CreateTable {
            table: table.into(),
        })
    };
    all.into_iter().map(create).collect()
}

fn rows() -> Vec<Operation> {
    let values = || {
        vec![
            Value::Null,
            Value::Boolean(true),
            Value::Integer(5),
            Value::Integer(i64::MIN),
            Value::Number(text("1.50")),
            Value::Text(text(NASTY)),
            Value::Bytes(vec![0, 255, 7]),
            Value::Bytes(vec![]),
            Value::Expression(per_dialect()),
        ]
    };
    let insert = |columns: usize, rows: Vec<Vec<Value>>| {
        Operation::Insert(Insert {
            table: text(NASTY),
            columns: (0..columns).map(|n| format!("c{n}")).collect(),
            rows,
        })
    };
    let two = |a: Value, b: Value| vec![a, b];
    let mut all = vec![
        insert(9, vec![values(), values().into_iter().rev().collect()]),
        insert(1, values().into_iter().map(|value| vec![value]).collect()),
        insert(
            2,
            vec![
                two(Value::Integer(1), Value::Text(text("a"))),
                two(Value::Integer(i64::MAX), Value::Null),
            ],
        ),
        insert(
            2,
            vec![
                two(Value::Null, Value::Null),
                two(Value::Null, Value::Integer(3)),
            ],
        ),
        insert(2, vec![two(Value::Boolean(true), Value::Number(text("7")))]),
        Operation::Delete(Delete {
            table: text("t"),
            columns: texts(&["a"]),
            rows: vec![vec![Value::Expression(per_dialect())], vec![Value::Null]],
        }),
    ];
    // A row of each kind alone, as long as a tuple can be.
    all.extend(
        values()
            .into_iter()
            .map(|value| insert(8, vec![vec![value; 8]; 2])),
    );
    for was in [values(), vec![]] {
        let pairs = |name: &str| -> Vec<(String, Value)> {
            let named = |(n, value)| (format!("{name}{n}"), value);
            values().into_iter().enumerate().map(named).collect()
        };
        all.push(Operation::Update(Update {
            table: text("t"),
            key: pairs("k"),
            set: pairs("s"),
            was,
        }));
    }
    all
}

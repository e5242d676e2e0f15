//! A schema that one program tells another, in JSON, is the same schema: every field and every
//! value. The structs are written out whole, so a field that is new has to be given a value here.

use migration_core::schema::{
    BoundValue, Check, Column, ColumnType, Composite, DefaultValue, Deferrable, DialectName,
    Domain, Enforcement, Enumeration, Exclusion, Extension, ForeignKey, Generated, Grant, Identity,
    Index, IndexKey, IndexMethod, IndexPart, Namespace, NullsOrder, Object, Partition,
    PartitionBound, PartitionMethod, Partitioning, Policy, PrimaryKey, RangeOf, ReferentialAction,
    Routine, RowSecurity, Schema, Sequence, SqlText, Table, TableOptions, Trigger, Unique, Value,
    View, VirtualTable,
};

#[track_caller]
fn check(schema: &Schema) {
    let text = serde_json::to_string(schema).expect("a schema is data");
    let back: Schema = serde_json::from_str(&text).expect("what was written can be read");
    assert_eq!(&back, schema);
    for table in schema.tables() {
        let names = |schema: &Schema| -> Vec<String> {
            let referrers = schema.referrers(&table.name);
            referrers.map(|table| table.name.clone()).collect()
        };
        assert_eq!(names(&back), names(schema));
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|each| text(each)).collect()
}

/// A text for each dialect, with what JSON has to escape.
fn sql() -> SqlText {
    SqlText::from("a \"b\" \\ 'c'\n\u{1F600}\u{7}")
        .sqlite("1")
        .postgres("2")
        .mysql("3")
}

fn types() -> Vec<ColumnType> {
    let mut types = vec![
        ColumnType::SmallInt,
        ColumnType::Int,
        ColumnType::BigInt,
        ColumnType::UnsignedSmallInt,
        ColumnType::UnsignedInt,
        ColumnType::UnsignedBigInt,
        ColumnType::Float,
        ColumnType::Double,
        ColumnType::Decimal {
            precision: 65,
            scale: 30,
        },
        ColumnType::Boolean,
        ColumnType::Char(1),
        ColumnType::Varchar(u32::MAX),
        ColumnType::Text,
        ColumnType::Binary,
        ColumnType::Date,
        ColumnType::Time(0),
        ColumnType::Timestamp(3),
        ColumnType::TimestampTz(6),
        ColumnType::Interval,
        ColumnType::Json,
        ColumnType::Jsonb,
        ColumnType::Uuid,
        ColumnType::Inet,
        ColumnType::Cidr,
        ColumnType::MacAddr,
        ColumnType::Bit(8),
        ColumnType::BitVarying(9),
        ColumnType::Array(Box::new(ColumnType::Array(Box::new(ColumnType::Varchar(
            7,
        ))))),
        ColumnType::enumeration("mood", texts(&["sad", "o'k", ""])),
        ColumnType::Named(text("email")),
        ColumnType::Custom(sql()),
        ColumnType::Custom(SqlText::only(DialectName::Mysql, "POINT")),
    ];
    types.extend(RangeOf::ALL.map(ColumnType::Range));
    types
}

fn defaults() -> Vec<Option<DefaultValue>> {
    vec![
        None,
        Some(DefaultValue::Boolean(true)),
        Some(DefaultValue::Integer(i64::MIN)),
        Some(DefaultValue::Integer(i64::MAX)),
        Some(DefaultValue::Number(text("12345678901234567.890"))),
        Some(DefaultValue::Text(String::new())),
        Some(DefaultValue::Now),
        Some(DefaultValue::RandomUuid),
        Some(DefaultValue::Expression(sql())),
    ]
}

fn columns() -> Vec<Column> {
    let mut columns: Vec<Column> = types()
        .into_iter()
        .enumerate()
        .map(|(i, ty)| Column::new(format!("t{i}"), ty))
        .collect();
    columns.extend(defaults().into_iter().enumerate().map(|(i, default)| {
        let mut column = Column::new(format!("d{i}"), ColumnType::Text);
        column.default = default;
        column
    }));
    columns.push(Column {
        name: text("every \"field\""),
        ty: ColumnType::BigInt,
        nullable: true,
        default: Some(DefaultValue::Integer(0)),
        identity: Some(Box::new(Identity {
            always: true,
            start: Some(10),
            increment: Some(-5),
            serial: true,
        })),
        generated: Some(Box::new(Generated {
            expression: sql(),
            stored: true,
        })),
        collation: Some(sql()),
        charset: Some(text("latin1")),
        touched_on_update: true,
        comment: Some(text("what it is for")),
    });
    columns
}

fn part(key: IndexKey) -> IndexPart {
    IndexPart {
        key,
        descending: true,
        nulls: Some(NullsOrder::First),
        collation: Some(sql()),
        operator_class: Some(text("text_pattern_ops")),
        prefix: Some(10),
    }
}

fn indexes() -> Vec<Index> {
    let methods = [
        "btree", "hash", "gin", "gist", "spgist", "brin", "fulltext", "spatial", "bloom",
    ];
    methods
        .into_iter()
        .map(|method| Index {
            name: format!("by_{method}"),
            parts: vec![
                part(IndexKey::Column(text("a"))),
                IndexPart {
                    nulls: Some(NullsOrder::Last),
                    ..part(IndexKey::Expression(sql()))
                },
            ],
            unique: true,
            filter: Some(sql()),
            method: Some(IndexMethod::from(method)),
            include: texts(&["b"]),
            nulls_not_distinct: true,
            invisible: true,
            storage: vec![(text("fillfactor"), text("70"))],
            comment: Some(text("an index")),
        })
        .collect()
}

fn foreign_keys() -> Vec<ForeignKey> {
    use ReferentialAction as Action;
    [
        (Action::NoAction, Enforcement::All),
        (Action::Restrict, Enforcement::NewRows),
        (Action::Cascade, Enforcement::None),
        (Action::SetNull, Enforcement::All),
        (Action::SetDefault, Enforcement::All),
    ]
    .into_iter()
    .map(|(action, enforcement)| ForeignKey {
        name: action.as_sql().to_owned(),
        columns: texts(&["a", "b"]),
        references_table: text("other"),
        references_columns: texts(&["x", "y"]),
        on_delete: action,
        on_update: action,
        set_columns: texts(&["b"]),
        match_full: true,
        deferrable: Deferrable::InitiallyDeferred,
        enforcement,
        comment: Some(text("why")),
    })
    .collect()
}

fn table() -> Table {
    Table {
        name: text("every table"),
        columns: columns(),
        primary_key: Some(PrimaryKey {
            name: text("pkey"),
            columns: texts(&["a", "b"]),
            include: texts(&["c"]),
            deferrable: Deferrable::InitiallyImmediate,
            comment: Some(text("why")),
        }),
        uniques: vec![Unique {
            name: text("key"),
            columns: texts(&["a"]),
            include: texts(&["b"]),
            nulls_not_distinct: true,
            deferrable: Deferrable::No,
            comment: Some(text("why")),
        }],
        foreign_keys: foreign_keys(),
        checks: vec![Check {
            name: text("check"),
            expression: sql(),
            enforcement: Enforcement::None,
            comment: Some(text("why")),
        }],
        exclusions: vec![Exclusion {
            name: text("excluded"),
            method: Some(IndexMethod::Gist),
            parts: vec![(part(IndexKey::Column(text("a"))), text("&&"))],
            filter: Some(sql()),
            deferrable: Deferrable::No,
            comment: Some(text("why")),
        }],
        indexes: indexes(),
        comment: Some(text("a table")),
        options: TableOptions {
            strict: true,
            without_rowid: true,
            unlogged: true,
            row_security: RowSecurity::Forced,
            engine: Some(text("InnoDB")),
            charset: Some(text("utf8mb4")),
            collation: Some(text("utf8mb4_bin")),
        },
        partitioning: Some(Box::new(Partitioning {
            method: PartitionMethod::Hash,
            parts: vec![part(IndexKey::Expression(sql()))],
        })),
        partition_of: Some(Box::new(Partition {
            parent: text("other"),
            bound: bounds().remove(0),
        })),
    }
}

fn values() -> Vec<Value> {
    vec![
        Value::Null,
        Value::Boolean(true),
        Value::Integer(i64::MIN),
        Value::Number(text("1.50")),
        Value::Text(text("a")),
        Value::Bytes(vec![0, 255]),
        Value::Expression(sql()),
    ]
}

fn bounds() -> Vec<PartitionBound> {
    vec![
        PartitionBound::Range {
            from: vec![BoundValue::Minimum, BoundValue::Value(Value::Integer(1))],
            to: vec![BoundValue::Maximum],
        },
        PartitionBound::List(values()),
        PartitionBound::Hash {
            modulus: 4,
            remainder: 3,
        },
        PartitionBound::Default,
    ]
}

fn objects() -> Vec<Object> {
    vec![
        Object::Namespace(Namespace {
            name: text("app"),
            comment: Some(text("why")),
        }),
        Object::Extension(Extension {
            name: text("citext"),
            comment: Some(text("why")),
        }),
        Object::Enumeration(Enumeration {
            name: text("mood"),
            values: texts(&["sad", "ok"]),
            comment: Some(text("why")),
        }),
        Object::Domain(Domain {
            name: text("email"),
            ty: ColumnType::Varchar(255),
            not_null: true,
            default: Some(DefaultValue::Text(text("@"))),
            checks: table().checks,
            comment: Some(text("why")),
        }),
        Object::Composite(Composite {
            name: text("point"),
            fields: vec![(text("x"), ColumnType::Int), (text("y"), ColumnType::Int)],
            comment: Some(text("why")),
        }),
        Object::Sequence(Sequence {
            name: text("counter"),
            start: Some(i64::MIN),
            increment: Some(-1),
            minimum: Some(i64::MIN),
            maximum: Some(i64::MAX),
            cache: Some(20),
            cycle: true,
            comment: Some(text("why")),
        }),
        Object::Routine(Routine {
            name: text("touch"),
            procedure: false,
            arguments: Some(text("integer, text")),
            definition: sql(),
            comment: Some(text("why")),
        }),
        Object::View(View {
            name: text("recent"),
            materialized: true,
            query: sql(),
            comment: Some(text("a view")),
        }),
        Object::VirtualTable(VirtualTable {
            name: text("search"),
            module: text("fts5"),
            arguments: texts(&["title", "body"]),
        }),
        Object::Trigger(Trigger {
            name: text("touched"),
            table: text("every table"),
            definition: sql(),
            comment: Some(text("why")),
        }),
        Object::Policy(Policy {
            name: text("own"),
            table: text("every table"),
            restrictive: true,
            command: text("SELECT"),
            roles: texts(&["app"]),
            using: Some(sql()),
            check: Some(sql()),
            comment: Some(text("why")),
        }),
        Object::Grant(Grant {
            privileges: texts(&["SELECT", "INSERT"]),
            on: text("every table"),
            to: text("app"),
            grantable: true,
        }),
    ]
}

#[test]
fn an_empty_schema() {
    check(&Schema::new());
}

#[test]
fn a_schema_with_everything_in_it() {
    let mut schema = Schema::new();
    schema.insert(table());
    schema.insert(Table::new("other"));
    for (i, bound) in bounds().into_iter().enumerate() {
        let mut partition = Table::new(format!("p{i}"));
        let parent = text("other");
        partition.partition_of = Some(Box::new(Partition { parent, bound }));
        partition.partitioning = Some(Box::new(Partitioning {
            method: [PartitionMethod::Range, PartitionMethod::List][i % 2],
            parts: Vec::new(),
        }));
        schema.insert(partition);
    }
    for object in objects() {
        schema.insert_object(object);
    }
    assert_eq!(schema.objects().count(), objects().len());
    check(&schema);
}

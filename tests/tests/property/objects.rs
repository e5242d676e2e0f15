//! Random objects beside the tables, and changes of them.

use fastrand::Rng;
use migration_core::operation::{
    AlterEnumeration, CreateObject, DropObject, Operation, RefreshView, RenameObject,
    ReplaceObject, ValueChange,
};
use migration_core::schema::{
    Check, ColumnType, Composite, Domain, Enumeration, Object, ObjectId, ObjectKind, Schema,
    Sequence, SqlText, Table, Trigger, View,
};

use crate::names::{expression, fresh, placed};
use crate::tables::one;

const VALUES: [&str; 8] = [
    "glad",
    "sad",
    "it's",
    "größe",
    "back\\slash",
    "a\"b",
    "NULL",
    "a, b",
];

/// Something that is done to an object.
pub(crate) fn operation(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let object = match rng.u8(0..40) {
        0..=13 => return view(rng, table, schema),
        14..=18 => Object::Trigger(trigger(rng, table)?),
        19..=21 => Object::Enumeration(Enumeration {
            name: placed(rng, schema),
            values: VALUES[..rng.usize(1..4)]
                .iter()
                .map(|value| (*value).to_owned())
                .collect(),
            comment: None,
        }),
        22..=26 => return enumeration(rng, schema),
        27 | 28 => {
            let name = placed(rng, schema);
            Object::Sequence(sequence(rng, name))
        }
        29 => {
            let id = some(rng, schema, |kind| kind == ObjectKind::Sequence)?;
            let object = Object::Sequence(sequence(rng, id.name));
            return Some(Operation::ReplaceObject(ReplaceObject { object }));
        }
        30 | 31 => Object::Domain(domain(rng, schema)),
        32 => Object::Composite(Composite {
            name: placed(rng, schema),
            fields: vec![
                (fresh(rng), ColumnType::Int),
                (fresh(rng), ColumnType::Varchar(9)),
            ],
            comment: None,
        }),
        33..=36 => {
            let id = some(rng, schema, |_| true)?;
            return Some(Operation::DropObject(DropObject { id }));
        }
        _ => {
            let id = some(rng, schema, |_| true)?;
            let to = match id.kind.is_relation() || id.kind.is_type() {
                true => placed(rng, schema),
                false => fresh(rng),
            };
            return Some(Operation::RenameObject(RenameObject { id, to }));
        }
    };
    Some(Operation::CreateObject(CreateObject { object }))
}

pub(crate) fn some(
    rng: &mut Rng,
    schema: &Schema,
    is_one: impl Fn(ObjectKind) -> bool,
) -> Option<ObjectId> {
    let all: Vec<&ObjectId> = schema
        .objects()
        .map(|(id, _)| id)
        .filter(|id| is_one(id.kind))
        .collect();
    one(rng, &all).map(|id| (*id).clone())
}

fn view(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let is_view = |kind| matches!(kind, ObjectKind::View | ObjectKind::MaterializedView);
    let known = some(rng, schema, is_view);
    match (rng.u8(0..5), known) {
        (0, Some(id)) => Some(Operation::DropObject(DropObject { id })),
        (1, Some(id)) => {
            let materialized = id.kind == ObjectKind::MaterializedView;
            let object = made(rng, id.name, materialized, table, schema)?;
            Some(Operation::ReplaceObject(ReplaceObject { object }))
        }
        (2, Some(id)) if id.kind == ObjectKind::MaterializedView => {
            Some(Operation::RefreshView(RefreshView {
                view: id.name,
                concurrently: false,
            }))
        }
        _ => {
            let (name, materialized) = (placed(rng, schema), rng.u8(0..6) == 0);
            let object = made(rng, name, materialized, table, schema)?;
            Some(Operation::CreateObject(CreateObject { object }))
        }
    }
}

fn made(
    rng: &mut Rng,
    name: String,
    materialized: bool,
    table: &Table,
    schema: &Schema,
) -> Option<Object> {
    let column = &one(rng, &table.columns)?.name;
    let other = &one(rng, &table.columns)?.name;
    let tables: Vec<&Table> = schema.tables().collect();
    let second = &one(rng, &tables)?.name;
    let views: Vec<&str> = schema
        .objects()
        .filter(|(id, _)| matches!(id.kind, ObjectKind::View) && id.name != name)
        .map(|(id, _)| id.name.as_str())
        .collect();
    let names = [column, other, &table.name, second];
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    let query = match rng.u8(0..9) {
        0 | 1 => expression(&names, |n| {
            format!("SELECT {} AS only_one FROM {}", n[0], n[2])
        }),
        2 => expression(&names, |n| format!("SELECT {} FROM {}", n[0], n[2])),
        3 => expression(&names, |n| {
            format!(
                "SELECT {2}.{0}, 'it''s ?' AS said FROM {2} WHERE {2}.{1} IS NOT NULL",
                n[0], n[1], n[2]
            )
        }),
        4 if is_grouped(&table.column(column)?.ty) => expression(&names, |n| {
            format!(
                "SELECT x.{0} AS one, count(*) AS many FROM {1} AS x GROUP BY x.{0}",
                n[0], n[2]
            )
        }),
        5 if table.name != *second => expression(&names, |n| {
            format!(
                "SELECT {1}.{0} AS one FROM {1} CROSS JOIN {2}",
                n[0], n[2], n[3]
            )
        }),
        6 => {
            let view = one(rng, &views)?;
            expression(&[view], |n| {
                format!("SELECT count(*) AS many FROM {}", n[0])
            })
        }
        _ => expression(&names, |n| {
            format!(
                "SELECT {0} AS one FROM {2} WHERE EXISTS (SELECT 1 FROM {2} AS y WHERE y.{1} IS NULL)",
                n[0], n[1], n[2]
            )
        }),
    };
    Some(Object::View(View {
        name,
        materialized,
        query,
        comment: None,
    }))
}

/// Whether rows can be grouped by such values on every server.
const fn is_grouped(ty: &ColumnType) -> bool {
    !matches!(
        ty,
        ColumnType::Json | ColumnType::Named(_) | ColumnType::Array(_)
    )
}

/// A trigger that changes nothing and names a column.
fn trigger(rng: &mut Rng, table: &Table) -> Option<Trigger> {
    let plain: Vec<&str> = table
        .columns
        .iter()
        .filter(|column| column.generated.is_none() && !column.is_identity())
        .map(|column| column.name.as_str())
        .collect();
    let column = *one(rng, &plain)?;
    let name = fresh(rng);
    let names = [name.as_str(), table.name.as_str(), column];
    let of = |write: &dyn Fn(&[String]) -> String| expression(&names, write);
    let sqlite = of(&|n| {
        format!(
            "CREATE TRIGGER {} AFTER UPDATE OF {2} ON {1} BEGIN SELECT NEW.{2}; SELECT 'a; b'; END",
            n[0], n[1], n[2]
        )
    });
    let postgres = of(&|n| {
        format!(
            "CREATE TRIGGER {} BEFORE UPDATE OF {} ON {} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            n[0], n[2], n[1]
        )
    });
    let mysql = match rng.bool() {
        true => of(&|n| {
            format!(
                "CREATE TRIGGER {} BEFORE UPDATE ON {} FOR EACH ROW SET NEW.{2} = NEW.{2}",
                n[0], n[1], n[2]
            )
        }),
        false => of(&|n| {
            format!(
                "CREATE TRIGGER {} AFTER INSERT ON {} FOR EACH ROW BEGIN SET @said = NEW.{}; SET @other = 'a; b?'; END",
                n[0], n[1], n[2]
            )
        }),
    };
    use migration_core::schema::DialectName::{Mysql, Postgres, Sqlite};
    Some(Trigger {
        table: table.name.clone(),
        definition: SqlText::default()
            .sqlite(sqlite.get(Sqlite)?)
            .postgres(postgres.get(Postgres)?)
            .mysql(mysql.get(Mysql)?),
        name,
        comment: None,
    })
}

fn sequence(rng: &mut Rng, name: String) -> Sequence {
    Sequence {
        name,
        start: (rng.u8(0..3) == 0).then_some(7),
        increment: (rng.u8(0..3) == 0).then_some(3),
        minimum: (rng.u8(0..4) == 0).then_some(2),
        maximum: (rng.u8(0..4) == 0).then_some(1000),
        cache: (rng.u8(0..4) == 0).then_some(5),
        cycle: rng.u8(0..4) == 0,
        comment: None,
    }
}

fn domain(rng: &mut Rng, schema: &Schema) -> Domain {
    let checked = rng.bool();
    Domain {
        name: placed(rng, schema),
        ty: ColumnType::Int,
        not_null: rng.u8(0..6) == 0,
        default: None,
        checks: checked
            .then(|| Check {
                name: fresh(rng),
                expression: SqlText::from("VALUE > -5000"),
                ..Check::default()
            })
            .into_iter()
            .collect(),
        comment: None,
    }
}

fn enumeration(rng: &mut Rng, schema: &Schema) -> Option<Operation> {
    let all: Vec<&Enumeration> = schema
        .objects()
        .filter_map(|(_, object)| match object {
            Object::Enumeration(of) => Some(of),
            _ => None,
        })
        .collect();
    let of = *one(rng, &all)?;
    let value = VALUES[rng.usize(0..VALUES.len())].to_owned();
    let known = one(rng, &of.values)?.clone();
    let change = match rng.u8(0..3) {
        0 => ValueChange::Add {
            value,
            before: None,
        },
        1 => ValueChange::Add {
            value,
            before: Some(known),
        },
        _ => ValueChange::Rename {
            from: known,
            to: value,
        },
    };
    Some(Operation::AlterEnumeration(AlterEnumeration {
        name: of.name.clone(),
        change,
    }))
}

//! Random operations on what PostgreSQL alone has.

use fastrand::Rng;
use migration_core::operation::{
    AddCheck, AddColumn, AddExclusion, AddForeignKey, AlterColumn, AlterTable, Change,
    CreateObject, DropObject, ExistingRows, Operation, RenameObject, RenameTable, ReplaceObject,
    UseIndex, words,
};
use migration_core::schema::{
    Check, Column, ColumnType, Composite, DefaultValue, DialectName, Domain, Enforcement, Grant,
    Namespace, Object, ObjectId, ObjectKind, Policy, Routine, RowSecurity, Schema, SqlText, Table,
    Trigger, in_namespace,
};

use crate::names::{expression, fresh, in_quotes, in_some, placed};
use crate::tables::one;
use crate::{columns, keys, objects, partitions, tables};

pub(crate) fn operation(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    match rng.u8(0..54) {
        0..=6 => namespace(rng, schema),
        7..=9 => moved(rng, table, schema),
        10..=13 => routine(rng, table, schema),
        14 => trigger(rng, table, schema),
        15..=17 => policy(rng, table),
        18 => Some(row_security(rng, table)),
        19..=21 => grant(rng, table, schema),
        22..=24 => use_index(rng, table),
        25..=28 => numbered_by(rng, table, schema),
        29..=31 => created(composed(rng, schema)),
        32..=34 => typed(rng, table, schema),
        35 | 36 => Some(Operation::AddExclusion(AddExclusion {
            exclusion: keys::exclusion(rng, table)?,
            table: table.name.clone(),
        })),
        37 | 38 => for_new_rows(rng, table, schema),
        _ => partitions::operation(rng, schema),
    }
}

fn created(object: Object) -> Option<Operation> {
    Some(Operation::CreateObject(CreateObject { object }))
}

fn namespace(rng: &mut Rng, schema: &Schema) -> Option<Operation> {
    let known: Vec<&str> = schema.namespaces().collect();
    let id = one(rng, &known).map(|name| ObjectId::new(ObjectKind::Namespace, *name));
    match (rng.u8(0..6), id) {
        (0, Some(id)) => Some(Operation::DropObject(DropObject { id })),
        (1..=3, Some(id)) => Some(Operation::RenameObject(RenameObject { id, to: fresh(rng) })),
        _ if known.len() > 2 => None,
        _ => created(Object::Namespace(Namespace {
            name: fresh(rng),
            comment: None,
        })),
    }
}

/// A table or something beside it with the same name in another namespace, or in none.
fn moved(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    if rng.bool() {
        let to = in_some(rng, in_namespace(&table.name).1, schema);
        return Some(Operation::RenameTable(RenameTable {
            from: table.name.clone(),
            to,
        }));
    }
    let id = objects::some(rng, schema, |kind| kind.is_relation() || kind.is_type())?;
    let to = in_some(rng, in_namespace(&id.name).1, schema);
    Some(Operation::RenameObject(RenameObject { id, to }))
}

fn routine(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let is_one = |kind| matches!(kind, ObjectKind::Function | ObjectKind::Procedure);
    let known = objects::some(rng, schema, is_one);
    let (choice, name) = match (rng.u8(0..4), &known) {
        (0, Some(id)) => {
            let id = id.clone();
            return Some(Operation::DropObject(DropObject { id }));
        }
        // With the same arguments and the same result, as it has to be.
        (1, Some(id)) if id.kind == ObjectKind::Procedure => (0, id.name.clone()),
        _ => (rng.u8(0..4), placed(rng, schema)),
    };
    // The server's own is found before one that is called like it.
    if name == "rank" {
        return None;
    }
    let column = &one(rng, &table.columns)?.name;
    let number = rng.u8(0..100);
    let names = [name.as_str(), table.name.as_str(), column.as_str()];
    let definition = expression(&names, |n| match choice {
        0 => format!(
            "CREATE PROCEDURE {}(a integer, b text) LANGUAGE plpgsql AS $$ BEGIN a := {number}; END $$",
            n[0]
        ),
        1 => format!(
            "CREATE FUNCTION {}(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + {number}'",
            n[0]
        ),
        2 => format!(
            "CREATE FUNCTION {}() RETURNS bigint LANGUAGE plpgsql AS $body$ BEGIN RETURN (SELECT count({1}.{2}) FROM {1}); END $body$",
            n[0], n[1], n[2]
        ),
        _ => format!(
            "CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$",
            n[0]
        ),
    });
    let object = Object::Routine(Routine {
        name,
        procedure: choice == 0,
        arguments: None,
        definition: SqlText::only(
            DialectName::Postgres,
            definition.get(DialectName::Postgres)?,
        ),
        comment: None,
    });
    match schema.object(&object.id()) {
        Some(_) => Some(Operation::ReplaceObject(ReplaceObject { object })),
        None => created(object),
    }
}

/// A trigger that calls a function of its own.
fn trigger(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let of_triggers: Vec<&str> = schema
        .objects()
        .filter_map(|(_, object)| match object {
            Object::Routine(routine) => Some(routine),
            _ => None,
        })
        .filter(|routine| {
            let mut texts = routine.definition.texts();
            texts.any(|text| text.contains("RETURNS trigger"))
        })
        .map(|routine| routine.name.as_str())
        .collect();
    let name = fresh(rng);
    let names = [name.as_str(), table.name.as_str(), *one(rng, &of_triggers)?];
    let definition = expression(&names, |n| {
        format!(
            "CREATE TRIGGER {} BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION {}()",
            n[0], n[1], n[2]
        )
    });
    let definition = definition.get(DialectName::Postgres)?;
    created(Object::Trigger(Trigger {
        name: name.clone(),
        table: table.name.clone(),
        definition: SqlText::only(DialectName::Postgres, definition),
        comment: None,
    }))
}

fn policy(rng: &mut Rng, table: &Table) -> Option<Operation> {
    let column = &one(rng, &table.columns)?.name;
    let condition = expression(&[column], |n| format!("{} IS NOT NULL", n[0]));
    let command = ["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"][rng.usize(0..5)];
    created(Object::Policy(Policy {
        name: fresh(rng),
        table: table.name.clone(),
        restrictive: rng.u8(0..4) == 0,
        using: (command != "INSERT").then(|| condition.clone()),
        check: (matches!(command, "INSERT" | "UPDATE") || command == "ALL" && rng.bool())
            .then_some(condition),
        command: command.to_owned(),
        roles: match rng.bool() {
            true => vec!["pg_monitor".to_owned()],
            false => Vec::new(),
        },
        comment: None,
    }))
}

fn row_security(rng: &mut Rng, table: &Table) -> Operation {
    let mut options = table.options.clone();
    options.row_security = match rng.u8(0..3) {
        0 => RowSecurity::Off,
        1 => RowSecurity::On,
        _ => RowSecurity::Forced,
    };
    Operation::AlterTable(AlterTable {
        table: table.name.clone(),
        comment: None,
        options: Some(options),
    })
}

fn grant(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let is_one = |kind| matches!(kind, ObjectKind::View | ObjectKind::Sequence);
    let object = objects::some(rng, schema, is_one).filter(|_| rng.u8(0..3) == 0);
    let (on, all) = match &object {
        Some(id) if id.kind == ObjectKind::Sequence => (
            format!("SEQUENCE {}", in_quotes(&id.name, '"')),
            ["SELECT", "USAGE"].as_slice(),
        ),
        Some(id) => (id.name.clone(), ["SELECT"].as_slice()),
        None => (
            table.name.clone(),
            ["DELETE", "INSERT", "SELECT", "UPDATE"].as_slice(),
        ),
    };
    let (to, grantable) = match rng.bool() {
        true => ("PUBLIC", false),
        false => ("pg_monitor", rng.bool()),
    };
    let from = rng.usize(0..all.len());
    created(Object::Grant(Grant {
        privileges: all[from..].iter().map(|each| (*each).to_owned()).collect(),
        on,
        to: to.to_owned(),
        grantable,
    }))
}

fn use_index(rng: &mut Rng, table: &Table) -> Option<Operation> {
    let unique: Vec<&str> = table
        .indexes
        .iter()
        .filter(|index| index.unique)
        .map(|index| index.name.as_str())
        .collect();
    let index = (*one(rng, &unique)?).to_owned();
    Some(Operation::UseIndex(UseIndex {
        table: table.name.clone(),
        constraint: match rng.bool() {
            true => index.clone(),
            false => fresh(rng),
        },
        index,
        primary: table.primary_key.is_none() && rng.bool(),
    }))
}

/// A type that is made of other types.
fn composed(rng: &mut Rng, schema: &Schema) -> Object {
    let ty = |rng: &mut Rng| match rng.u8(0..6) {
        0 => ColumnType::Text,
        1 => ColumnType::Array(Box::new(ColumnType::Int)),
        2 => ColumnType::Decimal {
            precision: 9,
            scale: 2,
        },
        _ => match objects::some(rng, schema, ObjectKind::is_type) {
            Some(id) => ColumnType::Named(id.name),
            None => ColumnType::Varchar(12),
        },
    };
    if rng.bool() {
        let fields = rng.usize(1..4);
        return Object::Composite(Composite {
            name: placed(rng, schema),
            fields: (0..fields).map(|_| (fresh(rng), ty(rng))).collect(),
            comment: None,
        });
    }
    let ty = ty(rng);
    let checked = rng.bool();
    Object::Domain(Domain {
        name: placed(rng, schema),
        not_null: rng.u8(0..8) == 0,
        default: tables::default(rng, &ty, schema).filter(|_| rng.bool()),
        checks: checked
            .then(|| Check {
                name: fresh(rng),
                expression: SqlText::from("VALUE IS NOT NULL OR VALUE IS NULL"),
                ..Check::default()
            })
            .into_iter()
            .collect(),
        ty,
        comment: None,
    })
}

/// A column of a type that was created, or one that becomes such a column.
fn typed(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let id = objects::some(rng, schema, ObjectKind::is_type)?;
    let named = ColumnType::Named(id.name);
    let ty = match rng.u8(0..4) {
        0 => ColumnType::Array(Box::new(named)),
        _ => named,
    };
    if rng.u8(0..3) == 0 {
        let column = &one(rng, &table.columns)?.name;
        // What an expression says of the column is of the column's type.
        let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, column));
        if table.texts().any(mentions) {
            return None;
        }
        return Some(Operation::AlterColumn(AlterColumn {
            table: table.name.clone(),
            column: column.clone(),
            ty: Some(ty),
            default: Some(Change::Drop),
            using: rng.bool().then(|| SqlText::from("NULL")),
            ..AlterColumn::default()
        }));
    }
    let mut column = Column::new(fresh(rng), ty);
    column.nullable = rng.u8(0..4) > 0;
    column.default = tables::default(rng, &column.ty, schema).filter(|_| rng.bool());
    Some(Operation::AddColumn(AddColumn {
        table: table.name.clone(),
        existing_rows: match column.nullable || column.default.is_some() {
            true => ExistingRows::Default,
            false => ExistingRows::MustBeEmpty,
        },
        column,
        position: None,
    }))
}

/// A constraint that waits to be validated.
fn for_new_rows(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let table_name = table.name.clone();
    Some(if rng.bool() {
        let mut check = keys::check(rng, table)?;
        check.enforcement = Enforcement::NewRows;
        Operation::AddCheck(AddCheck {
            table: table_name,
            check,
        })
    } else {
        let mut foreign_key = columns::foreign_key(rng, table, schema)?;
        foreign_key.enforcement = Enforcement::NewRows;
        Operation::AddForeignKey(AddForeignKey {
            table: table_name,
            foreign_key,
        })
    })
}

/// A column whose default is the next number of a sequence, which its text names in a string.
fn numbered_by(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let sequence = objects::some(rng, schema, |kind| kind == ObjectKind::Sequence)?;
    let numbers: Vec<&str> = table
        .columns
        .iter()
        .filter(|column| matches!(column.ty, ColumnType::Int | ColumnType::BigInt))
        .filter(|column| column.generated.is_none() && !column.is_identity())
        .map(|column| column.name.as_str())
        .collect();
    let named = in_quotes(&sequence.name, '"').replace('\'', "''");
    let sql = match rng.bool() {
        true => format!("nextval('{named}')"),
        false => format!("nextval('{named}'::regclass)"),
    };
    let value = DefaultValue::Expression(SqlText::only(DialectName::Postgres, sql));
    Some(Operation::AlterColumn(AlterColumn {
        table: table.name.clone(),
        column: (*one(rng, &numbers)?).to_owned(),
        default: Some(Change::Set(value)),
        ..AlterColumn::default()
    }))
}

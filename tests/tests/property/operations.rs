//! Random operations that the fold takes.

use fastrand::Rng;
use migration_core::operation::{
    AddCheck, AddColumn, AddExclusion, AddForeignKey, AddPrimaryKey, AddUnique, AlterIndex,
    AlterTable, Change, CreateIndex, CreateTable, DropCheck, DropColumn, DropExclusion,
    DropForeignKey, DropIndex, DropPrimaryKey, DropTable, DropUnique, ExistingRows, Operation,
    Position, RenameColumn, RenameConstraint, RenameIndex, RenameTable, StateOnly,
    ValidateConstraint,
};
use migration_core::schema::{ColumnType, DialectName, Enforcement, Schema, SqlText, Table};

use crate::columns;
use crate::names::{fresh, placed};
use crate::tables::one;
use crate::{comments, data, keys, objects, only_postgres, tables};

/// An operation on the schema, which may not take it.
pub(crate) fn operation(rng: &mut Rng, schema: &Schema, dialect: DialectName) -> Option<Operation> {
    if dialect == DialectName::Postgres && rng.u8(0..4) == 0 {
        let all: Vec<&Table> = schema.tables().collect();
        let table = one(rng, &all)?;
        let operation = only_postgres::operation(rng, table, schema)?;
        return Some(comments::said(rng, operation));
    }
    everywhere(rng, schema, dialect)
}

/// An operation on what there is on more than one server.
pub(crate) fn everywhere(
    rng: &mut Rng,
    schema: &Schema,
    dialect: DialectName,
) -> Option<Operation> {
    let all: Vec<&Table> = schema.tables().collect();
    if all.len() < 2 || rng.u8(0..12) == 0 {
        let table = tables::table(rng, schema, dialect).into();
        return Some(Operation::CreateTable(CreateTable { table }));
    }
    let table = *one(rng, &all)?;
    let name = table.name.clone();
    let operation = match rng.u8(0..134) {
        0..=15 => add_column(rng, table, schema),
        16..=22 => Operation::DropColumn(DropColumn {
            column: one(rng, &table.columns)?.name.clone(),
            table: name,
        }),
        23..=31 => Operation::RenameColumn(RenameColumn {
            from: one(rng, &table.columns)?.name.clone(),
            to: fresh(rng),
            table: name,
        }),
        32..=49 => columns::alter(rng, table, schema)?,
        50..=56 => Operation::CreateIndex(CreateIndex {
            index: keys::index(rng, table)?,
            concurrently: rng.u8(0..8) == 0,
            table: name,
        }),
        57..=59 => Operation::DropIndex(DropIndex {
            index: one(rng, &table.indexes)?.name.clone(),
            concurrently: rng.u8(0..6) == 0,
            table: name,
        }),
        60 | 61 => Operation::RenameIndex(RenameIndex {
            from: one(rng, &table.indexes)?.name.clone(),
            to: fresh(rng),
            table: name,
        }),
        62 | 63 => Operation::AlterIndex(AlterIndex {
            index: one(rng, &table.indexes)?.name.clone(),
            invisible: (rng.u8(0..3) == 0).then(|| rng.bool()),
            comment: Some(match rng.bool() {
                true => Change::Set("it's another".to_owned()),
                false => Change::Drop,
            }),
            table: name,
        }),
        64..=68 => Operation::AddForeignKey(AddForeignKey {
            foreign_key: columns::foreign_key(rng, table, schema)?,
            table: name,
        }),
        69..=71 => Operation::DropForeignKey(DropForeignKey {
            foreign_key: one(rng, &table.foreign_keys)?.name.clone(),
            table: name,
        }),
        72..=75 => Operation::AddCheck(AddCheck {
            check: keys::check(rng, table)?,
            table: name,
        }),
        76 | 77 => Operation::DropCheck(DropCheck {
            check: one(rng, &table.checks)?.name.clone(),
            table: name,
        }),
        78..=81 => Operation::AddUnique(AddUnique {
            unique: keys::unique(rng, table)?,
            table: name,
        }),
        82 | 83 => Operation::DropUnique(DropUnique {
            unique: one(rng, &table.uniques)?.name.clone(),
            table: name,
        }),
        84..=86 if table.primary_key.is_none() => Operation::AddPrimaryKey(AddPrimaryKey {
            primary_key: keys::primary_key(rng, table)?,
            table: name,
        }),
        84..=86 => Operation::DropPrimaryKey(DropPrimaryKey { table: name }),
        87 => Operation::AddExclusion(AddExclusion {
            exclusion: keys::exclusion(rng, table)?,
            table: name,
        }),
        88 => Operation::DropExclusion(DropExclusion {
            exclusion: one(rng, &table.exclusions)?.name.clone(),
            table: name,
        }),
        89..=91 => Operation::ValidateConstraint(ValidateConstraint {
            constraint: waiting(rng, table)?,
            table: name,
        }),
        92..=94 => rename_constraint(rng, table)?,
        95 | 96 => alter_table(rng, table, dialect),
        97..=100 => Operation::RenameTable(RenameTable {
            from: name,
            to: placed(rng, schema),
        }),
        101..=103 => Operation::DropTable(DropTable { table: name }),
        104 => taken_as_done(rng, table)?,
        105..=112 => data::operation(rng, table, schema)?,
        113..=129 => objects::operation(rng, table, schema)?,
        _ => comments::operation(rng, table, schema)?,
    };
    Some(comments::said(rng, operation))
}

fn add_column(rng: &mut Rng, table: &Table, schema: &Schema) -> Operation {
    let mut column = tables::column(rng, schema);
    if rng.u8(0..8) == 0 {
        tables::generate(rng, &mut column, &table.columns);
    }
    let existing_rows = match (column.nullable, &column.default, &column.generated) {
        (false, None, None) => match &column.ty {
            ColumnType::Int | ColumnType::BigInt | ColumnType::SmallInt => {
                ExistingRows::Fill(SqlText::from("7"))
            }
            ColumnType::Varchar(_) | ColumnType::Text => ExistingRows::Fill(SqlText::from("'x'")),
            _ => ExistingRows::MustBeEmpty,
        },
        _ => ExistingRows::Default,
    };
    let position = match rng.u8(0..10) {
        0 => Some(Position::First),
        1 => one(rng, &table.columns).map(|column| Position::After(column.name.clone())),
        _ => None,
    };
    Operation::AddColumn(AddColumn {
        table: table.name.clone(),
        column,
        existing_rows,
        position,
    })
}

/// A constraint that goes for new rows alone.
fn waiting(rng: &mut Rng, table: &Table) -> Option<String> {
    let checks = table
        .checks
        .iter()
        .map(|each| (&each.name, each.enforcement));
    let keys = table
        .foreign_keys
        .iter()
        .map(|each| (&each.name, each.enforcement));
    let names: Vec<&String> = checks
        .chain(keys)
        .filter(|(_, enforcement)| *enforcement == Enforcement::NewRows)
        .map(|(name, _)| name)
        .collect();
    one(rng, &names).map(|name| (*name).clone())
}

fn rename_constraint(rng: &mut Rng, table: &Table) -> Option<Operation> {
    let names: Vec<&str> = table.constraint_names().collect();
    Some(Operation::RenameConstraint(RenameConstraint {
        table: table.name.clone(),
        from: (*one(rng, &names)?).to_owned(),
        to: fresh(rng),
    }))
}

fn alter_table(rng: &mut Rng, table: &Table, dialect: DialectName) -> Operation {
    let comment = match rng.bool() {
        true => Change::Set(format!("it's \"{}\"", fresh(rng))),
        false => Change::Drop,
    };
    Operation::AlterTable(AlterTable {
        table: table.name.clone(),
        comment: Some(comment),
        options: (rng.u8(0..3) == 0).then(|| tables::options(rng, dialect)),
    })
}

/// A change and its way back, which no database is asked for.
fn taken_as_done(rng: &mut Rng, table: &Table) -> Option<Operation> {
    let index = keys::index(rng, table)?;
    let drop = DropIndex {
        table: table.name.clone(),
        index: index.name.clone(),
        concurrently: false,
    };
    let create = CreateIndex {
        table: table.name.clone(),
        index,
        concurrently: false,
    };
    Some(Operation::StateOnly(StateOnly {
        operations: vec![Operation::CreateIndex(create), Operation::DropIndex(drop)],
    }))
}

//! Random chains of operations that the fold takes.

use fastrand::Rng;
use migration_core::operation::{
    AddCheck, AddColumn, AddForeignKey, AddUnique, AlterColumn, AlterTable, Change, CreateIndex,
    CreateObject, CreateTable, DropCheck, DropColumn, DropForeignKey, DropIndex, DropObject,
    DropPrimaryKey, DropTable, DropUnique, ExistingRows, Operation, RenameColumn, RenameConstraint,
    RenameIndex, RenameTable, ReplaceObject, foreign_key_name, words,
};
use migration_core::schema::{
    ColumnType, ForeignKey, Object, ObjectId, ObjectKind, Schema, SqlText, Table, View,
};

use crate::names::{expression, fresh};
use crate::tables::{self, one};

/// A chain of so many operations, always the same for a seed.
pub(crate) fn chain(seed: u64, length: usize) -> Vec<Operation> {
    let mut rng = Rng::with_seed(seed);
    let mut schema = Schema::new();
    let mut chain = Vec::new();
    while chain.len() < length {
        // Something always fits: a table can be created.
        let Some(operation) = operation(&mut rng, &schema) else {
            continue;
        };
        let mut after = schema.clone();
        if operation.apply(&mut after).is_ok() {
            schema = after;
            chain.push(operation);
        }
    }
    chain
}

fn operation(rng: &mut Rng, schema: &Schema) -> Option<Operation> {
    let tables: Vec<&Table> = schema.tables().collect();
    if tables.len() < 2 || rng.u8(0..10) == 0 {
        let table = tables::table(rng, schema).into();
        return Some(Operation::CreateTable(CreateTable { table }));
    }
    let table = *one(rng, &tables)?;
    let name = table.name.clone();
    Some(match rng.u8(0..100) {
        0..=17 => add_column(rng, table),
        18..=25 => Operation::DropColumn(DropColumn {
            column: one(rng, &table.columns)?.name.clone(),
            table: name,
        }),
        26..=33 => Operation::RenameColumn(RenameColumn {
            from: one(rng, &table.columns)?.name.clone(),
            to: fresh(rng),
            table: name,
        }),
        34..=47 => alter_column(rng, table)?,
        48..=54 => Operation::CreateIndex(CreateIndex {
            index: tables::index(rng, table)?,
            concurrently: false,
            table: name,
        }),
        55..=58 => Operation::DropIndex(DropIndex {
            index: one(rng, &table.indexes)?.name.clone(),
            concurrently: rng.u8(0..6) == 0,
            table: name,
        }),
        59 | 60 => Operation::RenameIndex(RenameIndex {
            from: one(rng, &table.indexes)?.name.clone(),
            to: fresh(rng),
            table: name,
        }),
        61..=64 => Operation::AddForeignKey(AddForeignKey {
            foreign_key: foreign_key(rng, table, schema)?,
            table: name,
        }),
        65..=67 => Operation::DropForeignKey(DropForeignKey {
            foreign_key: one(rng, &table.foreign_keys)?.name.clone(),
            table: name,
        }),
        68..=71 => Operation::AddCheck(AddCheck {
            check: tables::check(rng, table)?,
            table: name,
        }),
        72..=74 => Operation::DropCheck(DropCheck {
            check: one(rng, &table.checks)?.name.clone(),
            table: name,
        }),
        75..=78 => Operation::AddUnique(AddUnique {
            unique: tables::unique(rng, table)?,
            table: name,
        }),
        79..=81 => Operation::DropUnique(DropUnique {
            unique: one(rng, &table.uniques)?.name.clone(),
            table: name,
        }),
        82 => Operation::DropPrimaryKey(DropPrimaryKey { table: name }),
        83..=85 => rename_constraint(rng, table)?,
        86 | 87 => Operation::AlterTable(AlterTable {
            table: name,
            comment: Some(match rng.bool() {
                true => Change::Set(format!("it's \"{}\"", fresh(rng))),
                false => Change::Drop,
            }),
            options: None,
        }),
        88..=90 => Operation::RenameTable(RenameTable {
            from: name,
            to: fresh(rng),
        }),
        91..=93 => Operation::DropTable(DropTable { table: name }),
        _ => view(rng, table, schema)?,
    })
}

fn add_column(rng: &mut Rng, table: &Table) -> Operation {
    let mut column = tables::column(rng);
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
    Operation::AddColumn(AddColumn {
        table: table.name.clone(),
        column,
        existing_rows,
        position: None,
    })
}

fn alter_column(rng: &mut Rng, table: &Table) -> Option<Operation> {
    let column = one(rng, &table.columns)?;
    let mut alter = AlterColumn {
        table: table.name.clone(),
        column: column.name.clone(),
        ..AlterColumn::default()
    };
    // A server keeps a check on a column whose type changes with the casts of the old type.
    let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, &column.name));
    let is_checked = table.checks.iter().any(|check| mentions(&check.expression));
    let choices = if is_checked { 0..3 } else { 0..6 };
    match rng.u8(choices) {
        0 => alter.nullable = Some(!column.nullable),
        1 => alter.comment = Some(Change::Set(format!("it's {}", fresh(rng)))),
        2 => {
            alter.default = Some(match tables::default(rng, &column.ty) {
                Some(value) if rng.bool() => Change::Set(value),
                _ => Change::Drop,
            });
        }
        3 => {
            alter.ty = Some(match &column.ty {
                ColumnType::SmallInt => ColumnType::Int,
                ColumnType::Int => ColumnType::BigInt,
                ColumnType::Varchar(n) => ColumnType::Varchar(n + rng.u32(1..20)),
                ColumnType::Char(_) => ColumnType::Text,
                ColumnType::Float => ColumnType::Double,
                ColumnType::Decimal { precision, scale } if *precision < 50 => {
                    ColumnType::Decimal {
                        precision: precision + 5,
                        scale: *scale,
                    }
                }
                _ => return None,
            });
        }
        4 => alter.ty = Some(tables::column_type(rng)),
        _ => {
            alter.nullable = Some(!column.nullable);
            alter.comment = Some(Change::Drop);
        }
    }
    Some(Operation::AlterColumn(alter))
}

/// A foreign key over columns that are there.
fn foreign_key(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<ForeignKey> {
    let mut with_column = table.clone();
    let key = tables::foreign_key(rng, &mut with_column, schema)?;
    let [new] = &with_column.columns[table.columns.len()..] else {
        return None;
    };
    let fitting: Vec<_> = table
        .columns
        .iter()
        .filter(|column| {
            column.ty.can_reference(&new.ty) && column.nullable && column.generated.is_none()
        })
        .collect();
    let column = one(rng, &fitting)?.name.clone();
    Some(ForeignKey {
        name: foreign_key_name(&table.name, std::slice::from_ref(&column)),
        columns: vec![column],
        ..key
    })
}

fn rename_constraint(rng: &mut Rng, table: &Table) -> Option<Operation> {
    let names: Vec<&String> = table
        .uniques
        .iter()
        .map(|each| &each.name)
        .chain(table.checks.iter().map(|each| &each.name))
        .chain(table.foreign_keys.iter().map(|each| &each.name))
        .collect();
    Some(Operation::RenameConstraint(RenameConstraint {
        table: table.name.clone(),
        from: (*one(rng, &names)?).clone(),
        to: fresh(rng),
    }))
}

fn view(rng: &mut Rng, table: &Table, schema: &Schema) -> Option<Operation> {
    let views: Vec<&ObjectId> = schema
        .objects()
        .map(|(id, _)| id)
        .filter(|id| id.kind == ObjectKind::View)
        .collect();
    let made = |rng: &mut Rng, name: String| {
        let column = one(rng, &table.columns)?;
        Some(Object::View(View {
            name,
            materialized: false,
            query: expression(&[&column.name, &table.name], |names| {
                format!("SELECT {} AS only_one FROM {}", names[0], names[1])
            }),
            comment: None,
        }))
    };
    Some(match (rng.u8(0..4), one(rng, &views)) {
        (0, Some(id)) => Operation::DropObject(DropObject { id: (*id).clone() }),
        (1, Some(id)) => {
            let object = made(rng, id.name.clone())?;
            Operation::ReplaceObject(ReplaceObject { object })
        }
        _ => {
            let name = fresh(rng);
            let object = made(rng, name)?;
            Operation::CreateObject(CreateObject { object })
        }
    })
}

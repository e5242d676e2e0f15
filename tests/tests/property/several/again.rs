//! The same name twice.

use fastrand::Rng;
use migration_core::operation::{
    AddCheck, AddForeignKey, AddUnique, AlterTable, Change, CreateIndex, CreateTable, DropCheck,
    DropForeignKey, DropIndex, DropTable, DropUnique, Operation, RenameTable,
};
use migration_core::schema::{DialectName, ReferentialAction, Schema, Table};

use super::columns::with_default;
use super::{add, alter, drop, rename};
use crate::keys;
use crate::names::fresh;
use crate::tables::{self, one};

/// Another name, and the name it had.
pub(super) fn named_back(rng: &mut Rng, table: &Table) -> Option<Vec<Operation>> {
    let other = fresh(rng);
    if rng.bool() {
        let column = &one(rng, &table.columns)?.name;
        let mut all = vec![rename(table, column, &other), rename(table, &other, column)];
        if rng.bool() {
            let comment = Some(Change::Set("in between".to_owned()));
            all.insert(1, alter(table, &other, |it| it.comment = comment));
        }
        return Some(all);
    }
    let named = |from: &str, to: &str| {
        Operation::RenameTable(RenameTable {
            from: from.to_owned(),
            to: to.to_owned(),
        })
    };
    Some(vec![named(&table.name, &other), named(&other, &table.name)])
}

/// Two columns exchange their names.
pub(super) fn swapped(rng: &mut Rng, table: &Table) -> Option<Vec<Operation>> {
    let (a, b) = (
        &one(rng, &table.columns)?.name,
        &one(rng, &table.columns)?.name,
    );
    let between = fresh(rng);
    Some(vec![
        rename(table, a, &between),
        rename(table, b, a),
        rename(table, &between, b),
    ])
}

/// Something goes, and another of its name comes.
pub(super) fn made_again(
    rng: &mut Rng,
    table: &Table,
    schema: &Schema,
    dialect: DialectName,
) -> Option<Vec<Operation>> {
    let name = table.name.clone();
    Some(match rng.u8(0..6) {
        0 | 1 => {
            let old = one(rng, &table.columns)?;
            let mut new = with_default(rng, schema);
            new.name.clone_from(&old.name);
            vec![drop(table, &old.name), add(table, new)]
        }
        2 => {
            let old = one(rng, &table.indexes)?.name.clone();
            let mut index = keys::index(rng, table)?;
            index.name.clone_from(&old);
            vec![
                Operation::DropIndex(DropIndex {
                    table: name.clone(),
                    index: old,
                    concurrently: false,
                }),
                Operation::CreateIndex(CreateIndex {
                    table: name,
                    index,
                    concurrently: false,
                }),
            ]
        }
        3 => {
            let old = one(rng, &table.checks)?.name.clone();
            let mut check = keys::check(rng, table)?;
            check.name.clone_from(&old);
            vec![
                Operation::DropCheck(DropCheck {
                    table: name.clone(),
                    check: old,
                }),
                Operation::AddCheck(AddCheck { table: name, check }),
            ]
        }
        4 => {
            let old = one(rng, &table.uniques)?.name.clone();
            let mut unique = keys::unique(rng, table)?;
            unique.name.clone_from(&old);
            vec![
                Operation::DropUnique(DropUnique {
                    table: name.clone(),
                    unique: old,
                }),
                Operation::AddUnique(AddUnique {
                    table: name,
                    unique,
                }),
            ]
        }
        _ => {
            let old = one(rng, &table.foreign_keys)?.clone();
            let mut key = old.clone();
            key.on_delete = ReferentialAction::Cascade;
            key.set_columns.clear();
            let gone = DropForeignKey {
                table: name.clone(),
                foreign_key: old.name,
            };
            let mut all = vec![
                Operation::DropForeignKey(gone),
                Operation::AddForeignKey(AddForeignKey {
                    table: name.clone(),
                    foreign_key: key,
                }),
            ];
            if rng.bool() {
                let options = Some(tables::options(rng, dialect));
                all.insert(
                    1,
                    Operation::AlterTable(AlterTable {
                        table: name,
                        comment: None,
                        options,
                    }),
                );
            }
            all
        }
    })
}

/// A table goes or gets another name, and another table gets its name.
pub(super) fn table_again(
    rng: &mut Rng,
    table: &Table,
    schema: &Schema,
    dialect: DialectName,
) -> Option<Vec<Operation>> {
    let first = match rng.bool() {
        true => Operation::DropTable(DropTable {
            table: table.name.clone(),
        }),
        false => Operation::RenameTable(RenameTable {
            from: table.name.clone(),
            to: fresh(rng),
        }),
    };
    let mut after = schema.clone();
    first.apply(&mut after).ok()?;
    let mut new = tables::table(rng, &after, dialect);
    for key in &mut new.foreign_keys {
        if key.references_table == new.name {
            key.references_table.clone_from(&table.name);
        }
    }
    new.name.clone_from(&table.name);
    let table = new.into();
    Some(vec![first, Operation::CreateTable(CreateTable { table })])
}

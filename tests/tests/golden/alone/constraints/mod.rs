//! Options of constraints, in a new table and on one that is there.

mod conditions;
mod keys;

use migration_core::operation::{
    AddCheck, AddExclusion, AddForeignKey, AddPrimaryKey, AddUnique, DropCheck, DropExclusion,
    DropForeignKey, DropPrimaryKey, DropUnique, Operation, RenameConstraint, ValidateConstraint,
};
use migration_core::schema::{ColumnType, Enforcement, RangeOf, Table};

use conditions::{checks, exclusions};
use keys::{foreign_keys, owners, primary_keys, uniques, without_identity};

use super::{Alone, alone, create, nullable, things};

const TABLE: &str = "things";

pub(super) fn all() -> Vec<Alone> {
    let mut all = Vec::new();
    for (what, key) in primary_keys() {
        let table = || Table {
            primary_key: None,
            ..without_identity()
        };
        all.extend(three(
            &format!("primary key {what}"),
            table(),
            |table| table.primary_key = Some(key.clone()),
            Operation::AddPrimaryKey(AddPrimaryKey {
                table: TABLE.to_owned(),
                primary_key: key.clone(),
            }),
            Operation::DropPrimaryKey(DropPrimaryKey {
                table: TABLE.to_owned(),
            }),
        ));
    }
    for (what, unique) in uniques() {
        all.extend(three(
            &format!("unique {what}"),
            things(),
            |table| table.uniques.push(unique.clone()),
            Operation::AddUnique(AddUnique {
                table: TABLE.to_owned(),
                unique: unique.clone(),
            }),
            Operation::DropUnique(DropUnique {
                table: TABLE.to_owned(),
                unique: unique.name.clone(),
            }),
        ));
    }
    for (what, check) in checks() {
        all.extend(three(
            &format!("check {what}"),
            things(),
            |table| table.checks.push(check.clone()),
            Operation::AddCheck(AddCheck {
                table: TABLE.to_owned(),
                check: check.clone(),
            }),
            Operation::DropCheck(DropCheck {
                table: TABLE.to_owned(),
                check: check.name.clone(),
            }),
        ));
    }
    for (what, key) in foreign_keys() {
        let with_other = three(
            &format!("foreign key {what}"),
            things(),
            |table| table.foreign_keys.push(key.clone()),
            Operation::AddForeignKey(AddForeignKey {
                table: TABLE.to_owned(),
                foreign_key: key.clone(),
            }),
            Operation::DropForeignKey(DropForeignKey {
                table: TABLE.to_owned(),
                foreign_key: key.name.clone(),
            }),
        );
        all.extend(with_other.into_iter().map(|mut alone| {
            alone.setup.insert(0, create(owners()));
            alone
        }));
    }
    for (what, exclusion) in exclusions() {
        let mut table = things();
        table
            .columns
            .push(nullable("during", ColumnType::Range(RangeOf::Date)));
        all.extend(three(
            &format!("exclusion {what}"),
            table,
            |table| table.exclusions.push(exclusion.clone()),
            Operation::AddExclusion(AddExclusion {
                table: TABLE.to_owned(),
                exclusion: exclusion.clone(),
            }),
            Operation::DropExclusion(DropExclusion {
                table: TABLE.to_owned(),
                exclusion: exclusion.name.clone(),
            }),
        ));
    }
    all.extend(renamed());
    all.extend(validated());
    all
}

/// The constraint in a new table, added to one that is there, and dropped.
fn three(
    what: &str,
    plain: Table,
    put: impl FnOnce(&mut Table),
    add: Operation,
    drop: Operation,
) -> Vec<Alone> {
    let mut with = plain.clone();
    put(&mut with);
    vec![
        alone(
            format!("create table with {what}"),
            Vec::new(),
            vec![create(with)],
        ),
        alone(
            format!("add {what}"),
            vec![create(plain.clone())],
            vec![add.clone()],
        ),
        alone(format!("drop {what}"), vec![create(plain), add], vec![drop]),
    ]
}

/// A constraint of each kind under another name.
fn renamed() -> Vec<Alone> {
    let rename = |from: &str| {
        Operation::RenameConstraint(RenameConstraint {
            table: TABLE.to_owned(),
            from: from.to_owned(),
            to: "other_name".to_owned(),
        })
    };
    let mut all = Vec::new();
    let mut table = things();
    table.uniques.push(uniques()[0].1.clone());
    table.checks.push(checks()[0].1.clone());
    table.foreign_keys.push(foreign_keys()[0].1.clone());
    for name in ["things_once", "things_small", "things_owner", "things_pkey"] {
        all.push(alone(
            format!("rename constraint {name}"),
            vec![create(owners()), create(table.clone())],
            vec![rename(name)],
        ));
    }
    all
}

/// Constraints for new rows, made to hold for all.
fn validated() -> Vec<Alone> {
    let mut table = things();
    table.checks.push(checks()[1].1.clone());
    let mut key = foreign_keys()[0].1.clone();
    key.enforcement = Enforcement::NewRows;
    table.foreign_keys.push(key);
    ["things_small", "things_owner"]
        .map(|name| {
            let validate = Operation::ValidateConstraint(ValidateConstraint {
                table: TABLE.to_owned(),
                constraint: name.to_owned(),
            });
            // PostgreSQL takes NOT VALID only when a constraint is added to a table that is there.
            let bare = Table {
                checks: Vec::new(),
                foreign_keys: Vec::new(),
                ..table.clone()
            };
            let check = Operation::AddCheck(AddCheck {
                table: TABLE.to_owned(),
                check: table.checks[0].clone(),
            });
            let foreign = Operation::AddForeignKey(AddForeignKey {
                table: TABLE.to_owned(),
                foreign_key: table.foreign_keys[0].clone(),
            });
            let setup = vec![create(owners()), create(bare), check, foreign];
            alone(format!("validate constraint {name}"), setup, vec![validate])
        })
        .into()
}

//! Options of constraints, in a new table and on one that is there.

use migration_core::operation::{
    AddCheck, AddExclusion, AddForeignKey, AddPrimaryKey, AddUnique, DropCheck, DropExclusion,
    DropForeignKey, DropPrimaryKey, DropUnique, Operation, RenameConstraint, ValidateConstraint,
};
use migration_core::schema::{
    Check, ColumnType, Deferrable, Enforcement, Exclusion, ForeignKey, IndexMethod, IndexPart,
    PrimaryKey, RangeOf, ReferentialAction, Table, Unique,
};

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

fn without_identity() -> Table {
    let mut table = things();
    table.columns[0].identity = None;
    table
}

/// What foreign keys refer to: a key of one column, and one of two.
fn owners() -> Table {
    let mut table = without_identity();
    table.name = "owners".to_owned();
    table.columns[0].ty = ColumnType::Int;
    table.columns[1].nullable = false;
    table.primary_key = Some(PrimaryKey {
        name: "owners_pkey".to_owned(),
        columns: vec!["id".to_owned()],
        ..PrimaryKey::default()
    });
    table.uniques.push(Unique {
        name: "owners_pair".to_owned(),
        columns: vec!["id".to_owned(), "n".to_owned()],
        ..Unique::default()
    });
    table
}

fn primary_keys() -> Vec<(&'static str, PrimaryKey)> {
    let key = || PrimaryKey {
        name: "things_pkey".to_owned(),
        columns: vec!["id".to_owned()],
        ..PrimaryKey::default()
    };
    vec![
        ("plain", key()),
        (
            "that includes",
            PrimaryKey {
                include: vec!["n".to_owned()],
                ..key()
            },
        ),
        (
            "deferrable",
            PrimaryKey {
                deferrable: Deferrable::InitiallyImmediate,
                ..key()
            },
        ),
        (
            "deferred",
            PrimaryKey {
                deferrable: Deferrable::InitiallyDeferred,
                ..key()
            },
        ),
    ]
}

fn uniques() -> Vec<(&'static str, Unique)> {
    let unique = || Unique {
        name: "things_once".to_owned(),
        columns: vec!["n".to_owned()],
        ..Unique::default()
    };
    vec![
        ("plain", unique()),
        (
            "that includes",
            Unique {
                include: vec!["m".to_owned()],
                ..unique()
            },
        ),
        (
            "nulls not distinct",
            Unique {
                nulls_not_distinct: true,
                ..unique()
            },
        ),
        (
            "deferrable",
            Unique {
                deferrable: Deferrable::InitiallyImmediate,
                ..unique()
            },
        ),
        (
            "deferred",
            Unique {
                deferrable: Deferrable::InitiallyDeferred,
                ..unique()
            },
        ),
    ]
}

fn checks() -> Vec<(&'static str, Check)> {
    [
        ("plain", Enforcement::All),
        ("for new rows", Enforcement::NewRows),
        ("not enforced", Enforcement::None),
    ]
    .map(|(what, enforcement)| {
        let check = Check {
            name: "things_small".to_owned(),
            expression: "n < 100".into(),
            enforcement,
        };
        (what, check)
    })
    .into()
}

fn foreign_keys() -> Vec<(String, ForeignKey)> {
    let key = || ForeignKey {
        name: "things_owner".to_owned(),
        columns: vec!["n".to_owned()],
        references_table: "owners".to_owned(),
        references_columns: vec!["id".to_owned()],
        ..ForeignKey::default()
    };
    let pair = || ForeignKey {
        columns: vec!["n".to_owned(), "m".to_owned()],
        references_columns: vec!["id".to_owned(), "n".to_owned()],
        ..key()
    };
    let mut all = vec![
        ("plain".to_owned(), key()),
        ("of two columns".to_owned(), pair()),
        (
            "that sets some columns".to_owned(),
            ForeignKey {
                on_delete: ReferentialAction::SetNull,
                set_columns: vec!["m".to_owned()],
                ..pair()
            },
        ),
        (
            "match full".to_owned(),
            ForeignKey {
                match_full: true,
                ..pair()
            },
        ),
        (
            "deferrable".to_owned(),
            ForeignKey {
                deferrable: Deferrable::InitiallyImmediate,
                ..key()
            },
        ),
        (
            "deferred".to_owned(),
            ForeignKey {
                deferrable: Deferrable::InitiallyDeferred,
                ..key()
            },
        ),
        (
            "for new rows".to_owned(),
            ForeignKey {
                enforcement: Enforcement::NewRows,
                ..key()
            },
        ),
        (
            "not enforced".to_owned(),
            ForeignKey {
                enforcement: Enforcement::None,
                ..key()
            },
        ),
    ];
    for action in [
        ReferentialAction::Restrict,
        ReferentialAction::Cascade,
        ReferentialAction::SetNull,
        ReferentialAction::SetDefault,
    ] {
        let sql = action.as_sql();
        all.push((
            format!("on delete {sql}"),
            ForeignKey {
                on_delete: action,
                ..key()
            },
        ));
        all.push((
            format!("on update {sql}"),
            ForeignKey {
                on_update: action,
                ..key()
            },
        ));
    }
    all
}

fn exclusions() -> Vec<(&'static str, Exclusion)> {
    let exclusion = || Exclusion {
        name: "things_apart".to_owned(),
        method: Some(IndexMethod::Gist),
        parts: vec![(IndexPart::column("during"), "&&".to_owned())],
        filter: None,
        deferrable: Deferrable::No,
    };
    vec![
        ("plain", exclusion()),
        (
            "of some rows",
            Exclusion {
                filter: Some("n > 0".into()),
                ..exclusion()
            },
        ),
        (
            "deferred",
            Exclusion {
                deferrable: Deferrable::InitiallyDeferred,
                ..exclusion()
            },
        ),
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

//! Primary keys, unique constraints and foreign keys, and what they refer to.

use migration_core::schema::{
    ColumnType, Deferrable, Enforcement, ForeignKey, PrimaryKey, ReferentialAction, Table, Unique,
};

use super::things;

pub(super) fn without_identity() -> Table {
    let mut table = things();
    table.columns[0].identity = None;
    table
}

/// What foreign keys refer to: a key of one column, and one of two.
pub(super) fn owners() -> Table {
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

pub(super) fn primary_keys() -> Vec<(&'static str, PrimaryKey)> {
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

pub(super) fn uniques() -> Vec<(&'static str, Unique)> {
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

pub(super) fn foreign_keys() -> Vec<(String, ForeignKey)> {
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

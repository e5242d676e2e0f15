//! Options of indexes.

use migration_core::operation::{AlterIndex, Change, CreateIndex, DropIndex, Operation};
use migration_core::prelude::by_dialect;
use migration_core::schema::{ColumnType, Index, IndexKey, IndexMethod, IndexPart, Table};

use super::{Alone, alone, create, nullable, things};

pub(super) fn all() -> Vec<Alone> {
    let mut all = Vec::new();
    for (what, index) in options() {
        let mut table = places();
        table.indexes.push(index.clone());
        all.push(alone(
            format!("create table with an index: {what}"),
            Vec::new(),
            vec![create(table)],
        ));
        all.push(alone(
            format!("create index: {what}"),
            vec![create(places())],
            vec![make(index.clone(), false)],
        ));
        all.push(alone(
            format!("drop index: {what}"),
            vec![create(places()), make(index.clone(), false)],
            vec![remove(false)],
        ));
    }
    let plain = of(vec![IndexPart::column("n")]);
    let there = || vec![create(places()), make(plain.clone(), false)];
    all.push(alone(
        "create index concurrently",
        vec![create(places())],
        vec![make(plain.clone(), true)],
    ));
    all.push(alone(
        "drop index concurrently",
        there(),
        vec![remove(true)],
    ));
    for alter in [
        AlterIndex {
            invisible: Some(true),
            ..named()
        },
        AlterIndex {
            comment: Some(Change::Set("why".to_owned())),
            ..named()
        },
    ] {
        all.push(alone(
            "alter index",
            there(),
            vec![Operation::AlterIndex(alter)],
        ));
    }
    all
}

/// A table with columns for every kind of index.
fn places() -> Table {
    let mut table = things();
    let mut area = nullable(
        "area",
        ColumnType::Custom(
            by_dialect()
                .sqlite("TEXT")
                .postgres("point")
                .mysql("geometry"),
        ),
    );
    // A spatial index is over values that are there.
    area.nullable = false;
    table.columns.push(area);
    table.columns.push(nullable("body", ColumnType::Jsonb));
    table
}

fn of(parts: Vec<IndexPart>) -> Index {
    Index {
        name: "things_idx".to_owned(),
        parts,
        ..Index::default()
    }
}

fn options() -> Vec<(String, Index)> {
    let n = || of(vec![IndexPart::column("n")]);
    let part = |part: IndexPart| of(vec![part]);
    let mut all: Vec<(String, Index)> = [
        ("plain", n()),
        (
            "of two columns",
            of(vec![IndexPart::column("n"), IndexPart::column("title")]),
        ),
        (
            "unique",
            Index {
                unique: true,
                ..n()
            },
        ),
        (
            "of some rows",
            Index {
                filter: Some("n > 0".into()),
                ..n()
            },
        ),
        (
            "that includes",
            Index {
                include: vec!["m".to_owned()],
                ..n()
            },
        ),
        (
            "nulls not distinct",
            Index {
                unique: true,
                nulls_not_distinct: true,
                ..n()
            },
        ),
        (
            "invisible",
            Index {
                invisible: true,
                ..n()
            },
        ),
        (
            "with a storage parameter",
            Index {
                storage: vec![("fillfactor".to_owned(), "70".to_owned())],
                ..n()
            },
        ),
        (
            "with a comment",
            Index {
                comment: Some("it's".to_owned()),
                ..n()
            },
        ),
        ("descending", part(IndexPart::column("n").descending())),
        ("nulls first", part(IndexPart::column("n").nulls_first())),
        (
            "nulls last",
            part(IndexPart::column("n").descending().nulls_last()),
        ),
        (
            "with a collation",
            part(
                IndexPart::column("title").collate(
                    by_dialect()
                        .sqlite("NOCASE")
                        .postgres("\"C\"")
                        .mysql("utf8mb4_bin"),
                ),
            ),
        ),
        (
            "with an operator class",
            part(IndexPart::column("title").operator_class("varchar_pattern_ops")),
        ),
        ("of beginnings", part(IndexPart::column("title").prefix(10))),
        (
            "over an expression",
            part(IndexPart::new(IndexKey::Expression("lower(title)".into()))),
        ),
    ]
    .map(|(what, index)| (what.to_owned(), index))
    .into();
    let lower = IndexPart::new(IndexKey::Expression("lower(title)".into()));
    all.push((
        "by hash over an expression".to_owned(),
        Index {
            method: Some(IndexMethod::Hash),
            ..part(lower)
        },
    ));
    for (method, column) in [
        (IndexMethod::Btree, "n"),
        (IndexMethod::Hash, "n"),
        (IndexMethod::Gin, "body"),
        (IndexMethod::Gist, "area"),
        (IndexMethod::Spgist, "area"),
        (IndexMethod::Brin, "n"),
        (IndexMethod::Fulltext, "title"),
        (IndexMethod::Spatial, "area"),
    ] {
        let what = format!("by {}", method.as_str());
        all.push((
            what,
            Index {
                method: Some(method),
                ..part(IndexPart::column(column))
            },
        ));
    }
    all
}

fn named() -> AlterIndex {
    AlterIndex {
        table: "things".to_owned(),
        index: "things_idx".to_owned(),
        ..AlterIndex::default()
    }
}

fn make(index: Index, concurrently: bool) -> Operation {
    Operation::CreateIndex(CreateIndex {
        table: "things".to_owned(),
        index,
        concurrently,
    })
}

fn remove(concurrently: bool) -> Operation {
    Operation::DropIndex(DropIndex {
        table: "things".to_owned(),
        index: "things_idx".to_owned(),
        concurrently,
    })
}

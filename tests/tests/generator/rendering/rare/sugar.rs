//! Tables that are nearly what one word of the builder makes.

use migration_core::operation::{CreateTable, Operation};
use migration_core::schema::{
    Column, ColumnType, ForeignKey, Index, IndexPart, PrimaryKey, SqlText, Table,
};

use super::{per_dialect, text, texts};

/// Tables that are nearly what one word of the builder makes, and tables that are.
pub(super) fn nearly() -> Vec<Operation> {
    let over = |table: &str, columns: &[&str]| {
        let mut index = Index {
            parts: columns.iter().copied().map(IndexPart::column).collect(),
            ..Index::default()
        };
        index.name = migration_core::operation::index_name(table, &index);
        index
    };
    let key = |table: &str, columns: &[&str]| PrimaryKey {
        name: migration_core::operation::primary_key_name(table),
        columns: texts(columns),
        ..PrimaryKey::default()
    };
    let refer = |table: &str, column: &str| ForeignKey {
        name: migration_core::operation::foreign_key_name(table, &texts(&[column])),
        columns: texts(&[column]),
        references_table: text("users"),
        references_columns: texts(&["id"]),
        ..ForeignKey::default()
    };
    let mut all = Vec::new();
    // A polymorphic reference: alone, with an index more before and behind it, out of order.
    for (i, indexes) in [
        &[&["item_type", "item_id"][..], &["n"]][..],
        &[&["item_type"], &["item_type", "item_id"], &["n"]],
        &[&["item_type", "item_id"], &["item_id"], &["n"]],
        &[&["n"], &["item_type", "item_id"]],
        &[&["item_id", "item_type"]],
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("item{i}");
        let mut table = Table::new(&name);
        table.columns = vec![
            Column::new("id", ColumnType::Char(26)),
            Column::new("item_type", ColumnType::Varchar(255)),
            Column::new("item_id", ColumnType::BigInt),
            Column::new("n", ColumnType::Int),
        ];
        table.primary_key = Some(key(&name, &["id"]));
        table.indexes = indexes.iter().map(|columns| over(&name, columns)).collect();
        all.push(table);
    }
    // A joining table: as it is made, with more, and with its parts in another order.
    for (i, (columns, indexes)) in [
        (&["a", "b"][..], &[&["b", "a"][..]][..]),
        (&["a", "b"], &[&["b", "a"], &["n"], &["n", "a"]]),
        (&["a", "b"], &[&["n"], &["b", "a"]]),
        (&["a", "b"], &[&["b", "a"], &["a"]]),
        (&["b", "a"], &[&["b", "a"]]),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("join{i}");
        let mut table = Table::new(&name);
        table.columns = vec![
            Column::new("a", ColumnType::BigInt),
            Column::new("b", ColumnType::BigInt),
            Column::new("n", ColumnType::BigInt),
        ];
        table.primary_key = Some(key(&name, columns));
        table.foreign_keys = ["a", "b", "n"].map(|column| refer(&name, column)).to_vec();
        table.indexes = indexes.iter().map(|columns| over(&name, columns)).collect();
        all.push(table);
    }
    // Two words that follow each other.
    let mut table = Table::new("living");
    table.columns = vec![Column::new("a", ColumnType::Int)];
    table.indexes = [SqlText::from("deleted_at IS NULL"), per_dialect()]
        .map(|filter| Index {
            unique: true,
            filter: Some(filter),
            name: text("living_a_key"),
            ..over("living", &["a"])
        })
        .to_vec();
    all.push(table);
    let create = |table: Table| {
        Operation::CreateTable(CreateTable {
            table: table.into(),
        })
    };
    all.into_iter().map(create).collect()
}

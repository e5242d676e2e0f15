use migration_core::operation::{
    CreateTable, Operation, foreign_key_name, index_name, primary_key_name,
};
use migration_core::schema::{
    Column, ForeignKey, Index, IndexPart, PrimaryKey, ReferentialAction, Table,
};

use super::{Asked, Proposal, create_table};
use crate::generate::{GenerateError, field, lookup, naming};

/// A table that joins rows of two others: a key to each, both of them its primary key, and an
/// index for the other direction.
pub(super) fn build(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let [first, second, words @ ..] = asked.words else {
        return Err(asked.template.misused("it takes the names of two tables"));
    };
    let sides = [first, second].map(|name| lookup::table(asked.schema, name));
    let [first, second] = sides;
    let (first, second) = (first?, second?);
    let name = asked
        .flags
        .name
        .clone()
        .unwrap_or_else(|| format!("{}_{}", first.name, second.name));
    let mut table = Table::new(&name);
    let mut names: Vec<String> = Vec::new();
    for other in [first, second] {
        let column = column_for(asked, &names, other)?;
        names.push(column.name.clone());
        table
            .foreign_keys
            .push(reference(asked, &name, &column, other)?);
        table.columns.push(column);
    }
    table.primary_key = Some(PrimaryKey {
        name: primary_key_name(&name),
        columns: names.clone(),
        ..PrimaryKey::default()
    });
    let mut back = Index {
        parts: names.iter().rev().map(IndexPart::column).collect(),
        ..Index::default()
    };
    back.name = index_name(&name, &back);
    table.indexes.push(back);
    for field in &field::parse_all(words)? {
        create_table::add(asked, &mut table, field)?;
    }
    Ok(Proposal::new(
        format!("create_{}", naming::slug(&name)),
        format!(
            "Creates `{name}`, which joins `{}` and `{}`.",
            first.name, second.name
        ),
        vec![Operation::CreateTable(CreateTable {
            table: table.into(),
        })],
    ))
}

/// The column that refers to a table with a key of one column.
fn column_for(asked: &Asked<'_>, taken: &[String], other: &Table) -> Result<Column, GenerateError> {
    let key = key_of(asked, other)?;
    let mut name = format!("{}_id", naming::one_of(&other.name));
    if taken.contains(&name) {
        name = format!("other_{name}");
    }
    let ty = lookup::column(other, key)?.ty.clone();
    Ok(Column::new(name, ty))
}

fn key_of<'a>(asked: &Asked<'_>, table: &'a Table) -> Result<&'a str, GenerateError> {
    match table.primary_key.as_ref().map(|key| key.columns.as_slice()) {
        Some([one]) => Ok(one),
        _ => Err(asked.template.misused(format!(
            "table {:?} has no primary key of one column",
            table.name
        ))),
    }
}

fn reference(
    asked: &Asked<'_>,
    table: &str,
    column: &Column,
    other: &Table,
) -> Result<ForeignKey, GenerateError> {
    let columns = vec![column.name.clone()];
    let action = |flag: &Option<String>| flag.as_deref().map(field::referential_action).transpose();
    Ok(ForeignKey {
        name: foreign_key_name(table, &columns),
        columns,
        references_table: other.name.clone(),
        references_columns: vec![key_of(asked, other)?.to_owned()],
        // A row that joins is nothing without what it joins.
        on_delete: action(&asked.flags.on_delete)?.unwrap_or(ReferentialAction::Cascade),
        on_update: action(&asked.flags.on_update)?.unwrap_or_default(),
        ..ForeignKey::default()
    })
}

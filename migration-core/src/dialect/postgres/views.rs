//! What holds on to a column's type: PostgreSQL changes none that a view shows, or that a trigger
//! or a policy names. <https://www.postgresql.org/docs/current/sql-altertable.html>

use super::alter::added_values;
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, text};
use crate::operation::{AlterColumn, holding, words};
use crate::schema::{Column, ColumnType, IndexKey, IndexPart, Schema, Table};

/// That nothing holds on to the column, if it is to get another type.
pub(super) fn let_go(
    op: &AlterColumn,
    before: &Table,
    schema: &Schema,
    server: &Capabilities,
) -> Result<(), Problem> {
    let Some(old) = before.column(&op.column) else {
        return Err(text::missing(&format!("column {:?}", op.column)));
    };
    let new = op.changed(old);
    let only_more_values = op.using.is_none() && added_values(&old.ty, &new.ty).is_some();
    let other_type = (old.ty != new.ty || op.using.is_some()) && !only_more_values;
    let is_made_again = old.generated != new.generated && new.generated.is_some();
    let mut columns = Vec::new();
    if other_type || is_made_again || old.collation != new.collation {
        columns.push(&op.column);
    }
    let mut again = Vec::new();
    let is_set_anew = match (&old.generated, &new.generated) {
        (Some(old), Some(new)) => {
            old.stored == new.stored && server.changes_generated_expressions()
        }
        _ => false,
    };
    if is_made_again && !is_set_anew {
        again.push(&op.column);
    }
    if other_type {
        let from_it = before.columns.iter().filter(|column| {
            column.generated.as_ref().is_some_and(|generated| {
                let mut texts = generated.expression.texts();
                texts.any(|text| words::mentions(text, &op.column))
            })
        });
        let from_it: Vec<&String> = from_it.map(|column| &column.name).collect();
        again.extend(&from_it);
        columns.extend(from_it);
    }
    again
        .into_iter()
        .try_for_each(|column| nothing_refers(schema, before, column))?;
    if old.ty != new.ty {
        parts_fit(before, &new)?;
    }
    for column in columns {
        if let Some(id) = holding(schema, &before.name, column) {
            return Err(Problem::new(
                format!(
                    "the {id} holds on to column {column:?}, whose type PostgreSQL changes for nothing that does"
                ),
                format!("drop the {id} before, and create it again after"),
            ));
        }
    }
    Ok(())
}

/// A column that goes and comes back would take the foreign keys to it along.
fn nothing_refers(schema: &Schema, table: &Table, column: &String) -> Result<(), Problem> {
    for other in schema.referrers(&table.name) {
        let key = other.foreign_keys.iter().find(|key| {
            key.references_table == table.name && key.references_columns.contains(column)
        });
        if let Some(key) = key {
            return Err(Problem::new(
                format!(
                    "foreign key {:?} of table {:?} refers to column {column:?}, which is made again with what it is computed from",
                    key.name, other.name
                ),
                format!(
                    "drop foreign key {:?} before, and add it again after",
                    key.name
                ),
            ));
        }
    }
    Ok(())
}

/// An index sorts the column in its own way, which is one of the old type.
fn parts_fit(table: &Table, column: &Column) -> Result<(), Problem> {
    is_compared(table, column)?;
    for index in &table.indexes {
        let own = index.parts.iter().find(|part| {
            let is_its = matches!(&part.key, IndexKey::Column(name) if *name == column.name);
            is_its && (part.operator_class.is_some() || part.collation.is_some())
        });
        if own.is_some() {
            return Err(Problem::new(
                format!(
                    "index {:?} names an operator class or a collation for column {:?}, which need not be there for the new type",
                    index.name, column.name
                ),
                format!(
                    "drop index {:?} before, and create it again after",
                    index.name
                ),
            ));
        }
    }
    Ok(())
}

/// That nothing compares the column's values, if those of its new type cannot be:
/// <https://www.postgresql.org/docs/current/datatype-json.html>
fn is_compared(table: &Table, column: &Column) -> Result<(), Problem> {
    if !has_no_order(&column.ty) {
        return Ok(());
    }
    let is_it = |name: &String| *name == column.name;
    let part = |part: &IndexPart| matches!(&part.key, IndexKey::Column(name) if is_it(name));
    let primary = table.primary_key.iter();
    let primary = primary.filter(|key| key.columns.iter().any(is_it));
    let uniques = table.uniques.iter();
    let uniques = uniques.filter(|unique| unique.columns.iter().any(is_it));
    let exclusions = table.exclusions.iter();
    let exclusions = exclusions.filter(|each| each.parts.iter().any(|(each, _)| part(each)));
    let indexes = table.indexes.iter();
    let indexes = indexes.filter(|index| index.parts.iter().any(part));
    let mut names = primary
        .map(|key| &key.name)
        .chain(uniques.map(|unique| &unique.name))
        .chain(exclusions.map(|each| &each.name))
        .chain(indexes.map(|index| &index.name));
    match names.next() {
        Some(name) => Err(Problem::new(
            format!(
                "{name:?} compares the values of column {:?}, which PostgreSQL does not do with {}",
                column.name, column.ty
            ),
            format!("drop {name:?} before, or make the column `jsonb`"),
        )),
        None => Ok(()),
    }
}

fn has_no_order(ty: &ColumnType) -> bool {
    match ty {
        ColumnType::Array(of) => has_no_order(of),
        ty => *ty == ColumnType::Json,
    }
}

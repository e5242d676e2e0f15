//! What holds on to a column's type: PostgreSQL changes none that a view shows, or that a trigger
//! or a policy names. <https://www.postgresql.org/docs/current/sql-altertable.html>

use super::alter::added_values;
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::operation::{AlterColumn, holding, words};
use crate::schema::{Column, IndexKey, Schema, Table};

/// That nothing holds on to the column, if it is to get another type.
pub(super) fn let_go(op: &AlterColumn, before: &Table, schema: &Schema) -> Result<(), Problem> {
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
    if other_type {
        let from_it = before.columns.iter().filter(|column| {
            column.generated.as_ref().is_some_and(|generated| {
                let mut texts = generated.expression.texts();
                texts.any(|text| words::mentions(text, &op.column))
            })
        });
        columns.extend(from_it.map(|column| &column.name));
    }
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

/// An index sorts the column in its own way, which is one of the old type.
fn parts_fit(table: &Table, column: &Column) -> Result<(), Problem> {
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

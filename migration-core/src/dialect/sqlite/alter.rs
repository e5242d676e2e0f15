//! Changing a column: always one rebuild, however many changes.

use super::literal::name;
use super::{column, expression, rebuild};
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::dialect::{Statement, Step};
use crate::operation::AlterColumn;
use crate::schema::{Column, ColumnType, Table};

pub(super) fn column(op: &AlterColumn, before: &Table) -> Result<Step, Problem> {
    let Some(old) = before.column(&op.column) else {
        return Err(text::missing(&format!("column {:?}", op.column)));
    };
    let new = op.changed(old);
    let mut after = before.clone();
    if let Some(column) = after.column_mut(&op.column) {
        *column = new.clone();
    }
    let using = match &op.using {
        Some(sql) => Some(
            expression::value(sql, before, || {
                format!("the `using` of column {:?}", op.column)
            })?
            .into_owned(),
        ),
        None => None,
    };
    let (mut was, mut is) = (String::new(), String::new());
    column::definition(&mut was, before, old)?;
    column::definition(&mut is, &after, &new)?;
    if was == is && using.is_none() {
        return Ok(Step::new("", Vec::new()));
    }

    let mut before_copy = Vec::new();
    if old.nullable && !new.nullable && using.is_none() {
        before_copy.push(no_null(before, old));
    }
    let mut after_copy = Vec::new();
    if old.ty != new.ty {
        after_copy.extend(fits(before, &new));
    }
    let fill = using.map(|sql| (op.column.as_str(), sql));
    let mut step = rebuild::step(before, &after, fill, after_copy)?;
    step.statements.splice(0..0, before_copy);
    Ok(step)
}

fn no_null(table: &Table, column: &Column) -> Statement {
    let mut query = String::from("SELECT count(*) || ' row(s)' FROM ");
    name(&mut query, &table.name);
    query.push_str(" WHERE ");
    name(&mut query, &column.name);
    query.push_str(" IS NULL HAVING count(*) > 0");
    Statement::Verify {
        query,
        problem: format!(
            "column {:?} of table {:?} cannot be NOT NULL, for it would be NULL in some rows",
            column.name, table.name
        ),
        help: "give those rows a value first, with a backfill".into(),
    }
}

/// SQLite stores what cannot be converted as it was; the other servers refuse it, and so do
/// we. Looks at the rows as they were copied.
fn fits(table: &Table, column: &Column) -> Option<Statement> {
    let mut c = String::new();
    name(&mut c, &column.name);
    let wrong = match &column.ty {
        ColumnType::SmallInt | ColumnType::Int | ColumnType::BigInt => {
            format!("typeof({c}) <> 'integer'")
        }
        ColumnType::Float | ColumnType::Double => format!("typeof({c}) <> 'real'"),
        ColumnType::Decimal { .. } => {
            format!("{c} GLOB '*[^-0-9.]*' OR {c} NOT GLOB '*[0-9]*'")
        }
        ColumnType::Boolean => format!("{c} NOT IN (0, 1)"),
        ColumnType::Date => format!("date({c}) IS NULL"),
        ColumnType::Time(_) => format!("time({c}) IS NULL"),
        ColumnType::Timestamp(_) | ColumnType::TimestampTz(_) => format!("datetime({c}) IS NULL"),
        ColumnType::Json | ColumnType::Jsonb => format!("NOT json_valid({c})"),
        ColumnType::Uuid => format!("length({c}) <> 36"),
        // The check of an enumeration does the same, and the rest takes any text.
        ColumnType::Enumeration(_)
        | ColumnType::UnsignedSmallInt
        | ColumnType::UnsignedInt
        | ColumnType::UnsignedBigInt
        | ColumnType::Bit(_)
        | ColumnType::BitVarying(_)
        | ColumnType::Interval
        | ColumnType::Inet
        | ColumnType::Cidr
        | ColumnType::MacAddr
        | ColumnType::Range(_)
        | ColumnType::Array(_)
        | ColumnType::Named(_)
        | ColumnType::Char(_)
        | ColumnType::Varchar(_)
        | ColumnType::Text
        | ColumnType::Binary
        | ColumnType::Custom(_) => return None,
    };
    let mut query = format!("SELECT quote({c}) FROM ");
    name(&mut query, &rebuild::temporary(&table.name));
    query.push_str(&format!(" WHERE {c} IS NOT NULL AND ({wrong}) LIMIT 1"));
    Some(Statement::Verify {
        query,
        problem: format!(
            "a value of column {:?} of table {:?} is no {}",
            column.name, table.name, column.ty
        ),
        help: "say how each value becomes one of the new type, with `.using(\"…\")`".into(),
    })
}

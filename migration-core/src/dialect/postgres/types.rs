//! Column types, and the types that enumerations are.

use super::DIALECT;
use super::literal::{name, string};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, text};
use crate::schema::{ColumnType, Table};

/// The type's name.
pub(super) fn of(out: &mut String, column: &str, ty: &ColumnType) -> Result<(), Problem> {
    match ty {
        ColumnType::SmallInt => out.push_str("smallint"),
        ColumnType::Int => out.push_str("integer"),
        ColumnType::BigInt => out.push_str("bigint"),
        ColumnType::Float => out.push_str("real"),
        ColumnType::Double => out.push_str("double precision"),
        ColumnType::Decimal { precision, scale } => {
            out.push_str(&format!("numeric({precision},{scale})"));
        }
        ColumnType::Boolean => out.push_str("boolean"),
        ColumnType::Char(n) => {
            length(column, *n)?;
            out.push_str(&format!("char({n})"));
        }
        ColumnType::Varchar(n) => {
            length(column, *n)?;
            out.push_str(&format!("varchar({n})"));
        }
        ColumnType::Text => out.push_str("text"),
        ColumnType::Binary => out.push_str("bytea"),
        ColumnType::Date => out.push_str("date"),
        ColumnType::Time => out.push_str("time"),
        ColumnType::Timestamp => out.push_str("timestamp"),
        ColumnType::TimestampTz => out.push_str("timestamptz"),
        ColumnType::Json => out.push_str("json"),
        ColumnType::Jsonb => out.push_str("jsonb"),
        ColumnType::Uuid => out.push_str("uuid"),
        ColumnType::Enumeration { name: ty, .. } => name(out, ty),
        ColumnType::Custom(sql) => {
            let what = || format!("the type of column {column:?}");
            out.push_str(text::written(sql, DIALECT, what)?.sql);
        }
    }
    Ok(())
}

/// <https://www.postgresql.org/docs/current/datatype-character.html>
fn length(column: &str, n: u32) -> Result<(), Problem> {
    if n > 10_485_760 {
        return Err(Problem::new(
            format!(
                "column {column:?} is longer than the 10485760 characters that PostgreSQL counts"
            ),
            "use `text`",
        ));
    }
    Ok(())
}

/// `CREATE TYPE` for an enumeration, under the name `called`.
pub(super) fn create(called: &str, values: &[String]) -> Result<Statement, Problem> {
    let mut sql = String::from("CREATE TYPE ");
    name(&mut sql, called);
    sql.push_str(" AS ENUM (");
    text::listed(&mut sql, values, |sql, value| {
        text::whole(value, || format!("the value {value:?}"))?;
        string(sql, value);
        Ok(())
    })?;
    sql.push(')');
    Ok(Statement::Run(sql))
}

pub(super) fn drop(called: &str) -> Statement {
    let mut sql = String::from("DROP TYPE ");
    name(&mut sql, called);
    Statement::Run(sql)
}

/// The enumerations of a table's columns, each once.
pub(super) fn enumerations(table: &Table) -> Vec<(&str, &[String])> {
    let mut all: Vec<(&str, &[String])> = Vec::new();
    for column in &table.columns {
        if let ColumnType::Enumeration { name, values } = &column.ty
            && all.iter().all(|(other, _)| other != name)
        {
            all.push((name, values));
        }
    }
    all
}

/// Whether a column of the table other than this one has the enumeration as its type.
pub(super) fn is_shared(table: &Table, column: &str, ty: &str) -> bool {
    table.columns.iter().any(|other| {
        other.name != column
            && matches!(&other.ty, ColumnType::Enumeration { name, .. } if name == ty)
    })
}

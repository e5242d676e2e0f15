//! Column types, and the types that enumerations are.

use super::DIALECT;
use super::literal::{relation, renamed, string};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step, text};
use crate::schema::{ColumnType, Enumeration, Table};

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
        ColumnType::Time(p) => out.push_str(&to_the_second("time", *p)),
        ColumnType::Timestamp(p) => out.push_str(&to_the_second("timestamp", *p)),
        ColumnType::TimestampTz(p) => out.push_str(&to_the_second("timestamptz", *p)),
        ColumnType::Interval => out.push_str("interval"),
        ColumnType::Inet => out.push_str("inet"),
        ColumnType::Cidr => out.push_str("cidr"),
        ColumnType::MacAddr => out.push_str("macaddr"),
        ColumnType::Bit(n) => out.push_str(&format!("bit({n})")),
        ColumnType::BitVarying(n) => out.push_str(&format!("bit varying({n})")),
        ColumnType::Range(range) => out.push_str(range.as_sql()),
        // How many dimensions it has is kept nowhere:
        // https://www.postgresql.org/docs/current/arrays.html#ARRAYS-DECLARATION
        ColumnType::Array(element) => {
            let mut element = element;
            while let ColumnType::Array(inner) = &**element {
                element = inner;
            }
            of(out, column, element)?;
            out.push_str("[]");
        }
        ColumnType::UnsignedSmallInt | ColumnType::UnsignedInt | ColumnType::UnsignedBigInt => {
            return Err(Problem::new(
                format!("column {column:?} is {ty}, and PostgreSQL has no unsigned integers"),
                "use the next larger integer, or `decimal(20, 0)`, with a check that it is at least 0",
            ));
        }
        ColumnType::Json => out.push_str("json"),
        ColumnType::Jsonb => out.push_str("jsonb"),
        ColumnType::Uuid => out.push_str("uuid"),
        ColumnType::Enumeration(of) => relation(out, &of.name),
        ColumnType::Named(ty) => relation(out, ty),
        ColumnType::Custom(sql) => {
            let what = || format!("the type of column {column:?}");
            out.push_str(text::written(sql, DIALECT, what)?.sql);
        }
    }
    Ok(())
}

/// Six digits behind the second's point are what PostgreSQL keeps where nothing is said.
fn to_the_second(name: &str, precision: u8) -> String {
    match precision {
        6 => name.to_owned(),
        _ => match name.strip_suffix("tz") {
            Some(name) => format!("{name}({precision}) with time zone"),
            None => format!("{name}({precision})"),
        },
    }
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
    create_sql(called, values).map(Statement::Run)
}

pub(super) fn create_sql(called: &str, values: &[String]) -> Result<String, Problem> {
    let mut sql = String::from("CREATE TYPE ");
    relation(&mut sql, called);
    sql.push_str(" AS ENUM (");
    text::listed(&mut sql, values, |sql, value| {
        text::whole(value, || format!("the value {value:?}"))?;
        string(sql, value);
        Ok(())
    })?;
    sql.push(')');
    Ok(sql)
}

pub(super) fn drop(called: &str) -> Statement {
    let mut sql = String::from("DROP TYPE ");
    relation(&mut sql, called);
    Statement::Run(sql)
}

pub(super) fn rename(from: &str, to: &str) -> Vec<Statement> {
    renamed("TYPE", from, to, &crate::schema::Schema::new())
}

/// What adds a value to an enumeration: before another, or at the end. It can be used only
/// once that is committed, so it is a step of its own, which may be repeated:
/// <https://www.postgresql.org/docs/current/sql-altertype.html#id-1.9.3.42.7>
pub(super) fn add_values(called: &str, values: &[(&str, Option<&str>)]) -> Result<Step, Problem> {
    let mut statements = Vec::new();
    for (value, before) in values {
        let mut sql = String::from("ALTER TYPE ");
        relation(&mut sql, called);
        sql.push_str(" ADD VALUE IF NOT EXISTS ");
        text::whole(value, || format!("the value {value:?}"))?;
        string(&mut sql, value);
        if let Some(before) = before {
            sql.push_str(" BEFORE ");
            string(&mut sql, before);
        }
        statements.push(Statement::Run(sql));
    }
    let mut step = Step::new("", statements);
    step.transactional = false;
    Ok(step)
}

/// The enumeration that a type is, or an array of which it is.
pub(super) fn enumeration(ty: &ColumnType) -> Option<&Enumeration> {
    match ty {
        ColumnType::Array(element) => enumeration(element),
        ty => ty.as_enumeration(),
    }
}

/// The enumerations of a table's columns, each once.
pub(super) fn enumerations(table: &Table) -> Vec<(&str, &[String])> {
    let mut all: Vec<(&str, &[String])> = Vec::new();
    for column in &table.columns {
        if let Some(of) = enumeration(&column.ty)
            && all.iter().all(|(other, _)| *other != of.name)
        {
            all.push((&of.name, &of.values));
        }
    }
    all
}

/// Whether a column of the table other than this one has the enumeration as its type.
pub(super) fn is_shared(table: &Table, column: &str, ty: &str) -> bool {
    table
        .columns
        .iter()
        .any(|other| other.name != column && enumeration(&other.ty).is_some_and(|of| of.name == ty))
}

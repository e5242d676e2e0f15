//! Column types. SQLite goes by the affinity of a type's name, so the names are chosen for
//! it and stay readable in the schema: <https://www.sqlite.org/datatype3.html>

use super::DIALECT;
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::schema::{Column, ColumnType, Table};

/// The declared type of a column, behind a space; a column may have none.
pub(super) fn of(out: &mut String, table: &Table, column: &Column) -> Result<(), Problem> {
    if let ColumnType::Custom(sql) = &column.ty {
        let what = || format!("the type of column {:?}", column.name);
        let declared = text::written(sql, DIALECT, what)?.sql;
        if !declared.is_empty() {
            out.push(' ');
            out.push_str(declared);
        }
        return Ok(());
    }
    out.push(' ');
    if table.options.strict {
        return strict(out, table, column);
    }
    usual(out, table, column)
}

fn usual(out: &mut String, table: &Table, column: &Column) -> Result<(), Problem> {
    match &column.ty {
        // The only declared type that SQLite numbers by itself. A key that was not asked to
        // number rows gets the same type under a name that does not:
        // https://www.sqlite.org/lang_createtable.html#rowid
        _ if column.is_identity() => out.push_str("INTEGER"),
        ColumnType::Int if is_sole_key(table, column) => out.push_str("INT"),
        ColumnType::SmallInt => out.push_str("SMALLINT"),
        ColumnType::Int => out.push_str("INTEGER"),
        ColumnType::BigInt => out.push_str("BIGINT"),
        ColumnType::Float => out.push_str("FLOAT"),
        ColumnType::Double => out.push_str("DOUBLE"),
        // `_TEXT` gives text affinity: what is stored stays as it was written.
        ColumnType::Decimal { precision, scale } => {
            out.push_str(&format!("DECIMAL_TEXT({precision},{scale})"));
        }
        ColumnType::Boolean => out.push_str("BOOLEAN"),
        ColumnType::Char(n) => out.push_str(&format!("CHAR({n})")),
        ColumnType::Varchar(n) => out.push_str(&format!("VARCHAR({n})")),
        ColumnType::Text | ColumnType::Enumeration(_) => out.push_str("TEXT"),
        ColumnType::Binary => out.push_str("BLOB"),
        ColumnType::Date => out.push_str("DATE_TEXT"),
        ColumnType::Time(_) => out.push_str("TIME_TEXT"),
        ColumnType::Timestamp(_) => out.push_str("TIMESTAMP_TEXT"),
        ColumnType::TimestampTz(_) => out.push_str("TIMESTAMPTZ_TEXT"),
        ColumnType::Json | ColumnType::Jsonb => out.push_str("JSON_TEXT"),
        ColumnType::Uuid => out.push_str("UUID_TEXT"),
        ColumnType::UnsignedSmallInt
        | ColumnType::UnsignedInt
        | ColumnType::UnsignedBigInt
        | ColumnType::Bit(_)
        | ColumnType::Interval
        | ColumnType::Inet
        | ColumnType::Cidr
        | ColumnType::MacAddr
        | ColumnType::BitVarying(_)
        | ColumnType::Range(_)
        | ColumnType::Array(_)
        | ColumnType::Named(_)
        | ColumnType::Custom(_) => return Err(text::no_such_type(column, "SQLite")),
    }
    Ok(())
}

/// A strict table knows five names, and checks that values are of their kind:
/// <https://www.sqlite.org/stricttables.html>
fn strict(out: &mut String, table: &Table, column: &Column) -> Result<(), Problem> {
    // What has no usual type has no strict one.
    usual(&mut String::new(), table, column)?;
    out.push_str(match &column.ty {
        _ if column.is_identity() => "INTEGER",
        ColumnType::SmallInt | ColumnType::Int | ColumnType::BigInt
            if is_sole_key(table, column) =>
        {
            "INT"
        }
        ColumnType::SmallInt | ColumnType::Int | ColumnType::BigInt | ColumnType::Boolean => {
            "INTEGER"
        }
        ColumnType::Float | ColumnType::Double => "REAL",
        ColumnType::Binary => "BLOB",
        _ => "TEXT",
    });
    Ok(())
}

/// Whether the column is all of the primary key.
pub(super) fn is_sole_key(table: &Table, column: &Column) -> bool {
    table
        .primary_key
        .as_ref()
        .is_some_and(|key| key.columns.len() == 1 && key.columns[0] == column.name)
}

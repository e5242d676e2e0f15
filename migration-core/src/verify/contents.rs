//! The rows of all tables, as texts.

use std::collections::BTreeMap;

use crate::driver::{Connection, DriverError, quoted, quoted_table};
use crate::schema::{Column, ColumnType, DialectName, Schema};

/// The rows of each table.
pub(super) type Contents = BTreeMap<String, Rows>;

/// The rows of a table. What is computed from other columns is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Option<String>>>,
}

impl Rows {
    /// The values of these columns, row for row, sorted: servers keep no order. `None` where
    /// there is no such column.
    pub(super) fn of<'a>(
        &self,
        columns: impl Iterator<Item = &'a str>,
    ) -> Option<Vec<Vec<&Option<String>>>> {
        let places: Vec<usize> = columns
            .map(|name| self.columns.iter().position(|column| column == name))
            .collect::<Option<_>>()?;
        let mut rows: Vec<Vec<&Option<String>>> = self
            .rows
            .iter()
            .map(|row| places.iter().filter_map(|at| row.get(*at)).collect())
            .collect();
        rows.sort();
        Some(rows)
    }
}

/// How many rows there are in all.
pub(super) fn count(contents: &Contents) -> usize {
    contents.values().map(|table| table.rows.len()).sum()
}

pub(super) async fn read(
    connection: &mut Connection,
    schema: &Schema,
) -> Result<Contents, DriverError> {
    let dialect = connection.dialect();
    let mut all = Contents::new();
    for table in schema.tables() {
        let kept = table
            .columns
            .iter()
            .filter(|column| column.generated.is_none());
        let (columns, values): (Vec<String>, Vec<String>) = kept
            .map(|column| (column.name.clone(), as_text(column, dialect)))
            .unzip();
        // PostgreSQL has tables without columns.
        if columns.is_empty() {
            continue;
        }
        let sql = format!(
            "SELECT {} FROM {}",
            values.join(", "),
            quoted_table(dialect, &table.name)
        );
        let rows = connection.query(&sql).await?;
        all.insert(table.name.clone(), Rows { columns, rows });
    }
    Ok(all)
}

/// The column's value as a text that differs where the value does.
fn as_text(column: &Column, dialect: DialectName) -> String {
    let name = quoted(dialect, &column.name);
    match dialect {
        // What is text and what is a number or bytes differs there, too.
        DialectName::Sqlite => format!("quote({name})"),
        DialectName::Postgres => format!("{name}::text"),
        DialectName::Mysql => match column.ty {
            // They may hold what is no text.
            ColumnType::Binary | ColumnType::Bit(_) | ColumnType::Custom(_) => {
                format!("hex({name})")
            }
            _ => format!("CAST({name} AS CHAR)"),
        },
    }
}

//! Columns.

use std::collections::BTreeSet;

use super::shown::{self, ShownTables};
use super::tables::{Charsets, Tables, charset_of};
use super::{Cells, DIALECT, Unmodelled, cells, defaults, is_mysql, note, printed, types};
use crate::dialect::Capabilities;
use crate::driver::{Connection, DriverError};
use crate::schema::{Column, ColumnType, DefaultValue, Generated, Identity, SqlText, Table};

/// A column whose default, or what it is computed from, may not be what is printed.
pub(super) struct Doubt {
    table: String,
    column: String,
    /// Its stored type.
    stored: String,
    /// What else the server says of it.
    extra: String,
}

/// `json` are the columns that MariaDB keeps JSON in: texts with a check.
pub(super) fn columns(
    rows: Vec<Cells>,
    server: &Capabilities,
    charsets: &Charsets,
    json: &BTreeSet<(String, String)>,
    tables: &mut Tables,
    out: &mut Vec<Unmodelled>,
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for row in rows {
        let [
            table,
            name,
            default,
            nullable,
            stored,
            charset,
            collation,
            extra,
            comment,
            generated,
        ] = cells(row);
        let (table, name) = (table.unwrap_or_default(), name.unwrap_or_default());
        let Some(table) = tables.get_mut(&table) else {
            continue;
        };
        let (stored, extra) = (stored.unwrap_or_default(), extra.unwrap_or_default());
        let mut ty = types::of(&table.name, &name, &stored, charset.as_deref());
        let is_json = ty == ColumnType::Text
            && collation.as_deref() == Some("utf8mb4_bin")
            && json.contains(&(table.name.clone(), name.clone()));
        if is_json {
            ty = ColumnType::Json;
        }
        let mut column = Column::new(&name, ty);
        column.nullable = nullable.as_deref() == Some("YES");
        let mut is_doubtful = false;
        if extra.contains("STORED GENERATED") || extra.contains("VIRTUAL GENERATED") {
            let generated = generated.unwrap_or_default();
            is_doubtful = shown::is_doubtful(&generated);
            let text = printed::expression(&generated, is_mysql(server));
            column.generated = Some(Box::new(Generated {
                expression: SqlText::only(DIALECT, text),
                stored: extra.contains("STORED"),
            }));
        } else if let Some(default) = default {
            is_doubtful = defaults::is_doubtful(&default, &stored, &extra, server);
            column.default = defaults::read(default, &column.ty, &stored, &extra, server);
        }
        if extra.contains("auto_increment") {
            column.identity = Some(Box::new(Identity::default()));
        }
        column.touched_on_update = extra
            .to_ascii_lowercase()
            .contains("on update current_timestamp");
        // MariaDB's own, where a column that may not be NULL has none.
        let is_zero = |default: &DefaultValue| matches!(default, DefaultValue::Text(text) if text.starts_with("0000-00-00"));
        if column.touched_on_update && column.default.as_ref().is_some_and(is_zero) {
            column.default = None;
        }
        if extra.contains("INVISIBLE") {
            note(out, Some(&table.name), "invisible column", &name, None);
        }
        column.comment = comment.filter(|comment| !comment.is_empty());
        if !is_json && let (Some(charset), Some(collation)) = (charset, collation) {
            texts(&mut column, table, &charset, collation, charsets);
        }
        if is_doubtful {
            doubts.push(Doubt {
                table: table.name.clone(),
                column: name,
                stored,
                extra,
            });
        }
        table.columns.push(column);
    }
    doubts
}

/// Asks for what is in doubt: expressions as the server shows them with the table, a literal as
/// the value that it is.
pub(super) async fn settle(
    connection: &mut Connection,
    doubts: Vec<Doubt>,
    server: &Capabilities,
    tables: &mut Tables,
    shown: &mut ShownTables,
    out: &mut Vec<Unmodelled>,
) -> Result<(), DriverError> {
    for doubt in doubts {
        let shown = shown.of(connection, &doubt.table).await?;
        let Some(table) = tables.get_mut(&doubt.table) else {
            continue;
        };
        let Some(column) = table.column_mut(&doubt.column) else {
            continue;
        };
        if let Some(generated) = &mut column.generated {
            if let Some(text) = shown.computed_from(&doubt.column) {
                generated.expression = SqlText::only(DIALECT, printed::expression(text, false));
            }
            continue;
        }
        let text = shown.default_of(&doubt.column);
        if let Some(text) = text
            && defaults::is_expression(text, &doubt.stored, &doubt.extra, server)
        {
            let sql = printed::expression(text, false);
            column.default = Some(defaults::of_sql(sql, &column.ty, &doubt.stored));
            continue;
        }
        match defaults::ask(connection, &table.name, &doubt.column).await? {
            Some(bytes) => {
                if let Some(column) = table.column_mut(&doubt.column) {
                    column.default = Some(defaults::of_bytes(bytes, &doubt.stored));
                }
            }
            // In an empty table nobody can tell.
            None => {
                let kind = "default that is not printed whole";
                note(out, Some(&table.name), kind, &doubt.column, None);
            }
        }
    }
    Ok(())
}

/// The character set and the collation, where they are not the table's.
fn texts(
    column: &mut Column,
    table: &Table,
    charset: &str,
    collation: String,
    charsets: &Charsets,
) {
    let is_default = charsets.is_default(charset, &collation);
    if column.ty == ColumnType::Uuid {
        if !is_default {
            column.collation = Some(SqlText::only(DIALECT, collation));
        }
        return;
    }
    let tables = table.options.charset.as_deref().unwrap_or("utf8mb4");
    if charset_of(&collation) != tables {
        column.charset = Some(charset.to_owned());
        if !is_default {
            column.collation = Some(SqlText::only(DIALECT, collation));
        }
        return;
    }
    let same = match &table.options.collation {
        Some(of_table) => *of_table == collation,
        None => is_default,
    };
    if !same {
        column.collation = Some(SqlText::only(DIALECT, collation));
    }
}

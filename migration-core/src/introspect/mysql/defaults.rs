//! Defaults: MariaDB prints each as an expression, MySQL the bare text of a literal. The catalogue
//! has neither bytes nor characters beyond U+FFFF; such a default is asked for by itself.

use super::{DIALECT, is_mysql, printed, shown, types};
use crate::dialect::Capabilities;
use crate::driver::{Connection, DriverError};
use crate::schema::{ColumnType, DefaultValue, SqlText};

/// The default of a column of this type, if it has one. `extra` is what else the server says
/// of the column.
pub(super) fn read(
    text: String,
    ty: &ColumnType,
    stored: &str,
    extra: &str,
    server: &Capabilities,
) -> Option<DefaultValue> {
    let is_literal = is_mysql(server) && !extra.contains("DEFAULT_GENERATED");
    // MariaDB's word for none.
    if !is_mysql(server) && text == "NULL" {
        return None;
    }
    if is_literal && !types::is_number(ty, stored) {
        return Some(match ty {
            ColumnType::Bit(_) => expression(text),
            _ => DefaultValue::Text(text),
        });
    }
    let text = printed::expression(&text, is_mysql(server) && !is_literal);
    Some(of_sql(text, ty, stored))
}

/// The default that this SQL is.
pub(super) fn of_sql(text: String, ty: &ColumnType, stored: &str) -> DefaultValue {
    if let Some(number) = number(&text, ty, stored) {
        return number;
    }
    let quoted = text
        .strip_prefix("_utf8mb4")
        .or_else(|| text.strip_prefix("_utf8mb3"))
        .unwrap_or(&text);
    if let Some(literal) = printed::literal(quoted) {
        return DefaultValue::Text(literal);
    }
    let now = match ty {
        ColumnType::Date => "utc_date()",
        ColumnType::Time(_) => "utc_time(6)",
        _ => "utc_timestamp(6)",
    };
    match text.to_ascii_lowercase().as_str() {
        same if same == now => DefaultValue::Now,
        "uuid()" => DefaultValue::RandomUuid,
        _ => expression(text),
    }
}

fn number(text: &str, ty: &ColumnType, stored: &str) -> Option<DefaultValue> {
    let is_number = text
        .strip_prefix('-')
        .unwrap_or(text)
        .starts_with(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "-+.eE".contains(c));
    if !is_number || !types::is_number(ty, stored) {
        return None;
    }
    Some(match (ty, text) {
        (ColumnType::Boolean, "0") => DefaultValue::Boolean(false),
        (ColumnType::Boolean, "1") => DefaultValue::Boolean(true),
        _ => match text.parse() {
            Ok(integer) => DefaultValue::Integer(integer),
            Err(_) => DefaultValue::Number(text.to_owned()),
        },
    })
}

/// Whether the printed text may not be the default.
pub(super) fn is_doubtful(text: &str, stored: &str, extra: &str, server: &Capabilities) -> bool {
    let is_literal = match is_mysql(server) {
        true => !extra.contains("DEFAULT_GENERATED"),
        false => text.starts_with('\'') || text.starts_with("x'"),
    };
    is_literal && types::is_binary(stored) || shown::is_doubtful(text)
}

/// Whether a default is an expression, which the server shows whole with its table. What MariaDB
/// shows as a literal is one in columns of large texts.
pub(super) fn is_expression(sql: &str, stored: &str, extra: &str, server: &Capabilities) -> bool {
    if is_mysql(server) {
        return extra.contains("DEFAULT_GENERATED");
    }
    !types::is_binary(stored) && (!sql.starts_with('\'') || stored.ends_with("text"))
}

/// The literal default of a column. `DEFAULT()` takes a row, or a column that may be NULL.
pub(super) async fn ask(
    connection: &mut Connection,
    table: &str,
    column: &str,
) -> Result<Option<Vec<u8>>, DriverError> {
    let (table, column) = (printed::quoted(table), printed::quoted(column));
    let sql = format!(
        "SELECT HEX(value) FROM ((SELECT DEFAULT({column}) AS value FROM {table} LIMIT 1) \
         UNION ALL (SELECT DEFAULT(other.{column}) FROM (SELECT 1) AS one LEFT JOIN {table} AS other ON FALSE)) \
         AS found WHERE value IS NOT NULL LIMIT 1"
    );
    let hex = match connection.value(&sql).await? {
        Some(hex) => Some(hex),
        None => of_a_row(connection, &table, &column).await,
    };
    Ok(hex.map(|hex| {
        let pairs = hex.as_bytes().chunks(2);
        let bytes =
            pairs.filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        bytes.collect()
    }))
}

/// What a row would get: one in a table that this session alone sees, and that commits nothing.
/// <https://mariadb.com/kb/en/create-table/#create-temporary-table>
async fn of_a_row(connection: &mut Connection, table: &str, column: &str) -> Option<String> {
    const OTHER: &str = "`__migrate_default`";
    let create = format!("CREATE TEMPORARY TABLE {OTHER} AS SELECT {column} FROM {table} LIMIT 0");
    // It needs a privilege that introspection does without.
    connection.execute(&create).await.ok()?;
    let insert = format!("INSERT INTO {OTHER} () VALUES ()");
    let found = match connection.execute(&insert).await {
        Ok(_) => {
            let select = format!("SELECT HEX({column}) FROM {OTHER}");
            connection.value(&select).await.ok().flatten()
        }
        Err(_) => None,
    };
    let drop = format!("DROP TEMPORARY TABLE {OTHER}");
    let _ = connection.execute(&drop).await;
    found
}

/// The default that these bytes are.
pub(super) fn of_bytes(bytes: Vec<u8>, stored: &str) -> DefaultValue {
    let hex = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    match String::from_utf8(bytes) {
        Ok(text) if !types::is_binary(stored) => DefaultValue::Text(text),
        Ok(text) => expression(format!("x'{}'", hex(text.as_bytes()))),
        Err(error) => expression(format!("x'{}'", hex(error.as_bytes()))),
    }
}

fn expression(text: String) -> DefaultValue {
    DefaultValue::Expression(SqlText::only(DIALECT, text))
}

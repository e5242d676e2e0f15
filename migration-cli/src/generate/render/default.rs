//! Defaults as Rust values of the column's kind.

use migration_core::schema::{ColumnType, DefaultValue, SqlText};

use super::literal;

/// The argument of `.default(…)` for a column of this type.
pub(super) fn typed(ty: &ColumnType, default: &DefaultValue) -> String {
    match (default, ty) {
        (DefaultValue::Integer(n), ColumnType::SmallInt | ColumnType::Int | ColumnType::BigInt) => {
            n.to_string()
        }
        (DefaultValue::Integer(n), ColumnType::Custom(_)) => as_sql(&n.to_string()),
        (DefaultValue::Integer(n), _) => number(ty, &n.to_string()),
        (DefaultValue::Number(digits), ColumnType::Custom(_)) => as_sql(digits),
        (DefaultValue::Number(digits), _) => number(ty, digits),
        (DefaultValue::Boolean(value), ColumnType::Custom(_)) => {
            as_sql(if *value { "TRUE" } else { "FALSE" })
        }
        (DefaultValue::Now, ColumnType::Custom(_)) => as_sql("CURRENT_TIMESTAMP"),
        _ => untyped(default),
    }
}

/// The argument of `set_default(…)`, which takes any kind.
pub(super) fn untyped(default: &DefaultValue) -> String {
    match default {
        DefaultValue::Boolean(value) => value.to_string(),
        DefaultValue::Integer(n) => n.to_string(),
        DefaultValue::Number(digits) => format!("number({})", literal::string(digits)),
        DefaultValue::Text(text) => literal::string(text),
        DefaultValue::Now => "now()".to_owned(),
        DefaultValue::RandomUuid => "random_uuid()".to_owned(),
        DefaultValue::Expression(sql) => format!("sql({})", literal::sql(sql)),
    }
}

/// A number as a Rust literal where Rust writes it back with the same digits.
fn number(ty: &ColumnType, digits: &str) -> String {
    let same = |written: Option<(String, String)>| {
        written
            .filter(|(back, _)| back == digits)
            .map(|(_, literal)| literal)
    };
    let literal = match ty {
        ColumnType::Decimal { .. } => return literal::string(digits),
        ColumnType::Float => same(
            digits
                .parse::<f32>()
                .ok()
                .map(|n| (n.to_string(), format!("{n:?}"))),
        ),
        ColumnType::Double => same(
            digits
                .parse::<f64>()
                .ok()
                .map(|n| (n.to_string(), format!("{n:?}"))),
        ),
        _ => None,
    };
    literal.unwrap_or_else(|| format!("number({})", literal::string(digits)))
}

fn as_sql(text: &str) -> String {
    format!("sql({})", literal::sql(&SqlText::from(text)))
}

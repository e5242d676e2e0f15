use crate::dialect::SQLITE_RANDOM_UUID;
use crate::dialect::sqlite_definition::{Kind, tokens, unquoted};
use crate::operation::suits;
use crate::schema::{Column, ColumnType, DefaultValue, DialectName, SqlText};

/// What stands behind `DEFAULT`: a value of the column's kind where it is written as we write
/// that value, and else the expression that it is.
pub(super) fn read(column: &Column, text: &str, parenthesised: bool) -> DefaultValue {
    if parenthesised {
        let is_uuid = column.ty == ColumnType::Uuid && text == SQLITE_RANDOM_UUID;
        return if is_uuid {
            DefaultValue::RandomUuid
        } else {
            expression(text)
        };
    }
    match value(column, text) {
        Some(value) if suits(&column.ty, &value) => value,
        _ => expression(text),
    }
}

fn expression(text: &str) -> DefaultValue {
    DefaultValue::Expression(SqlText::only(DialectName::Sqlite, text))
}

fn value(column: &Column, text: &str) -> Option<DefaultValue> {
    let token = tokens(text).next()?;
    match token.kind {
        Kind::Text | Kind::Quoted => Some(text_value(column, unquoted(text))),
        Kind::Word if token.is_word("true") => Some(DefaultValue::Boolean(true)),
        Kind::Word if token.is_word("false") => Some(DefaultValue::Boolean(false)),
        Kind::Word if token.is_word("null") => None,
        Kind::Word if token.text.to_ascii_uppercase().starts_with("CURRENT_") => {
            // In a strict table moments are texts.
            if column.ty == ColumnType::Text {
                return Some(expression(text));
            }
            let now = match column.ty {
                ColumnType::Date => "CURRENT_DATE",
                ColumnType::Time(_) => "CURRENT_TIME",
                _ => "CURRENT_TIMESTAMP",
            };
            token.is_word(now).then_some(DefaultValue::Now)
        }
        // A bare name is a text.
        Kind::Word => Some(text_value(column, text.to_owned())),
        // Digits that a decimal column would be given as a text are no such text.
        _ if matches!(column.ty, ColumnType::Decimal { .. }) => None,
        _ => number(text),
    }
}

fn text_value(column: &Column, text: String) -> DefaultValue {
    match column.ty {
        ColumnType::Decimal { .. } => DefaultValue::Number(text),
        _ => DefaultValue::Text(text),
    }
}

/// A number in the digits that it would be written in again.
fn number(text: &str) -> Option<DefaultValue> {
    if let Ok(number) = text.parse::<i64>() {
        return (number.to_string() == text).then_some(DefaultValue::Integer(number));
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.')?;
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (all_digits(whole) && all_digits(fraction)).then(|| DefaultValue::Number(text.to_owned()))
}

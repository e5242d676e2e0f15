//! Values that a condition may ask for, read from what it names.

use super::value::letters;
use crate::operation::words::{self, Token};
use crate::schema::{ColumnType, SqlText, Value};

/// Values for a column that the condition mentions: the literals in it, and what lies beside
/// them.
pub(super) fn values(condition: &SqlText, ty: &ColumnType, k: u64) -> Vec<Value> {
    let mut all = Vec::new();
    for text in condition.texts() {
        let mut negative = false;
        for token in words::tokens(text) {
            let Token::Other(token) = token else {
                continue;
            };
            if let Some(quoted) = token.strip_prefix('\'') {
                let text = quoted.trim_end_matches('\'').replace("''", "'");
                texts(&mut all, &text, ty, k);
            } else if token.starts_with(|c: char| c.is_ascii_digit()) {
                let sign = if negative { -1 } else { 1 };
                if let Ok(number) = token.parse::<i64>() {
                    numbers(&mut all, sign * number, ty);
                }
            }
            if !token.trim().is_empty() {
                negative = token == "-";
            }
        }
    }
    all
}

fn texts(all: &mut Vec<Value>, text: &str, ty: &ColumnType, k: u64) {
    if is_number(ty) {
        return;
    }
    all.push(Value::Text(text.to_owned()));
    // What stands for any text in LIKE.
    if text.contains('%') || text.contains('_') {
        let like = text.replacen('%', &letters(k), 1).replace(['%', '_'], "x");
        all.push(Value::Text(like));
    }
}

fn numbers(all: &mut Vec<Value>, number: i64, ty: &ColumnType) {
    match ty {
        ColumnType::Float | ColumnType::Double | ColumnType::Decimal { .. } => {
            all.extend(
                [number, number + 1, number - 1].map(|each| Value::Number(each.to_string())),
            );
        }
        ty if is_number(ty) => {
            all.extend([number, number + 1, number - 1].map(Value::Integer));
        }
        // A length, most likely.
        ColumnType::Char(_) | ColumnType::Varchar(_) | ColumnType::Text => {
            for length in [number, number + 1] {
                if let Ok(length @ 1..=300) = usize::try_from(length) {
                    all.push(Value::Text("a".repeat(length)));
                    all.push(Value::Text("7".repeat(length)));
                }
            }
        }
        _ => {}
    }
}

const fn is_number(ty: &ColumnType) -> bool {
    matches!(
        ty,
        ColumnType::SmallInt
            | ColumnType::Int
            | ColumnType::BigInt
            | ColumnType::UnsignedSmallInt
            | ColumnType::UnsignedInt
            | ColumnType::UnsignedBigInt
            | ColumnType::Float
            | ColumnType::Double
            | ColumnType::Decimal { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_condition_asks_for_is_among_the_values() {
        let text = |text: &str| Value::Text(text.to_owned());
        for (condition, ty, expected) in [
            (
                "status IN ('pending', 'it''s')",
                ColumnType::Varchar(20),
                text("it's"),
            ),
            ("status = 'pending'", ColumnType::Text, text("pending")),
            ("email LIKE '%@%'", ColumnType::Text, text("c@x")),
            ("length(code) = 3", ColumnType::Char(3), text("aaa")),
            ("amount > 1000", ColumnType::Int, Value::Integer(1_001)),
            ("amount < -5", ColumnType::Int, Value::Integer(-6)),
            (
                "rate >= 1",
                ColumnType::Double,
                Value::Number("1".to_owned()),
            ),
        ] {
            let all = values(&SqlText::from(condition), &ty, 2);
            assert!(all.contains(&expected), "{condition}: {all:?}");
        }
    }
}

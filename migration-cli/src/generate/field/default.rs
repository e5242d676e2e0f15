use migration_core::schema::{ColumnType, DefaultValue, SqlText};

use crate::generate::GenerateError;

/// A default as typed, read by the type of its column.
pub(crate) fn default_value(
    field: &str,
    ty: &ColumnType,
    text: &str,
) -> Result<DefaultValue, GenerateError> {
    let wrong = |help: &str| {
        GenerateError::usage(
            format!("{field:?}: {text:?} is no default for {ty}"),
            format!("{help}; or give an SQL expression: 'default=sql(…)'"),
        )
    };
    if let Some(sql) = text
        .strip_prefix("sql(")
        .and_then(|rest| rest.strip_suffix(')'))
    {
        if sql.trim().is_empty() {
            return Err(wrong("an expression is missing"));
        }
        return Ok(DefaultValue::Expression(SqlText::from(sql.trim())));
    }
    let plain = unquoted(text);
    let lower = text.trim().to_ascii_lowercase();
    let is_now = matches!(
        lower.as_str(),
        "now" | "now()" | "current_timestamp" | "current_date" | "current_time" | "today"
    );
    match ty {
        ColumnType::Boolean => match lower.as_str() {
            "true" | "t" | "1" | "yes" => Ok(DefaultValue::Boolean(true)),
            "false" | "f" | "0" | "no" => Ok(DefaultValue::Boolean(false)),
            _ => Err(wrong("say true or false")),
        },
        ColumnType::SmallInt
        | ColumnType::Int
        | ColumnType::BigInt
        | ColumnType::UnsignedSmallInt
        | ColumnType::UnsignedInt
        | ColumnType::UnsignedBigInt => {
            let (low, high) = match ty {
                ColumnType::SmallInt => (i64::from(i16::MIN), i64::from(i16::MAX)),
                ColumnType::Int => (i64::from(i32::MIN), i64::from(i32::MAX)),
                ColumnType::UnsignedSmallInt => (0, i64::from(u16::MAX)),
                ColumnType::UnsignedInt => (0, i64::from(u32::MAX)),
                ColumnType::UnsignedBigInt => (0, i64::MAX),
                _ => (i64::MIN, i64::MAX),
            };
            match lower.parse::<i64>() {
                Ok(n) if (low..=high).contains(&n) => Ok(DefaultValue::Integer(n)),
                Ok(_) => Err(wrong(&format!("give a whole number from {low} to {high}"))),
                Err(_) => Err(wrong("give a whole number")),
            }
        }
        ColumnType::Float | ColumnType::Double | ColumnType::Decimal { .. } => {
            number(&lower).ok_or_else(|| wrong("give a number in digits, like 0 or -12.50"))
        }
        ColumnType::Date => match () {
            () if is_now => Ok(DefaultValue::Now),
            () if chrono::NaiveDate::parse_from_str(plain, "%Y-%m-%d").is_ok() => {
                Ok(DefaultValue::Text(plain.to_owned()))
            }
            () => Err(wrong("say now, or a day like 2026-11-20")),
        },
        ColumnType::Time(_) => match () {
            () if is_now => Ok(DefaultValue::Now),
            () if chrono::NaiveTime::parse_from_str(plain, "%H:%M:%S%.f").is_ok() => {
                Ok(DefaultValue::Text(plain.to_owned()))
            }
            () => Err(wrong(
                "say now, or a time like '12:30:00', its quotes within the word",
            )),
        },
        ColumnType::Timestamp(_) | ColumnType::TimestampTz(_) => match () {
            () if is_now => Ok(DefaultValue::Now),
            () if chrono::NaiveDateTime::parse_from_str(plain, "%Y-%m-%d %H:%M:%S%.f").is_ok() => {
                Ok(DefaultValue::Text(plain.to_owned()))
            }
            () => Err(wrong(
                "say now, or a moment like '2026-11-20 12:30:00', its quotes within the word",
            )),
        },
        ColumnType::Uuid => match lower.as_str() {
            "uuid" | "random" | "random_uuid" | "random_uuid()" | "gen_random_uuid()"
            | "uuid()" => Ok(DefaultValue::RandomUuid),
            _ if is_uuid(plain) => Ok(DefaultValue::Text(plain.to_owned())),
            _ => Err(wrong("say random, or a UUID")),
        },
        ColumnType::Json | ColumnType::Jsonb => {
            // The quotes of a JSON text are its own: only SQL's are taken away.
            let json = text
                .strip_prefix('\'')
                .and_then(|rest| rest.strip_suffix('\''))
                .unwrap_or(text);
            match serde_json::from_str::<serde_json::Value>(json) {
                Ok(_) => Ok(DefaultValue::Text(json.to_owned())),
                Err(_) => Err(wrong("give JSON, like {} or []")),
            }
        }
        ColumnType::Enumeration(of) => {
            let values = &of.values;
            if values.iter().any(|value| value == plain) {
                Ok(DefaultValue::Text(plain.to_owned()))
            } else {
                Err(wrong(&format!("say one of {}", values.join(", "))))
            }
        }
        ColumnType::Binary => Err(wrong("bytes have no plain default")),
        ColumnType::Char(_)
        | ColumnType::Varchar(_)
        | ColumnType::Text
        | ColumnType::Interval
        | ColumnType::Inet
        | ColumnType::Cidr
        | ColumnType::MacAddr
        | ColumnType::Bit(_)
        | ColumnType::BitVarying(_)
        | ColumnType::Range(_)
        | ColumnType::Array(_)
        | ColumnType::Named(_)
        | ColumnType::Custom(_) => Ok(DefaultValue::Text(plain_text(text))),
    }
}

/// The text without one pair of quotes round it.
pub(super) fn unquoted(text: &str) -> &str {
    for quote in ['\'', '"'] {
        if let Some(inner) = text
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
        {
            return inner;
        }
    }
    text
}

fn plain_text(text: &str) -> String {
    let inner = unquoted(text);
    if inner.len() == text.len() {
        return inner.to_owned();
    }
    let quote = &text[..1];
    inner.replace(&quote.repeat(2), quote)
}

/// Digits only, so that no server rounds on the way.
fn number(text: &str) -> Option<DefaultValue> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let ok = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (ok(whole) && ok(fraction)).then(|| DefaultValue::Number(text.to_owned()))
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == 5
        && groups.iter().zip([8, 4, 4, 4, 12]).all(|(group, length)| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_read_by_the_type() {
        use ColumnType as T;
        use DefaultValue as D;
        let text = |text: &str| D::Text(text.to_owned());
        let mood = || T::enumeration("mood", vec!["glad".into(), "sad".into()]);
        let cases: Vec<(T, &str, Option<D>)> = vec![
            (T::Int, "0", Some(D::Integer(0))),
            (T::SmallInt, "40000", None),
            (T::Int, "x", None),
            (
                T::BigInt,
                "-9223372036854775808",
                Some(D::Integer(i64::MIN)),
            ),
            (T::Boolean, "false", Some(D::Boolean(false))),
            (T::Boolean, "maybe", None),
            (
                T::Decimal {
                    precision: 5,
                    scale: 2,
                },
                "-0.50",
                Some(D::Number("-0.50".into())),
            ),
            (T::Double, "1e5", None),
            (T::Varchar(9), "now", Some(text("now"))),
            (T::Varchar(9), "'it''s'", Some(text("it's"))),
            (T::Varchar(9), "it's", Some(text("it's"))),
            (T::Varchar(9), "", Some(text(""))),
            (T::Int, "", None),
            (T::TimestampTz(6), "now", Some(D::Now)),
            (T::Date, "2026-02-30", None),
            (T::Date, "2026-02-28", Some(text("2026-02-28"))),
            (T::Time(6), "'12:30:00'", Some(text("12:30:00"))),
            (
                T::Timestamp(6),
                "'2026-11-20 12:30:00'",
                Some(text("2026-11-20 12:30:00")),
            ),
            (T::Uuid, "random", Some(D::RandomUuid)),
            (T::Uuid, "zz", None),
            (T::Json, "{}", Some(text("{}"))),
            (T::Json, "{", None),
            (T::Json, "\"a\"", Some(text("\"a\""))),
            (mood(), "sad", Some(text("sad"))),
            (mood(), "angry", None),
            (T::Binary, "x", None),
            (T::Binary, "sql(X'00')", Some(D::Expression("X'00'".into()))),
            (T::Int, "sql( 1 + 1 )", Some(D::Expression("1 + 1".into()))),
            (T::Int, "sql()", None),
        ];
        for (ty, given, expected) in cases {
            assert_eq!(
                default_value("f", &ty, given).ok(),
                expected,
                "{ty} {given}"
            );
        }
    }
}

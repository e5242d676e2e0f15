//! Defaults: what is a plain literal comes back as its value, with every digit.

use super::printed;
use crate::schema::{ColumnType, DefaultValue};

/// The default that PostgreSQL prints for a column of type `ty`, which it calls `called`.
pub(super) fn default(text: &str, ty: &ColumnType, called: &str) -> DefaultValue {
    value(text, ty, called).unwrap_or_else(|| DefaultValue::Expression(printed::expression(text)))
}

fn value(text: &str, ty: &ColumnType, called: &str) -> Option<DefaultValue> {
    if now(ty).contains(&text) {
        return Some(DefaultValue::Now);
    }
    match (text, ty) {
        ("gen_random_uuid()", ColumnType::Uuid) => return Some(DefaultValue::RandomUuid),
        ("true" | "false", ColumnType::Boolean) => {
            return Some(DefaultValue::Boolean(text == "true"));
        }
        _ => {}
    }
    let Some((value, rest)) = printed::string(text) else {
        return number(text, ty);
    };
    let cast = rest.strip_prefix("::")?;
    if !is_cast_to(cast, called) {
        return None;
    }
    match ty {
        ColumnType::Boolean | ColumnType::Binary => None,
        ty if is_number(ty) || NUMBERS.contains(&cast) => number(&value, ty),
        _ => Some(DefaultValue::Text(value)),
    }
}

/// The ways in which PostgreSQL prints the moment; the second of each is version 13's.
fn now(ty: &ColumnType) -> &'static [&'static str] {
    match ty {
        ColumnType::TimestampTz(_) => &["CURRENT_TIMESTAMP", "now()"],
        ColumnType::Timestamp(_) => &[
            "(now() AT TIME ZONE 'utc'::text)",
            "timezone('utc'::text, now())",
        ],
        ColumnType::Date => &[
            "((now() AT TIME ZONE 'utc'::text))::date",
            "(timezone('utc'::text, now()))::date",
        ],
        ColumnType::Time(_) => &[
            "((now() AT TIME ZONE 'utc'::text))::time without time zone",
            "(timezone('utc'::text, now()))::time without time zone",
        ],
        _ => &[],
    }
}

const fn is_number(ty: &ColumnType) -> bool {
    matches!(
        ty,
        ColumnType::SmallInt
            | ColumnType::Int
            | ColumnType::BigInt
            | ColumnType::Float
            | ColumnType::Double
            | ColumnType::Decimal { .. }
    )
}

/// The names of types between which a literal means the same.
const FAMILIES: [&[&str]; 2] = [
    &["text", "character varying", "bpchar", "character"],
    NUMBERS,
];

const NUMBERS: &[&str] = &[
    "smallint",
    "integer",
    "bigint",
    "numeric",
    "real",
    "double precision",
];

/// Whether a literal that is cast to this type is one of the column's own.
fn is_cast_to(cast: &str, called: &str) -> bool {
    // A column's length is not part of the literal's type.
    let own = match called.split_once('(') {
        Some((before, rest)) => match rest.split_once(')') {
            Some((_, after)) => format!("{before}{after}"),
            None => before.to_owned(),
        },
        None => called.to_owned(),
    };
    cast == own
        || FAMILIES
            .iter()
            .any(|family| family.contains(&cast) && family.contains(&own.as_str()))
}

fn number(text: &str, ty: &ColumnType) -> Option<DefaultValue> {
    let of_a_persons_own = matches!(ty, ColumnType::Custom(_) | ColumnType::Named(_));
    if !is_number(ty) && !of_a_persons_own {
        return None;
    }
    if let Ok(number) = text.parse::<i64>()
        && number.to_string() == text
    {
        return Some(DefaultValue::Integer(number));
    }
    let integers = [ColumnType::SmallInt, ColumnType::Int, ColumnType::BigInt];
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (are_digits(whole) && are_digits(fraction) && !integers.contains(ty))
        .then(|| DefaultValue::Number(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{DialectName, SqlText};

    #[test]
    fn literals_are_values_and_all_else_is_an_expression() {
        use DefaultValue::{Boolean, Integer, Now, Number, Text};
        let expression =
            |sql: &str| DefaultValue::Expression(SqlText::only(DialectName::Postgres, sql));
        let decimal = || ColumnType::Decimal {
            precision: 20,
            scale: 2,
        };
        for (text, ty, called, expected) in [
            ("true", ColumnType::Boolean, "boolean", Boolean(true)),
            ("5", ColumnType::BigInt, "bigint", Integer(5)),
            ("'-5'::integer", ColumnType::BigInt, "bigint", Integer(-5)),
            (
                "'9000000000'::bigint",
                ColumnType::BigInt,
                "bigint",
                Integer(9_000_000_000),
            ),
            ("1.5", ColumnType::Int, "integer", expression("1.5")),
            (
                "123456789012345678.90",
                decimal(),
                "numeric(20,2)",
                Number("123456789012345678.90".into()),
            ),
            (
                "'-0.50'::numeric",
                decimal(),
                "numeric(20,2)",
                Number("-0.50".into()),
            ),
            (
                "'NaN'::numeric",
                decimal(),
                "numeric(20,2)",
                expression("'NaN'::numeric"),
            ),
            (
                "'a''b'::character varying",
                ColumnType::Varchar(9),
                "character varying(9)",
                Text("a'b".into()),
            ),
            (
                "'ab'::character varying(1)",
                ColumnType::Varchar(9),
                "character varying(9)",
                expression("'ab'::character varying(1)"),
            ),
            (
                "'x'::text",
                ColumnType::Jsonb,
                "jsonb",
                expression("'x'::text"),
            ),
            ("'{}'::jsonb", ColumnType::Jsonb, "jsonb", Text("{}".into())),
            (
                "'{}'::text[]",
                ColumnType::Array(Box::new(ColumnType::Text)),
                "text[]",
                Text("{}".into()),
            ),
            (
                "'2020-01-01 00:00:00'::timestamp without time zone",
                ColumnType::Timestamp(3),
                "timestamp(3) without time zone",
                Text("2020-01-01 00:00:00".into()),
            ),
            (
                "CURRENT_TIMESTAMP",
                ColumnType::TimestampTz(6),
                "timestamp with time zone",
                Now,
            ),
            (
                "CURRENT_TIMESTAMP",
                ColumnType::Timestamp(6),
                "timestamp without time zone",
                expression("CURRENT_TIMESTAMP"),
            ),
            (
                "(now() AT TIME ZONE 'utc'::text)",
                ColumnType::Timestamp(6),
                "timestamp without time zone",
                Now,
            ),
            (
                "'\\x00'::bytea",
                ColumnType::Binary,
                "bytea",
                expression("'\\x00'::bytea"),
            ),
            (
                "(length('a'::text) + 1)",
                ColumnType::Int,
                "integer",
                expression("length('a'::text) + 1"),
            ),
        ] {
            assert_eq!(default(text, &ty, called), expected, "{text}");
        }
    }
}

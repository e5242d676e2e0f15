//! Values for a column of a type.

use crate::schema::{ColumnType, Object, ObjectId, ObjectKind, RangeOf, Schema, SqlText, Value};

/// Values that a column of this type may take, the likeliest first. `k` makes them differ from
/// row to row.
pub(super) fn values(ty: &ColumnType, k: u64, schema: &Schema) -> Vec<Value> {
    let small = i64::try_from(k % 30_000).unwrap_or(0);
    let text = |text: String| vec![Value::Text(text)];
    let second = k % 60;
    let (day, hour, minute) = (1 + k / 1_440 % 28, k / 60 % 24, k % 60);
    match ty {
        ColumnType::SmallInt
        | ColumnType::Int
        | ColumnType::BigInt
        | ColumnType::UnsignedSmallInt
        | ColumnType::UnsignedInt
        | ColumnType::UnsignedBigInt => vec![Value::Integer(small)],
        ColumnType::Float | ColumnType::Double => {
            vec![
                Value::Number(format!("{small}.5")),
                Value::Number("0.5".to_owned()),
            ]
        }
        ColumnType::Decimal { precision, scale } => {
            vec![Value::Number(decimal(k, *precision, *scale))]
        }
        ColumnType::Boolean => vec![
            Value::Boolean(!k.is_multiple_of(2)),
            Value::Boolean(k.is_multiple_of(2)),
        ],
        ColumnType::Char(n) | ColumnType::Varchar(n) => texts(k, *n as usize),
        ColumnType::Text => texts(k, usize::MAX),
        ColumnType::Binary => vec![Value::Bytes(k.to_be_bytes().to_vec())],
        ColumnType::Date => text(format!("2026-{:02}-{day:02}", 1 + k / 40_320 % 12)),
        ColumnType::Time(_) => text(format!("{hour:02}:{minute:02}:{second:02}")),
        ColumnType::Timestamp(_) | ColumnType::TimestampTz(_) => {
            text(format!("2026-01-{day:02} {hour:02}:{minute:02}:00"))
        }
        ColumnType::Interval => text(format!("{k} minutes")),
        ColumnType::Json | ColumnType::Jsonb => vec![
            Value::Text(format!("{{\"k\": {k}, \"it's\": \"größe\"}}")),
            Value::Text("[]".to_owned()),
        ],
        ColumnType::Uuid => text(format!("00000000-0000-4000-8000-{k:012x}")),
        ColumnType::Inet => text(format!("10.0.{}.{}", k / 250 % 250, k % 250)),
        ColumnType::Cidr => text(format!("10.{}.{}.0/24", k / 250 % 250, k % 250)),
        ColumnType::MacAddr => text(format!("08:00:2b:01:{:02x}:{:02x}", k / 256 % 256, k % 256)),
        ColumnType::Bit(n) => vec![bits(k, *n), Value::Integer(i64::from(k % 2 == 1))],
        ColumnType::BitVarying(n) => vec![bits(k, (*n).min(8))],
        ColumnType::Range(of) => text(range(*of, day)),
        ColumnType::Array(of) => array(of, k, schema),
        ColumnType::Enumeration(of) => one_of(&of.values, k),
        ColumnType::Named(name) => named(name, k, schema),
        // What it holds is not known: one of these may do.
        ColumnType::Custom(_) => [
            format!("a{k}"),
            k.to_string(),
            "{}".to_owned(),
            "2026-01-01".to_owned(),
            "<a/>".to_owned(),
            "(1,1)".to_owned(),
            "[1,2,3]".to_owned(),
            "POINT(1 1)".to_owned(),
        ]
        .into_iter()
        .map(Value::Text)
        .chain([Value::Expression(
            SqlText::default().mysql("ST_GeomFromText('POINT(1 1)')"),
        )])
        .collect(),
    }
}

/// Texts of at most so many characters: with what is nasty to quote, plain, and as what many
/// conditions ask for.
pub(super) fn texts(k: u64, most: usize) -> Vec<Value> {
    let word = letters(k);
    let all = [
        format!("it's \"größe\" \\ %{k}"),
        word.clone(),
        format!("{word}@example.com"),
        format!("https://example.com/{word}"),
        k.to_string(),
    ];
    let mut fitting: Vec<Value> = all
        .into_iter()
        .filter(|text| text.chars().count() <= most)
        .map(Value::Text)
        .collect();
    if fitting.is_empty() {
        fitting.push(Value::Text(word.chars().rev().take(most).collect()));
    }
    fitting
}

/// A number as a word of letters: `a`, `b`, … `z`, `ba`.
pub(super) fn letters(mut k: u64) -> String {
    let mut word = Vec::new();
    loop {
        word.push(char::from(b'a' + u8::try_from(k % 26).unwrap_or(0)));
        k /= 26;
        if k == 0 {
            return word.into_iter().rev().collect();
        }
    }
}

fn decimal(k: u64, precision: u16, scale: u16) -> String {
    let whole = u32::from(precision.saturating_sub(scale)).min(9);
    let number = k % 10_u64.pow(whole);
    match scale {
        0 => number.to_string(),
        scale => format!("{number}.{:0<width$}", "25", width = usize::from(scale))
            .chars()
            .take(number.to_string().len() + 1 + usize::from(scale))
            .collect(),
    }
}

fn bits(k: u64, length: u32) -> Value {
    let length = length as usize;
    let all = format!("{k:0>length$b}");
    let digits: String = all.chars().skip(all.len().saturating_sub(length)).collect();
    Value::Expression(SqlText::from(format!("B'{digits}'")))
}

fn range(of: RangeOf, day: u64) -> String {
    match of {
        RangeOf::Int | RangeOf::BigInt | RangeOf::Decimal => format!("[{day},{})", day + 1),
        RangeOf::Date | RangeOf::Timestamp | RangeOf::TimestampTz => {
            format!("[2026-01-{day:02},2026-02-{day:02})")
        }
    }
}

/// PostgreSQL's text of an array of one or two values.
fn array(of: &ColumnType, k: u64, schema: &Schema) -> Vec<Value> {
    let each: Vec<String> = [k, k + 1]
        .into_iter()
        .filter_map(|k| values(of, k, schema).into_iter().find_map(bare))
        .map(|text| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
        .collect();
    vec![
        Value::Text(format!("{{{}}}", each.join(","))),
        Value::Text("{}".to_owned()),
    ]
}

fn bare(value: Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Number(text) => Some(text),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(value) => Some(value.to_string()),
        _ => None,
    }
}

fn one_of(values: &[String], k: u64) -> Vec<Value> {
    let mut all: Vec<Value> = values.iter().cloned().map(Value::Text).collect();
    let first = usize::try_from(k).unwrap_or(0) % values.len().max(1);
    all.rotate_left(first);
    all
}

/// Values of a type that a migration created.
fn named(name: &str, k: u64, schema: &Schema) -> Vec<Value> {
    let find = |kind| schema.object(&ObjectId::new(kind, name));
    if let Some(Object::Enumeration(of)) = find(ObjectKind::Enumeration) {
        return one_of(&of.values, k);
    }
    if let Some(Object::Domain(domain)) = find(ObjectKind::Domain) {
        let mut all = Vec::new();
        for check in &domain.checks {
            all.extend(super::conditions::values(&check.expression, &domain.ty, k));
        }
        let mut own = values(&domain.ty, k, schema);
        own.append(&mut all);
        return own;
    }
    if let Some(Object::Composite(composite)) = find(ObjectKind::Composite) {
        let fields = composite.fields.iter();
        let each: Vec<String> = fields
            .map(|(_, ty)| {
                let value = values(ty, k, schema).into_iter().find_map(bare);
                let value = value.unwrap_or_default();
                format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\"\""))
            })
            .collect();
        return vec![Value::Text(format!("({})", each.join(",")))];
    }
    vec![Value::Text(letters(k))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fit_their_types() {
        let schema = Schema::new();
        let first = |ty: &ColumnType, k| values(ty, k, &schema).remove(0);
        let text = |text: &str| Value::Text(text.to_owned());
        let number = |text: &str| Value::Number(text.to_owned());
        for (ty, k, expected) in [
            (ColumnType::Varchar(2), 27, text("bb")),
            (ColumnType::Varchar(1), 27, text("b")),
            (ColumnType::Char(3), 5, text("f")),
            (
                ColumnType::Decimal {
                    precision: 3,
                    scale: 0,
                },
                1_234,
                number("234"),
            ),
            (
                ColumnType::Decimal {
                    precision: 4,
                    scale: 2,
                },
                1_234,
                number("34.25"),
            ),
            (
                ColumnType::Decimal {
                    precision: 3,
                    scale: 3,
                },
                7,
                number("0.250"),
            ),
            (
                ColumnType::Decimal {
                    precision: 3,
                    scale: 1,
                },
                7,
                number("7.2"),
            ),
            (ColumnType::Boolean, 3, Value::Boolean(true)),
            (ColumnType::SmallInt, 40_000, Value::Integer(10_000)),
        ] {
            assert_eq!(first(&ty, k), expected, "{ty}");
        }
        let moods = ColumnType::enumeration("mood", vec!["glad".to_owned(), "sad".to_owned()]);
        assert_eq!(values(&moods, 1, &schema), [text("sad"), text("glad")]);
    }
}

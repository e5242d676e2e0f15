//! Which defaults a type can have.

use crate::schema::{ColumnType, DefaultValue};

/// Whether a column of this type can have this default.
pub(crate) fn suits(ty: &ColumnType, default: &DefaultValue) -> bool {
    use ColumnType as T;
    match (default, ty) {
        (DefaultValue::Expression(_), _) | (_, T::Custom(_) | T::Named(_)) => true,
        (DefaultValue::Boolean(_), ty) => *ty == T::Boolean,
        (DefaultValue::Integer(n), T::SmallInt) => i16::try_from(*n).is_ok(),
        (DefaultValue::Integer(n), T::Int) => i32::try_from(*n).is_ok(),
        (DefaultValue::Integer(n), T::UnsignedSmallInt) => u16::try_from(*n).is_ok(),
        (DefaultValue::Integer(n), T::UnsignedInt) => u32::try_from(*n).is_ok(),
        (DefaultValue::Integer(n), T::UnsignedBigInt) => *n >= 0,
        (DefaultValue::Integer(n), T::Decimal { precision, scale }) => {
            let digits = n.unsigned_abs().to_string().len();
            *n == 0 || digits <= usize::from(precision.saturating_sub(*scale))
        }
        (DefaultValue::Number(n), T::Decimal { precision, scale }) => {
            is_number(n) && is_kept(n, usize::from(*precision), usize::from(*scale))
        }
        (DefaultValue::Integer(_), ty) => {
            matches!(ty, T::BigInt | T::Float | T::Double)
        }
        (DefaultValue::Number(n), ty) => matches!(ty, T::Float | T::Double) && is_number(n),
        (DefaultValue::Text(value), T::Enumeration(of)) => of.values.contains(value),
        (DefaultValue::Text(value), T::Char(n) | T::Varchar(n)) => {
            value.chars().count() <= *n as usize
        }
        (DefaultValue::Text(text), T::Date | T::Timestamp(_) | T::TimestampTz(_)) => {
            has_parts(text, &['-', '/', '.'], 6) || is_moment(text)
        }
        (DefaultValue::Text(text), T::Time(_)) => has_parts(text, &[':'], 4) || is_moment(text),
        (DefaultValue::Text(text), T::Uuid) => text
            .chars()
            .all(|c| c.is_ascii_hexdigit() || "-{}".contains(c)),
        (DefaultValue::Text(text), T::Json | T::Jsonb) => text
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || "{[\"-tfn".contains(c)),
        (DefaultValue::Text(text), T::Bit(_) | T::BitVarying(_)) => {
            text.chars().all(|c| c == '0' || c == '1')
        }
        (DefaultValue::Text(_), ty) => !matches!(
            ty,
            T::Boolean
                | T::SmallInt
                | T::Int
                | T::BigInt
                | T::UnsignedSmallInt
                | T::UnsignedInt
                | T::UnsignedBigInt
                | T::Float
                | T::Double
                | T::Decimal { .. }
                | T::Binary
        ),
        (DefaultValue::Now, ty) => {
            matches!(
                ty,
                T::Date | T::Time(_) | T::Timestamp(_) | T::TimestampTz(_)
            )
        }
        (DefaultValue::RandomUuid, ty) => *ty == T::Uuid,
    }
}

/// Whether so many digits are enough for a number: servers would round it.
fn is_kept(number: &str, precision: usize, scale: usize) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, fraction) = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    fraction.len() <= scale && whole.len() <= precision.saturating_sub(scale)
}

/// Whether a text begins as a date or a time does: numbers with something between, or so many
/// digits without.
fn has_parts(text: &str, between: &[char], digits: usize) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let first = text.len() - rest.len();
    first >= digits || first > 0 && rest.starts_with(between)
}

/// The words of PostgreSQL that are moments.
fn is_moment(text: &str) -> bool {
    const WORDS: [&str; 8] = [
        "now",
        "today",
        "tomorrow",
        "yesterday",
        "epoch",
        "infinity",
        "-infinity",
        "allballs",
    ];
    WORDS
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text.trim()))
}

/// Digits, with a sign before and a point within if there are any: no exponent, so that
/// every server reads the same exact number.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    !whole.is_empty()
        && !fraction.is_empty()
        && whole
            .bytes()
            .chain(fraction.bytes())
            .all(|byte| byte.is_ascii_digit())
}

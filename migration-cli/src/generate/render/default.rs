//! Defaults and numberings as Rust values of the column's kind.

use migration_core::schema::{ColumnType as T, DefaultValue, Identity};

use super::literal;

/// `.default(…)` for a column of this type.
pub(super) fn method(ty: &T, default: &DefaultValue) -> String {
    match typed(ty, default) {
        Some(value) => format!(".default({value})"),
        // The typed builder makes another value of it, or takes none of it.
        None => format!(".default_value({})", value(default)),
    }
}

/// The argument of `.default(…)` for a column of this type, where it records this very value.
fn typed(ty: &T, default: &DefaultValue) -> Option<String> {
    let fits = match (default, ty) {
        (DefaultValue::Expression(_), _) => true,
        (DefaultValue::Integer(n), T::UnsignedBigInt) => u32::try_from(*n).is_ok(),
        (DefaultValue::Integer(_), ty) => matches!(
            ty,
            T::SmallInt | T::Int | T::BigInt | T::UnsignedSmallInt | T::UnsignedInt
        ),
        (DefaultValue::Number(digits), _) => return number(ty, digits),
        (DefaultValue::Boolean(_), ty) => *ty == T::Boolean,
        (DefaultValue::Now, ty) => matches!(
            ty,
            T::Date | T::Time(_) | T::Timestamp(_) | T::TimestampTz(_)
        ),
        (DefaultValue::RandomUuid, ty) => *ty == T::Uuid,
        (DefaultValue::Text(_), ty) => !matches!(
            ty,
            T::SmallInt
                | T::Int
                | T::BigInt
                | T::UnsignedSmallInt
                | T::UnsignedInt
                | T::UnsignedBigInt
                | T::Float
                | T::Double
                | T::Decimal { .. }
                | T::Boolean
                | T::Binary
        ),
    };
    fits.then(|| untyped(default))
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

/// The value of the schema itself.
fn value(default: &DefaultValue) -> String {
    let owned = |text: &str| format!("{}.to_owned()", literal::string(text));
    let (variant, of) = match default {
        DefaultValue::Boolean(value) => ("Boolean", value.to_string()),
        DefaultValue::Integer(n) => ("Integer", n.to_string()),
        DefaultValue::Number(digits) => ("Number", owned(digits)),
        DefaultValue::Text(text) => ("Text", owned(text)),
        DefaultValue::Now => return "DefaultValue::Now".to_owned(),
        DefaultValue::RandomUuid => return "DefaultValue::RandomUuid".to_owned(),
        DefaultValue::Expression(sql) => ("Expression", format!("{}.into()", literal::sql(sql))),
    };
    format!("DefaultValue::{variant}({of})")
}

/// A number as a Rust literal where Rust writes it back with the same digits.
fn number(ty: &T, digits: &str) -> Option<String> {
    let same = |written: Option<(String, String)>| {
        written
            .filter(|(back, _)| back == digits)
            .map(|(_, literal)| literal)
    };
    let literal = match ty {
        T::Decimal { .. } => return Some(literal::string(digits)),
        T::Float => same(
            digits
                .parse::<f32>()
                .ok()
                .map(|n| (n.to_string(), format!("{n:?}"))),
        ),
        T::Double => same(
            digits
                .parse::<f64>()
                .ok()
                .map(|n| (n.to_string(), format!("{n:?}"))),
        ),
        _ => return None,
    };
    Some(literal.unwrap_or_else(|| format!("number({})", literal::string(digits))))
}

/// `.identity()`, or what says more.
pub(super) fn identity_method(of: &Identity) -> String {
    let plain = Identity::default();
    let numbered = Identity {
        start: of.start,
        increment: of.increment,
        ..plain.clone()
    };
    match (of.start, of.increment) {
        _ if *of == plain => ".identity()".to_owned(),
        (Some(start), Some(increment)) if *of == numbered => {
            format!(".identity_from({start}, {increment})")
        }
        (None, None) if of.always && !of.serial => ".identity_always()".to_owned(),
        (None, None) if of.serial && !of.always => ".serial()".to_owned(),
        _ => format!(".identity_with({})", identity(of)),
    }
}

/// `Identity { always: true, ..Identity::default() }`
pub(super) fn identity(of: &Identity) -> String {
    let Identity {
        always,
        start,
        increment,
        serial,
    } = of;
    let fields = [
        always.then(|| "always: true".to_owned()),
        start.map(|n| format!("start: Some({n})")),
        increment.map(|n| format!("increment: Some({n})")),
        serial.then(|| "serial: true".to_owned()),
    ];
    literal::fields("Identity", fields)
}

//! Identifiers, literals and defaults.

use super::{DIALECT, expression, types};
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::schema::{Column, ColumnType, DefaultValue, Table};

/// A name in quotes.
pub(super) fn name(out: &mut String, name: &str) {
    text::quoted(out, name, '`');
}

/// Names in quotes within parentheses.
pub(super) fn names(out: &mut String, all: &[String]) {
    out.push('(');
    for (i, each) in all.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        name(out, each);
    }
    out.push(')');
}

/// A text literal. A backslash escapes what follows, so it is doubled:
/// <https://dev.mysql.com/doc/refman/8.4/en/string-literals.html>
pub(super) fn string(out: &mut String, value: &str) {
    if value.contains('\\') {
        text::quoted(out, &value.replace('\\', "\\\\"), '\'');
    } else {
        text::quoted(out, value, '\'');
    }
}

/// What something is for, behind the words that say so.
pub(super) fn comment(
    out: &mut String,
    words: &str,
    about: &str,
    what: impl Fn() -> String,
) -> Result<(), Problem> {
    text::whole(about, || format!("the comment of {}", what()))?;
    // The catalogue keeps a question mark for it, or refuses it:
    // https://dev.mysql.com/doc/refman/8.4/en/charset-metadata.html
    if let Some(c) = about.chars().find(|c| *c > '\u{FFFF}') {
        return Err(Problem::new(
            format!(
                "the comment of {} holds {c:?}, which MySQL and MariaDB keep in no comment",
                what()
            ),
            "write it with characters up to U+FFFF",
        ));
    }
    out.push_str(words);
    string(out, about);
    Ok(())
}

/// Whether it is the one function that stands without parentheses; within them it is another:
/// <https://dev.mysql.com/doc/refman/8.4/en/timestamp-initialization.html>
fn is_the_moment(sql: &str, ty: &ColumnType) -> bool {
    let text = sql.to_ascii_lowercase();
    let Some(rest) = text.strip_prefix("current_timestamp") else {
        return false;
    };
    let digits = rest
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    match (digits, types::precision(ty)) {
        (Some(digits), Some(precision)) if !digits.is_empty() => digits.parse() == Ok(precision),
        (_, Some(0)) => rest.is_empty() || digits.is_some(),
        _ => false,
    }
}

/// A number, with as many digits behind the point as the column keeps.
fn number(out: &mut String, ty: &ColumnType, value: &str) {
    out.push_str(value);
    let ColumnType::Decimal { scale, .. } = ty else {
        return;
    };
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let is_plain = whole
        .chars()
        .chain(fraction.chars())
        .all(|c| c.is_ascii_digit() || c == '-');
    let missing = usize::from(*scale).saturating_sub(fraction.len());
    if is_plain && missing > 0 {
        if fraction.is_empty() && !value.ends_with('.') {
            out.push('.');
        }
        out.push_str(&"0".repeat(missing));
    }
}

/// What stands behind `DEFAULT`. All but a literal is in parentheses, and so is a literal of
/// a type that takes no bare one:
/// <https://dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html>
pub(super) fn default(
    out: &mut String,
    table: &Table,
    column: &Column,
    default: &DefaultValue,
) -> Result<(), Problem> {
    let literal = !matches!(
        default,
        DefaultValue::Now | DefaultValue::RandomUuid | DefaultValue::Expression(_)
    );
    let wrapped =
        literal && (types::is_large(&column.ty) || matches!(column.ty, ColumnType::Custom(_)));
    if wrapped {
        out.push('(');
    }
    match default {
        DefaultValue::Boolean(value) => out.push_str(if *value { "TRUE" } else { "FALSE" }),
        DefaultValue::Integer(value) => number(out, &column.ty, &value.to_string()),
        DefaultValue::Number(value) => number(out, &column.ty, value),
        DefaultValue::Text(value) => {
            text::whole(value, || format!("the default of column {:?}", column.name))?;
            string(out, value);
        }
        // In UTC, whatever zone the session is in.
        DefaultValue::Now => out.push_str(match column.ty {
            ColumnType::Date => "(utc_date())",
            ColumnType::Time(_) => "(utc_time(6))",
            _ => "(utc_timestamp(6))",
        }),
        DefaultValue::RandomUuid => out.push_str("(uuid())"),
        DefaultValue::Expression(sql) => {
            let what = || format!("the default of column {:?}", column.name);
            let sql = text::written(sql, DIALECT, what)?;
            if is_the_moment(sql.sql, &column.ty) {
                out.push_str(sql.sql);
            } else {
                out.push('(');
                out.push_str(&expression::named(&sql, table));
                out.push(')');
            }
        }
    }
    if wrapped {
        out.push(')');
    }
    Ok(())
}
